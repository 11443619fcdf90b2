import { z } from "zod";
import { Environment as EnvironmentName } from "../../contracts/identity.js";
import { squashed } from "../reading/nearestName.js";
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
  TenantId,
  TraceId,
} from "./names.js";
import {
  AgentOrigin,
  AutoProceed,
  CloudProvider,
  CostEstimateRequired,
  ManualApprovalRequired,
  ResourceConstraints,
} from "./requestDocument.js";
import { explainOwnField } from "./ownFields.js";
import { Secrets } from "./secrets.js";
import { canonicalField } from "./schemaAt.js";
import { CloudRegionMap, Replication } from "./topology.js";
import { worded, wordingOf } from "./wording.js";
import { ZoneMapping } from "./zoneMapping.js";

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
    fallback_region: FallbackRegion.optional(),
    auto_proceed: AutoProceed.optional(),
    manual_approval_required: ManualApprovalRequired.optional(),
    cost_estimate_required: CostEstimateRequired.optional(),
    dns_map_override: DnsMapOverride.optional(),
    tenant_id: TenantId.optional(),
    edition: Edition.optional(),
  }),
  {
    title: "a component scope",
    remedy: "What the run belongs to: component, execution_id, trace_id and blueprint_id.",
    explainField: explainOwnField,
  },
).meta({ id: "ComponentScope" });

/** Members of a request that are a document of their own in a bundle. */
type BundledMember =
  | "cloud_region_map"
  | "zone_mapping"
  | "dns_domain_map"
  | "replication"
  | "infra_plan"
  | "secrets"
  | "resource_compliance_tags"
  | "resource_constraints";

/** Whether a bundle must have a document: a plan is left out where the request's blueprint says what it needs. */
export type Need = "required" | "required-without-blueprint" | "optional";

/** What a document of a bundle is called, what it holds, and where that goes in a request. */
export interface BundlePart {
  readonly schema: (plans: PlanSchemas) => z.ZodType;
  /** Member of the request that the document becomes; absent where its members become members of the request. */
  readonly becomes?: BundledMember;
  /** Member of the document that is its content, where the document is a wrapper around it. */
  readonly content?: string;
  readonly need: Need;
  /** What the document must say, for the message when it is missing. */
  readonly says: string;
}

type PlanSchemas = ReturnType<typeof planSchemas> & ReturnType<typeof overlaySchemas>;

const overlaySays = "resource_prefix, resource_group, tags, and changes of replication and infra_plan";

/** The specification's separate documents, by the name under which we write them. */
export const bundleDocuments = {
  "cloud-region-map.yaml": {
    schema: () => CloudRegionMap,
    becomes: "cloud_region_map",
    need: "optional",
    says: "primary_region, secondary_region and zones",
  },
  "zone-mapping.yaml": {
    schema: () => ZoneMapping,
    becomes: "zone_mapping",
    need: "optional",
    says: "zones",
  },
  "dns-domain-map.yaml": {
    schema: () => DnsDomainMap,
    becomes: "dns_domain_map",
    need: "optional",
    says: "zones and records",
  },
  "replication-strategy.yaml": {
    schema: () =>
      worded(z.strictObject({ replication: Replication }), {
        title: "a replication strategy document",
        remedy: "How far storage, DNS and monitoring are copied, below `replication`.",
      }),
    becomes: "replication",
    content: "replication",
    need: "optional",
    says: "replication",
  },
  "environment-overlay.yaml": {
    schema: ({ overlay }) => overlay,
    need: "required",
    says: `environment, ${overlaySays}`,
  },
  "component-scope.yaml": {
    schema: () => ComponentScope,
    need: "required",
    says: "component, execution_id, trace_id and blueprint_id",
  },
  "infra-plan.yaml": {
    schema: ({ file, map }) =>
      worded(z.union([file, map]), {
        title: "an infrastructure plan",
        remedy:
          "What to provision: `resources` with their `type`, or a map from kind to settings. A kind may be written in any case, and as its type in Azure (`azure-native:storage:StorageAccount`, `azure:keyvault:KeyVault`).",
      }),
    becomes: "infra_plan",
    need: "required-without-blueprint",
    says: "resources",
  },
  "secrets-metadata.yaml": {
    schema: () =>
      worded(z.strictObject({ secrets: Secrets }), {
        title: "secrets metadata",
        remedy: "Secrets by the name under which the vault keeps them, below `secrets`; never by value.",
      }),
    becomes: "secrets",
    content: "secrets",
    need: "optional",
    says: "secrets",
  },
  "resource-compliance-tags.yaml": {
    schema: () => ResourceComplianceTags,
    becomes: "resource_compliance_tags",
    need: "optional",
    says: "compliance_level, tags and access_limits",
  },
  "resource-constraints.yaml": {
    schema: () => ResourceConstraints,
    becomes: "resource_constraints",
    need: "optional",
    says: "quotas and require_tags",
  },
} as const satisfies Record<string, BundlePart>;
export type BundleName = keyof typeof bundleDocuments;

