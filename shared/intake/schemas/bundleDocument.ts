import { z } from "zod";
import { PlanFile, PlanMap } from "./infraPlan.js";
import { explainDocument, explainRequestField } from "./laterBreadth.js";
import {
  BlueprintId,
  ComponentName,
  Edition,
  Environment,
  ExecutionId,
  Region,
  ResourceGroup,
  ResourcePrefix,
  TenantId,
  TraceId,
} from "./names.js";
import {
  AgentOrigin,
  AutoProceed,
  CloudProvider,
  ManualApprovalRequired,
  ResourceConstraints,
} from "./requestDocument.js";
import { Secrets } from "./secrets.js";
import { Tags } from "./tags.js";
import { CloudRegionMap, Replication } from "./topology.js";
import { worded } from "./wording.js";

/** `environment-overlay.yaml`: naming, tagging and grouping. */
const EnvironmentOverlay = worded(
  z.strictObject({
    environment: worded(Environment, { spellings: ["env", "target_environment"] }),
    resource_prefix: ResourcePrefix.optional(),
    resource_group: ResourceGroup.optional(),
    tags: Tags.optional(),
  }),
  { explainField: explainRequestField },
).meta({ id: "EnvironmentOverlay" });

/** `component-scope.yaml`: what the run belongs to, and what the coordinator says about it. */
const ComponentScope = worded(
  z.strictObject({
    component: ComponentName.optional(),
    execution_id: ExecutionId,
    trace_id: TraceId,
    blueprint_id: BlueprintId,
    agent_origin: AgentOrigin.optional(),
    cloud_provider: CloudProvider.optional(),
    region: Region.optional(),
    fallback_region: Region.optional(),
    auto_proceed: AutoProceed.optional(),
    manual_approval_required: ManualApprovalRequired.optional(),
    tenant_id: TenantId.optional(),
    edition: Edition.optional(),
  }),
  { explainField: explainRequestField },
).meta({ id: "ComponentScope" });

/** Members of a request that are a document of their own in a bundle. */
type BundledMember = "cloud_region_map" | "replication" | "infra_plan" | "secrets" | "resource_constraints";

/** What a document of a bundle is called, what it holds, and where that goes in a request. */
export interface BundlePart {
  readonly schema: z.ZodType;
  /** Member of the request that the document becomes; absent where its members become members of the request. */
  readonly becomes?: BundledMember;
  /** Member of the document that is its content, where the document is a wrapper around it. */
  readonly content?: string;
  readonly isRequired: boolean;
  /** What the document must say, for the message when it is missing. */
  readonly says: string;
}

/** The specification's separate documents, by the name under which we write them. */
export const bundleDocuments = {
  "cloud-region-map.yaml": {
    schema: CloudRegionMap,
    becomes: "cloud_region_map",
    isRequired: false,
    says: "primary_region, secondary_region and zones",
  },
  "replication-strategy.yaml": {
    schema: z.strictObject({ replication: Replication }),
    becomes: "replication",
    content: "replication",
    isRequired: false,
    says: "replication",
  },
  "environment-overlay.yaml": {
    schema: EnvironmentOverlay,
    isRequired: true,
    says: "environment, resource_prefix, resource_group and tags",
  },
  "component-scope.yaml": {
    schema: ComponentScope,
    isRequired: true,
    says: "component, execution_id, trace_id and blueprint_id",
  },
  "infra-plan.yaml": {
    schema: worded(z.union([PlanFile, PlanMap]), { title: "an infrastructure plan" }),
    becomes: "infra_plan",
    isRequired: true,
    says: "resources",
  },
  "secrets-metadata.yaml": {
    schema: z.strictObject({ secrets: Secrets }),
    becomes: "secrets",
    content: "secrets",
    isRequired: false,
    says: "secrets",
  },
  "resource-constraints.yaml": {
    schema: ResourceConstraints,
    becomes: "resource_constraints",
    isRequired: false,
    says: "quotas and require_tags",
  },
} as const satisfies Record<string, BundlePart>;
export type BundleName = keyof typeof bundleDocuments;

/** Names that the specification uses for the same documents. */
const otherNames: Partial<Record<BundleName, readonly string[]>> = {
  "cloud-region-map.yaml": ["region_map.yaml"],
  "secrets-metadata.yaml": ["secrets.yaml"],
};

const DocumentText = (name: BundleName) =>
  worded(z.string(), {
    title: "the text of a document",
    remedy: `The text of ${name}, which says ${bundleDocuments[name].says}.`,
    spellings: [name, ...(otherNames[name] ?? [])].flatMap(fileSpellings).filter((spelling) => spelling !== name),
  }).optional();

/** A request as the specification's separate documents: file names and their texts. */
export const BundleDocument = worded(
  z.strictObject({
    documents: worded(
      z.strictObject({
        "cloud-region-map.yaml": DocumentText("cloud-region-map.yaml"),
        "replication-strategy.yaml": DocumentText("replication-strategy.yaml"),
        "environment-overlay.yaml": DocumentText("environment-overlay.yaml"),
        "component-scope.yaml": DocumentText("component-scope.yaml"),
        "infra-plan.yaml": DocumentText("infra-plan.yaml"),
        "secrets-metadata.yaml": DocumentText("secrets-metadata.yaml"),
        "resource-constraints.yaml": DocumentText("resource-constraints.yaml"),
      }),
      { title: "a map from file names to texts", explainField: explainDocument },
    ),
  }),
  { title: "a bundle of documents", explainField: explainRequestField },
).meta({
  id: "BundleDocument",
  description:
    "A request as the specification's separate documents: file names and their texts, as YAML or (named .json) JSON.",
});

/** The ways to write a file name: hyphens or underscores, .yaml, .yml or .json. */
function fileSpellings(name: string): string[] {
  const stem = name.replace(/\.yaml$/, "");
  return [stem.replaceAll("_", "-"), stem.replaceAll("-", "_")].flatMap((base) =>
    [".yaml", ".yml", ".json"].map((ending) => base + ending),
  );
}
