import * as trafficmanager from "@pulumi/azure-native/trafficmanager";
import type { input as inputs } from "@pulumi/azure-native/types";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override } from "../args/overrides.js";
import { diagnosticSetting } from "../diagnostics/diagnosticSetting.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { computed } from "../outputs/computed.js";
import { Host, ResourceId } from "../outputs/outputRules.js";
import { TrafficManagerArgs, type Endpoint } from "./trafficManagerArgs.js";

const TrafficManagerOutputs = z.strictObject({
  id: ResourceId,
  fqdn: Host,
});

/**
 * One name for several places: DNS answers with the first place that is well. A failure is noticed after about two
 * minutes, and clients follow when what they remember of the name is over (`ttlSeconds`).
 *
 * Endpoints are part of the profile, so that their order is changed in one step.
 */
export class TrafficManager extends pulumi.ComponentResource {
  /** What an alias record of `DnsZone` points to. */
  readonly id: pulumi.Output<string>;
  /** `<relativeName>.trafficmanager.net`. */
  readonly fqdn: pulumi.Output<string>;

  constructor(name: string, args: TrafficManagerArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(TrafficManagerArgs, "TrafficManager", name, args);
    super("cloud-provisioner:azure:TrafficManager", name, {}, opts);
    const { probe } = given;

    const profile = new trafficmanager.Profile(
      name,
      override<trafficmanager.ProfileArgs>(
        {
          resourceGroupName: given.resourceGroupName,
          profileName: given.profileName,
          location: "global",
          profileStatus: trafficmanager.ProfileStatus.Enabled,
          // Source: learn.microsoft.com/azure/traffic-manager/traffic-manager-routing-methods#priority-traffic-routing-method
          trafficRoutingMethod: trafficmanager.TrafficRoutingMethod.Priority,
          dnsConfig: { relativeName: given.relativeName, ttl: given.ttlSeconds ?? 60 },
          monitorConfig: {
            protocol: probe.protocol,
            port: probe.port,
            ...(probe.path !== undefined && { path: probe.path }),
            ...probing,
          },
          endpoints: given.endpoints.map(endpointAt),
          tags: given.tags,
        },
        overrides?.profile,
      ),
      { parent: this },
    );

    if (given.workspaceId !== undefined) {
      // Each change of an endpoint's health, as the probes saw it: what a failover was decided by.
      // Source: learn.microsoft.com/azure/traffic-manager/traffic-manager-diagnostic-logs
      diagnosticSetting(
        name,
        {
          resourceUri: profile.id,
          workspaceId: given.workspaceId,
          logs: [{ category: "ProbeHealthStatusEvents" }],
          metrics: ["AllMetrics"],
          overrides: overrides?.diagnostics,
        },
        this,
      );
    }

    const outputs = checkedOutputs(TrafficManagerOutputs, "TrafficManager", name, {
      id: profile.id,
      fqdn: computed(profile, profile.dnsConfig, (config) => config?.fqdn),
    });
    this.id = outputs.id;
    this.fqdn = outputs.fqdn;
    this.registerOutputs(outputs);
  }
}

/**
 * Every 30 seconds, and the fourth failure in a row counts: Azure's own choice, and what costs nothing more.
 *
 * Source: learn.microsoft.com/azure/traffic-manager/traffic-manager-monitoring#endpoint-failover-and-recovery
 */
const probing = { intervalInSeconds: 30, timeoutInSeconds: 10, toleratedNumberOfFailures: 3 };

function endpointAt(endpoint: Endpoint, index: number): inputs.trafficmanager.EndpointArgs {
  const common = { name: endpoint.name, priority: index + 1, endpointStatus: "Enabled" };
  if (endpoint.type === "azure")
    return {
      ...common,
      type: "Microsoft.Network/trafficManagerProfiles/azureEndpoints",
      targetResourceId: endpoint.resourceId,
    };
  return {
    ...common,
    type: "Microsoft.Network/trafficManagerProfiles/externalEndpoints",
    target: endpoint.target,
    ...(endpoint.location !== undefined && { endpointLocation: endpoint.location }),
  };
}