/** Overlays of one environment each, by the environment: `environment-overlay.staging.yaml`. */
export const overlayDocuments: ReadonlyMap<EnvironmentName, string> = new Map(
  EnvironmentName.options.map((environment) => [environment, `environment-overlay.${environment}.yaml`]),
);

/** Other names of the same documents: those that the specification uses, and overlays by the other words for their environment. */
const otherNames: ReadonlyMap<string, readonly string[]> = new Map([
  ["cloud-region-map.yaml", ["region_map.yaml"]],
  ["secrets-metadata.yaml", ["secrets.yaml"]],
  ...[...overlayDocuments].map(([environment, name]) => [name, overlaysByOtherWords(environment)] as const),
]);

function overlaysByOtherWords(environment: EnvironmentName): string[] {
  const words = Object.entries(wordingOf(Environment).values ?? {}).filter(([, meant]) => meant === environment);
  return words.map(([word]) => `environment-overlay.${word}.yaml`);
}

const DocumentText = (name: string, says: string) =>
  worded(z.string(), {
    title: "the text of a document",
    remedy: `The text of ${name}, which says ${says}.`,
    spellings: [name, ...(otherNames.get(name) ?? [])].flatMap(fileSpellings).filter((spelling) => spelling !== name),
    // The environment in the name is a value, which may be in any case wherever it stands.
    isAnyCase: [...overlayDocuments.values()].includes(name),
  }).optional();

/** A request as the specification's separate documents: file names and their texts. */
export const BundleDocument = worded(
  z.strictObject({
    documents: worded(
      z.strictObject({
        ...Object.fromEntries(
          (Object.keys(bundleDocuments) as BundleName[]).map((name) => [
            name,
            DocumentText(name, bundleDocuments[name].says),
          ]),
        ),
        ...Object.fromEntries([...overlayDocuments.values()].map((name) => [name, DocumentText(name, overlaySays)])),
      }),
      { title: "a map from file names to texts" },
    ),
  }),
  { title: "a bundle of documents", explainField: explainOwnField },
).meta({
  id: "BundleDocument",
  description:
    "A request as the specification's separate documents: file names and their texts, as YAML or (named .json) JSON.",
});

/**
 * Names below which senders put a whole document: its file's, or that of the request's member it becomes.
 * None that the document's own content has.
 */
export function wrapperNames(name: string): readonly string[] {
  const isPart = Object.hasOwn(bundleDocuments, name);
  const { becomes, content }: Partial<BundlePart> = isPart ? bundleDocuments[name as BundleName] : {};
  const files = [name, ...(otherNames.get(name) ?? [])];
  const names = [...files.map((file) => file.replace(/\.yaml$/, "")), ...(becomes === undefined ? [] : [becomes])];
  return names.filter((each) => content === undefined || squashed(each) !== squashed(content));
}

/** The document of a bundle that a file is, by its name in any of its spellings. */
export function documentNamed(fileName: string): string | undefined {
  return canonicalField(BundleDocument.shape.documents, fileName);
}

/** The ways to write a file name: hyphens or underscores, .yaml, .yml or .json. */
function fileSpellings(name: string): string[] {
  const stem = name.replace(/\.yaml$/, "");
  return [stem.replaceAll("_", "-"), stem.replaceAll("-", "_")].flatMap((base) =>
    [".yaml", ".yml", ".json"].map((ending) => base + ending),
  );
}
