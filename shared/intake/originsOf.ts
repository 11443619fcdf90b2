import type { AcceptedRequest, ProvisionRequest } from "../contracts/request.js";
import type { Origin } from "../contracts/provenance.js";
import { dnsZonePlaces } from "./dnsEntries.js";
import { regionNamed, type IntakeContext } from "./intakeContext.js";
import { childOf, nodeAt, plainValue, pointerOf, textOf, type DocumentNode } from "./reading/documentNode.js";
import { regionPair } from "./rules/regionRules.js";
import type { PlacedEntry } from "./toPlanEntries.js";
import { lookup } from "../lookup.js";

/** What a request was made from, with the places of its values. */
export interface Written {
  readonly root: DocumentNode;
  readonly entries: readonly PlacedEntry[];
  /** Values that an overlay set, and what they replaced. */
  readonly replaced: ReadonlyMap<DocumentNode, DocumentNode | undefined>;
}

type Traced = { readonly [Part in "origins" | "overlaid"]: NonNullable<AcceptedRequest[Part]> };
type Overlay = Traced["overlaid"][string];

/** Where each value of a request was written, and which of them an overlay set, by their JSON Pointers in the request. */
export function originsOf(request: ProvisionRequest, written: Written, context: IntakeContext): Traced {
  const origins: Traced["origins"] = {};
  const overlaid: Traced["overlaid"] = {};
  for (const [pointer, node] of placesOf(request, written, context)) {
    if (!node) continue;
    origins[pointer] = originOf(node);
    if (written.replaced.has(node)) overlaid[pointer] = replacedBy(written.replaced.get(node));
  }
  return { origins, overlaid };
}

function replacedBy(base: DocumentNode | undefined): Overlay {
  return base ? { replaced: { value: plainValue(base), origin: originOf(base) } } : {};
}

type Place = readonly [pointer: string, node: DocumentNode | undefined];

/** Members of the request that are members of the document under another name. */
const renamed: readonly (readonly [pointer: string, ...path: string[]])[] = [
  ["/traceId", "trace_id"],
  ["/executionId", "execution_id"],
  ["/blueprintId", "blueprint_id"],
  ["/component", "component"],
  ["/requestedBy", "agent_origin"],
  ["/cloudProvider", "cloud_provider"],
  ["/environment", "environment"],
  ["/resourceGroup", "resource_group"],
  ["/resourcePrefix", "resource_prefix"],
  ["/autoProceed", "auto_proceed"],
  ["/manualApprovalRequired", "manual_approval_required"],
  ["/costEstimateRequired", "cost_estimate_required"],
  ["/replication/storage", "replication", "storage"],
  ["/replication/dns", "replication", "dns"],
  ["/replication/observability", "replication", "observability"],
  ["/constraints/maxAksClusters", "resource_constraints", "quotas", "max_aks_clusters"],
  ["/constraints/maxNodesPerCluster", "resource_constraints", "quotas", "max_nodes_per_cluster"],
  ["/constraints/requireTags", "resource_constraints", "require_tags"],
  ["/tenantId", "tenant_id"],
];

/** What holds other values, for what is said of those that nobody wrote. */
const holders: readonly (readonly [pointer: string, ...path: string[]])[] = [
  [""],
  ["/infraPlan", "infra_plan"],
  ["/replication", "replication"],
  ["/secrets", "secrets"],
  ["/constraints", "resource_constraints"],
];

