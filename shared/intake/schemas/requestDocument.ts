import { z } from "zod";
import { ResourceComplianceTags } from "./complianceTags.js";
import { DnsDomainMap, DnsMapOverride } from "./dnsDomainMap.js";
import type { overlaySchemas } from "./environmentOverlay.js";
import type { planSchemas } from "./infraPlan.js";
import {
  BlueprintId,
  ComponentName,
  Edition,
  Environment,
  ExecutionId,
  FallbackRegion,
  Region,
  SecondaryRegion,
  ResourceGroup,
  ResourcePrefix,
  TenantId,
  TraceId,
} from "./names.js";
import { explainOwnField } from "./ownFields.js";
import { Secrets } from "./secrets.js";
import { Tags } from "./tags.js";
import { CloudRegionMap, Replication, Zones } from "./topology.js";
import { worded } from "./wording.js";
import { ZoneMapping } from "./zoneMapping.js";

export const CloudProvider = worded(z.literal("azure"), {
  title: "a cloud provider",
  remedy: "Only azure.",
  values: {},
  correction: "NormalisedValue",
  explain: (value) => {
    const isKnown = ["aws", "gcp"].includes(value.toLowerCase());
    return {
      rule: "unsupported-provider",
      ...(isKnown && { detail: `The cloud provider ${value.toLowerCase()} is not supported yet.` }),
      remedy: "Write azure, or leave the field out.",
    };
  },
});

/** Name of the agent that calls, as the input gives it. */
export const AgentOrigin = worded(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}$/), {
  title: "the name of an agent",
  remedy: "1 to 100 letters, digits, spaces, dots, underscores and hyphens, beginning with a letter or digit.",
  examples: ["orchestrator"],
  explain: () => ({ rule: "invalid-name" }),
});

const Flag = (remedy: string) => worded(z.boolean(), { title: "true or false", remedy });

export const AutoProceed = Flag(
  "true or false. true asks to apply after a good preview without a person, which policy may refuse; without the field it is false.",
);
export const ManualApprovalRequired = Flag(
  "true or false. true makes the run wait for a person whatever auto_proceed says; without the field it is false.",
);

export const CostEstimateRequired = Flag(
  "true or false. true asks for a projection of what the plan costs in a month, before anything is made.",
);

const Limit = worded(z.int().min(1).max(100), { title: "a limit", remedy: "A whole number from 1 to 100." });

/** `resource-constraints.yaml`. */
export const ResourceConstraints = worded(
  z.strictObject({
    quotas: worded(z.strictObject({ max_aks_clusters: Limit.optional(), max_nodes_per_cluster: Limit.optional() }), {
      title: "quotas",
      remedy: "Any of max_aks_clusters and max_nodes_per_cluster.",
    }).optional(),
    require_tags: worded(z.array(worded(z.string().min(1).max(512), { title: "the name of a tag" })).max(50), {
      title: "a list of tag names",
      remedy: "Names of tags that every resource must have besides the service's own.",
      examples: ["[cost_center]"],
    }).optional(),
  }),
  {
    title: "resource constraints",
    remedy: "Any of quotas (max_aks_clusters, max_nodes_per_cluster) and require_tags.",
  },
).meta({ id: "ResourceConstraints" });

/** One request in one document: the specification's consolidated and invocation form. Also the data of the events that start a run. */
export function requestDocument(
  { infraPlan }: Pick<ReturnType<typeof planSchemas>, "infraPlan">,
  { overlay }: Pick<ReturnType<typeof overlaySchemas>, "overlay">,
) {
  return worded(
    z.strictObject({
      trace_id: TraceId,
      execution_id: ExecutionId,
      blueprint_id: BlueprintId,
      component: ComponentName.optional(),
      agent_origin: AgentOrigin.optional(),
      cloud_provider: CloudProvider.optional(),
      environment: worded(Environment, { spellings: ["env", "target_environment"] }),
      region: worded(Region, { spellings: ["primary_region", "primary", "location"] }).optional(),
      secondary_region: worded(SecondaryRegion, { spellings: ["secondary"] }).optional(),
      zones: Zones.optional(),
      fallback_region: FallbackRegion.optional(),
      cloud_region_map: worded(CloudRegionMap, { spellings: ["region_map"] }).optional(),
      zone_mapping: ZoneMapping.optional(),
      dns_domain_map: DnsDomainMap.optional(),
      dns_map_override: DnsMapOverride.optional(),
      resource_group: ResourceGroup.optional(),
      resource_prefix: ResourcePrefix.optional(),
      auto_proceed: AutoProceed.optional(),
      manual_approval_required: ManualApprovalRequired.optional(),
      cost_estimate_required: CostEstimateRequired.optional(),
      infra_plan: infraPlan.optional(),
      replication: worded(Replication, { spellings: ["replication_strategy"] }).optional(),
      secrets: Secrets.optional(),
      tags: Tags.optional(),
      resource_compliance_tags: ResourceComplianceTags.optional(),
      resource_constraints: worded(ResourceConstraints, { spellings: ["constraints"] }).optional(),
      tenant_id: TenantId.optional(),
      edition: Edition.optional(),
      overlays: worded(z.array(overlay).max(20), {
        title: "a list of overlays",
        remedy: "At most one for each environment; the one of the run's environment is applied.",
      }).optional(),
    }),
    {
      title: "a request",
      remedy:
        "the fields of a request: trace_id, execution_id, blueprint_id, component, environment, region, infra_plan.",
      explainField: explainOwnField,
    },
  ).meta({
    id: "RequestDocument",
    description:
      "One infrastructure request. `region` may be left out where cloud_region_map names one; without either, the run goes where its environment lives by environments.yaml, which is on record. `component` may be left out where trace and blueprint ids imply one, `infra_plan` where the blueprint is of a known use case. Field names are accepted in camel case too.",
  });
}
export type RequestDocument = z.infer<ReturnType<typeof requestDocument>>;
