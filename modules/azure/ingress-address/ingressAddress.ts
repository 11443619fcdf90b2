import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override, overridesOf } from "../args/overrides.js";
import { assignRole } from "../identity/assignRole.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { computed } from "../outputs/computed.js";
import { Host, ResourceId } from "../outputs/outputRules.js";
import { IngressAddressArgs } from "./ingressAddressArgs.js";

const IngressAddressOutputs = z.strictObject({
  id: ResourceId,
  ipAddress: z.ipv4("an address reads like 203.0.113.10"),
  fqdn: Host,
  annotations: z.record(z.string(), z.string()),
});

/**
 * The public address under which a cluster's workloads are reached. It is there before any workload is, so that names
 * and traffic managers can lead to it, and it stays when services, load balancer or the cluster are made anew.
 *
 * A Service of type LoadBalancer, such as that of an ingress controller or gateway, takes it by its `annotations`.
 * Replacing the address (other name, region or zones) takes it from everyone who knows it, and Azure refuses that as
 * long as a load balancer holds it: delete the Service first.
 *
 * Source: learn.microsoft.com/azure/aks/static-ip
 */
export class IngressAddress extends pulumi.ComponentResource {
  /** What alias records and endpoints of traffic managers follow. */
  readonly id: pulumi.Output<string>;
  readonly ipAddress: pulumi.Output<string>;
  /** `<dnsLabel>.<region>.cloudapp.azure.com`. */
  readonly fqdn: pulumi.Output<string>;
  /** Annotations by which a Service of type LoadBalancer takes the address. */
  readonly annotations: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: IngressAddressArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(IngressAddressArgs, "IngressAddress", name, args);
    super("cloud-provisioner:azure:IngressAddress", name, {}, opts);
    const { resourceGroupName, zones } = given;

    const address = new network.PublicIPAddress(
      name,
      override<network.PublicIPAddressArgs>(
        {
          resourceGroupName,
          location: given.location,
          publicIpAddressName: given.addressName,
          ...standard,
          ...(zones.length > 0 && { zones: [...zones] }),
          dnsSettings: { domainNameLabel: given.dnsLabel },
          tags: given.tags,
        },
        overrides?.address,
      ),
      // Azure changes the zones of no address. Source: learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses#availability-zone
      { parent: this, replaceOnChanges: ["zones"], deleteBeforeReplace: true },
    );

    // The cluster puts this address on its load balancer and may touch no other. It looks for it in the list of the
    // group's addresses, which needs leave to read the group and to change nothing.
    // Source: learn.microsoft.com/azure/aks/static-ip#create-a-service-using-the-static-ip-address,
    // github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/provider/azure_publicip_repo.go (newPIPCache)
    const principalId = given.clusterPrincipalId;
    const group = address.id.apply((id) => id.replace(/\/providers\/.*$/, ""));
    for (const access of [
      { key: "address", role: "Network Contributor", scope: address.id, principalId },
      { key: "group", role: "Reader", scope: group, principalId },
    ] as const)
      assignRole(name, access, overridesOf(overrides?.roleAssignment, access.key), this);

    const outputs = checkedOutputs(IngressAddressOutputs, "IngressAddress", name, {
      id: address.id,
      ipAddress: computed(address, address.ipAddress, (ipAddress) => ipAddress),
      fqdn: computed(address, address.dnsSettings, (settings) => settings?.fqdn),
      annotations: pulumi
        .all([pulumi.output(resourceGroupName), address.name])
        .apply(([groupName, addressName]) => annotationsFor(groupName, addressName)),
    });
    this.id = outputs.id;
    this.ipAddress = outputs.ipAddress;
    this.fqdn = outputs.fqdn;
    this.annotations = outputs.annotations;
    this.registerOutputs(outputs);
  }
}

/** What AKS load balancers take: they are of the SKU Standard, whose addresses stay the same. Source: learn.microsoft.com/azure/aks/static-ip */
const standard = {
  sku: { name: network.PublicIPAddressSkuName.Standard, tier: network.PublicIPAddressSkuTier.Regional },
  publicIPAllocationMethod: network.IPAllocationMethod.Static,
  publicIPAddressVersion: network.IPVersion.IPv4,
};

/** Source: cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/#loadbalancer-annotations */
function annotationsFor(resourceGroup: string, addressName: string): Record<string, string> {
  return {
    "service.beta.kubernetes.io/azure-load-balancer-resource-group": resourceGroup,
    "service.beta.kubernetes.io/azure-pip-name": addressName,
  };
}
