import * as privatedns from "@pulumi/azure-native/privatedns";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override, overridesOf } from "../args/overrides.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { ResourceId, ResourceName } from "../outputs/outputRules.js";
import { PrivateDnsZoneArgs } from "./privateDnsZoneArgs.js";

const PrivateDnsZoneOutputs = z.strictObject({
  id: ResourceId,
  zoneName: ResourceName,
});

/**
 * A DNS zone that only the linked networks see. One zone serves every private endpoint of its service, also of several
 * networks and regions: two zones of one name would each know half of them.
 */
export class PrivateDnsZone extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly zoneName: pulumi.Output<string>;

  constructor(name: string, args: PrivateDnsZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(PrivateDnsZoneArgs, "PrivateDnsZone", name, args);
    super("cloud-provisioner:azure:PrivateDnsZone", name, {}, opts);
    const { resourceGroupName, tags } = given;
    // Zones and their links live everywhere at once. Source: learn.microsoft.com/azure/dns/private-dns-privatednszone
    const location = "global";

    const zone = new privatedns.PrivateZone(
      name,
      override<privatedns.PrivateZoneArgs>(
        { resourceGroupName, privateZoneName: given.zoneName, location, tags },
        overrides?.zone,
      ),
      { parent: this },
    );
    const links = given.networks.map(
      (linked) =>
        new privatedns.VirtualNetworkLink(
          `${name}-${linked.name}`,
          override<privatedns.VirtualNetworkLinkArgs>(
            {
              resourceGroupName,
              privateZoneName: zone.name,
              virtualNetworkLinkName: linked.name,
              location,
              virtualNetwork: { id: linked.id },
              // Private endpoints write their own records; machines of the network do not belong into this zone.
              // Source: learn.microsoft.com/azure/dns/private-dns-autoregistration
              registrationEnabled: false,
              tags,
            },
            overridesOf(overrides?.link, linked.name),
          ),
          { parent: this },
        ),
    );

    // Known only when the links are there: before that a name in the zone leads nowhere, and Azure refuses to build a
    // database server into a network that cannot find it. All are named at once: an output that only the apply finds
    // inside is a dependency that the preview's plan does not know.
    const outputs = checkedOutputs(PrivateDnsZoneOutputs, "PrivateDnsZone", name, {
      id: pulumi.all([zone.id, ...links.map((link) => link.id)]).apply(([id]) => id),
      zoneName: zone.name,
    });
    this.id = outputs.id;
    this.zoneName = outputs.zoneName;
    this.registerOutputs(outputs);
  }
}
