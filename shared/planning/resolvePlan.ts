import type { Digest } from "../contracts/identity.js";
import type { Knowledge } from "../contracts/knowledge.js";
import type { PlannedKind, PlannedResource, ResolvedPlan, SecretBinding } from "../contracts/plan.js";
import type { Checked } from "../contracts/problem.js";
import type { AcceptedRequest, ProvisionRequest } from "../contracts/request.js";
import { compactName, nameParts } from "../naming/nameParts.js";
import { resolvePrefix } from "../naming/resolvePrefix.js";
import { resolveTags } from "../tagging/resolveTags.js";
import { tagFaults } from "../tagging/tagFaults.js";
import { resourceClasses } from "../tagging/resourceClasses.js";
import { adviseFallbackRegion } from "./adviseFallbackRegion.js";
import { expandTopology } from "./expandTopology.js";
import { explainPlan } from "./explainPlan.js";
import { duplicateSecret, injectSecrets } from "./injectSecrets.js";
import { inferNetwork } from "./inferNetwork.js";
import { inputsOf } from "./inputs.js";
import type { PlanContext } from "./planContext.js";
import { placeFaults, type PlanFault } from "./planFault.js";
import type { UnexplainedPlan } from "./planLeaves.js";
import { planResources } from "./planResources.js";
import { namingInputs, planWhy, resourcesWhy } from "./planWhy.js";
import { protectResources } from "./protectResources.js";
import { replicationNotes } from "./replicationNotes.js";
import { resolved } from "./resolution.js";
import { resolvePlace } from "./resolvePlace.js";
import { resolveResourceGroup } from "./resolveResourceGroup.js";
import { stackIdentity } from "./stackIdentity.js";
import { below } from "./why.js";

/** What is remembered of a stack that was applied before. */
export interface KnownStack {
  /** The trace the stack was created with; defaults to the request's, as for a stack that does not exist yet. */
  readonly stackTraceId?: string;
  /** Kubernetes versions of the clusters that it has, by their logical names. Default none. */
  readonly clusterVersions?: Readonly<Record<string, string>>;
  /** Clusters and environments for apps that it has outside of any network of its own, by their logical names. Default none. */
  readonly outsideNetwork?: readonly string[];
}

export interface PlanOptions extends KnownStack {
  /** How Pulumi encrypts secrets in config and state. Default `passphrase`. */
  readonly secretsProvider?: string;
}

/** The specification's labels of the kinds it names. */
const labels: Readonly<Record<Exclude<PlannedKind, "described">, string | undefined>> = {
  "resource-group": undefined,
  "log-analytics": "LogAnalytics",
  "key-vault": "KeyVault",
  storage: "BlobStorage",
  aks: "AKS",
  "ingress-address": "PublicIP",
  "private-dns-zone": undefined,
  "workload-identity": "ManagedIdentity",
  "traffic-manager": "TrafficManager",
  "dns-zone": "DNS",
};

/**
 * Decides everything about a stack before a line is rendered: identity, names, tags, every module's arguments.
 * Pure: the same request, knowledge and options give the same plan. Every default and change is in `corrections`;
 * a request that cannot be planned gets all its faults at once, each at its place in what was sent.
 * Source: specification section 7, `ResourcePlanResolverSkill`.
 */