function* placesOf(request: ProvisionRequest, { root, entries }: Written, context: IntakeContext): Generator<Place> {
  for (const [pointer, ...path] of holders) yield [pointer, nodeAt(root, path)];
  yield ["/tags", childOf(root, "tags") ?? childOf(root, "resource_compliance_tags", "tags")];
  yield* itemPlaces("/constraints/requireTags", childOf(root, "resource_constraints", "require_tags"));
  for (const [pointer, ...path] of renamed) yield [pointer, nodeAt(root, path)];
  yield* regionPlaces(request, root, context);
  for (const [index, { entry, written }] of entries.entries()) {
    const at = `/infraPlan/${index}`;
    yield [at, written.node];
    for (const [name, node] of written.settings) {
      const pointer = `${at}/${entry.kind === "described" ? `settings/${name}` : (lookup(fixedNames, name) ?? name)}`;
      yield [pointer, node];
      yield* itemPlaces(pointer, node);
      if (entry.kind !== "described")
        for (const [field, member] of Object.entries(lookup(innerNames, name) ?? {}))
          yield [`${pointer}/${member}`, childOf(node, field)];
    }
  }
  for (const [index, zone] of [...dnsZonePlaces(root).values()].entries()) yield [`/dnsZones/${index}`, zone];
  const secrets = childOf(root, "secrets");
  for (const [index, node] of (secrets?.kind === "list" ? secrets.items : []).entries()) {
    yield [`/secrets/${index}`, node];
    for (const [name, field] of secretFields) yield [`/secrets/${index}/${name}`, childOf(node, field)];
  }
  for (const tag of Object.keys(request.tags))
    yield [`/tags/${tag.replaceAll("~", "~0").replaceAll("/", "~1")}`, tagPlace(tag, root)];
}

function* itemPlaces(pointer: string, list: DocumentNode | undefined): Generator<Place> {
  if (list?.kind === "list") for (const [index, item] of list.items.entries()) yield [`${pointer}/${index}`, item];
}

/** Settings of the fixed kinds whose name in a request is not the one in a document. */
const fixedNames: Readonly<Record<string, string>> = {
  node_count: "nodeCount",
  k8s_version: "kubernetesVersion",
  retention_days: "retentionDays",
  user_pools: "userPools",
  authorized_ip_ranges: "authorizedIpRanges",
  auto_upgrade_channel: "upgradeChannel",
  maintenance_window: "maintenanceWindow",
};

/** Settings that are objects of their own, by what is in them. */
const innerNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  lifecycle: {
    cool_after_days: "coolAfterDays",
    archive_after_days: "archiveAfterDays",
    delete_after_days: "deleteAfterDays",
    delete_versions_after_days: "deleteVersionsAfterDays",
  },
};

const secretFields = [
  ["name", "name"],
  ["vaultRef", "vault_ref"],
  ["mountStrategy", "mount_strategy"],
] as const;

/** Of several places that may name a region, the first that names the one that was taken. */
function* regionPlaces(request: ProvisionRequest, root: DocumentNode, context: IntakeContext): Generator<Place> {
  const pair = regionPair(childOf(root, "cloud_region_map"), request.environment);
  const [primary, secondary] = [childOf(pair, "primary_region"), childOf(pair, "secondary_region")];
  const naming = (region: string | undefined, ...nodes: readonly (DocumentNode | undefined)[]) =>
    nodes.find((node) => region !== undefined && regionNamed(textOf(node) ?? "", context) === region);
  const region = naming(request.region, childOf(root, "region"), primary, secondary);
  const others = [secondary, primary, childOf(root, "secondary_region")];
  const mapping = childOf(root, "zone_mapping", "zones");
  yield ["/region", region];
  yield ["/regions/primary", region];
  yield ["/regions/secondary", naming(request.regions.secondary, ...others)];
  yield [
    "/regions/zones",
    childOf(root, "zones") ??
      childOf(pair, "zones") ??
      (mapping?.kind === "map"
        ? [...mapping.members].find(([name]) => regionNamed(name, context) === request.region)?.[1]
        : mapping),
  ];
  yield ["/fallbackRegion", naming(request.fallbackRegion, childOf(root, "fallback_region"), ...others)];
}

function tagPlace(tag: string, root: DocumentNode): DocumentNode | undefined {
  const compliance = childOf(root, "resource_compliance_tags");
  return (
    childOf(root, "tags", tag) ??
    childOf(compliance, "tags", tag) ??
    (tag === "edition" ? childOf(root, "edition") : undefined) ??
    (tag === "compliance_level" ? childOf(compliance, "compliance_level") : undefined)
  );
}

/** Where a value stands; without a line for a text whose lines are not known, such as the data of an event. */
export function originOf({ at }: DocumentNode): Origin {
  const { document, positionAt } = at.source;
  return { ...(document !== undefined && { document }), pointer: pointerOf(at), ...positionAt?.(at.offset) };
}