export function resolvePlan(
  accepted: AcceptedRequest,
  knowledge: Knowledge,
  digest: Digest,
  {
    stackTraceId = accepted.request.traceId,
    clusterVersions = {},
    outsideNetwork = [],
    secretsProvider = "passphrase",
  }: PlanOptions = {},
): Checked<ResolvedPlan> {
  const { request, corrections } = accepted;
  const { naming, tagging } = knowledge;
  const inputs = inputsOf(accepted);
  const identity = stackIdentity(request, knowledge);
  const place = resolvePlace(request, knowledge);
  const unprefixed = nameParts(naming.prefix.default, identity, knowledge);
  const prefix = resolvePrefix(request.resourcePrefix, unprefixed, naming);
  const parts = { ...unprefixed, prefix: prefix.value, from: namingInputs(request, inputs) };
  const group = resolveResourceGroup(request.resourceGroup, parts, naming, digest, inputs);
  const context: PlanContext = {
    ...{ request, inputs, knowledge, digest, identity, environment: place.value.environment, clusterVersions },
    site: {
      role: "primary",
      name: identity.region,
      region: place.value.region,
      parts,
      resourceGroup: group.value,
      why: inputs("/region", "region"),
    },
  };

  const expanded = expandTopology(request, inputs, parts, knowledge, accepted.refused);
  const topology = inferNetwork(context, expanded.value, outsideNetwork, accepted.refused);
  const secrets = injectSecrets(context, topology.value);
  const found = planResources(context, topology.value, secrets.value, group.why);
  const fallback = adviseFallbackRegion(context);
  const classes = resourceClasses(
    found.value.map(({ resource }) => resource),
    knowledge,
  );
  const planned = { ...found, value: protectResources(found.value, classes.value, context) };
  const resources = planned.value.map(({ resource }) => resource);
  const kinds = resources.map(({ kind }) => kind);
  const isSensitive = Object.values(classes.value).some((each) => each.includes("sensitive"));
  const tags = resolveTags(request, { stackTraceId, isSensitive }, tagging, inputs);
  const checks = resolved(undefined, replicationNotes(request, topology.value), [
    ...tagFaults(tags.value, request.constraints.requireTags, kinds, tagging),
    ...tenantFaults(request),
    ...kubeconfigFaults(secrets.value, resources),
  ]);

  const steps = [place, prefix, group, expanded, topology, secrets, planned, fallback, tags, checks];
  const faults = once(steps.flatMap((step) => step.faults));
  if (faults.length > 0) return { ok: false, faults: placeFaults(accepted, faults) };
  const plan: UnexplainedPlan = {
    version: 1,
    identity,
    traceId: request.traceId,
    blueprintId: request.blueprintId,
    tags: tags.value,
    secretsProvider,
    knowledge: knowledge.digest,
    resourceGroup: group.value,
    ...(fallback.value === undefined ? {} : { fallbackRegion: fallback.value }),
    resources,
    classes: classes.value,
    secrets: secrets.value,
    resourcePlan: [...new Set(resources.flatMap((resource) => labelOf(resource) ?? []))],
    corrections: [...corrections, ...once(steps.flatMap((step) => step.corrections))],
  };
  const why = {
    ...planWhy(request, inputs),
    ...below("tags", tags.why),
    ...below("classes", classes.why),
    ...below("secrets", secrets.why),
    ...below("resourceGroup", group.why),
    ...below("fallbackRegion", fallback.why),
    ...resourcesWhy(planned.value),
  };
  return { ok: true, value: { ...plan, provenance: explainPlan(plan, why) } };
}

function labelOf(resource: PlannedResource): string | undefined {
  return resource.kind === "described" ? resource.label : labels[resource.kind];
}

/** Each finding once: what stands in for the primary region is planned by the same rules. */
function once<T>(findings: readonly T[]): T[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** A tenant becomes part of paths and names: two of them must not look alike there. */
function tenantFaults({ tenantId }: ProvisionRequest): PlanFault[] {
  if (
    tenantId === undefined ||
    (/^[A-Za-z0-9][A-Za-z0-9-]{0,35}$/.test(tenantId) && compactName(tenantId).length <= 20)
  )
    return [];
  return [
    {
      at: "/tenantId",
      rule: "forbidden-name",
      detail: `${JSON.stringify(tenantId)} cannot be part of names.`,
      remedy: "Use up to 20 letters and digits, with single hyphens where wanted (T-134).",
    },
  ];
}

function kubeconfigFaults(secrets: readonly SecretBinding[], resources: readonly PlannedResource[]): PlanFault[] {
  return secrets.flatMap(({ secretName }, index) =>
    resources.some((resource) => resource.kind === "aks" && resource.args.kubeconfigSecret === secretName)
      ? [duplicateSecret(index)]
      : [],
  );
}
