import type { Knowledge } from "../contracts/knowledge.js";
import type { AcceptedRequest, Correction, PlanEntry, PlanKind, ProvisionRequest } from "../contracts/request.js";
import type { NameParts } from "../naming/nameParts.js";
import { useCaseOf, type UseCase } from "./expandBlueprint.js";
import { inferDomain } from "./inferDomain.js";
import type { Inputs } from "./inputs.js";
import { lookup } from "../lookup.js";
import type { PlanFault, RequestPointer } from "./planFault.js";
import { entryName, placeIn, type Wanted } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { thoughRefused } from "./thoughRefused.js";
import { byRule, type Chain } from "./why.js";

type Wish<K extends PlanKind> = Wanted<Extract<PlanEntry, { kind: K }>>;

/** An infrastructure plan by kind, with what it implies. A member that is absent is not planned. */
export interface Topology {
  readonly clusters: readonly Wish<"aks">[];
  readonly storages: readonly Wish<"storage">[];
  readonly vault?: Wish<"keyvault">;
  readonly domains: readonly Wish<"dns">[];
  readonly monitoring?: Wish<"monitoring">;
  readonly described: readonly Wish<"described">[];
}

/** What a request asks for and what it implies, while it grows. */
interface Wishes {
  readonly list: Wanted[];
  readonly corrections: Correction[];
  /** Kinds that the plan says no to, and where. */
  readonly refused: AcceptedRequest["refused"];
}

/**
 * The plan and what it implies but does not say: monitoring and a DNS name for a cluster, a vault for secrets, what a
 * described kind needs. Rule-based, and each inference is recorded, as a warning where the plan says no to it.
 * Source: specification section 7, `TopologyExpander`.
 */
export function expandTopology(
  request: ProvisionRequest,
  inputs: Inputs,
  parts: NameParts,
  knowledge: Knowledge,
  refused?: AcceptedRequest["refused"],
): Resolution<Topology> {
  const wishes: Wishes = { list: wishesOf(request, inputs), corrections: [], refused };
  const addKind = (kind: string, reason: string, cause: Cause): void => {
    const entry = entryOf(kind, request, parts, knowledge);
    if (!wishes.list.some((wish) => entryName(wish.entry) === entryName(entry))) infer(wishes, entry, reason, cause);
  };

  const useCase = useCaseOf(request, knowledge);
  for (const kind of useCase?.infrastructure ?? [])
    addKind(kind, `the use case ${useCase?.name ?? ""} needs it`, useCaseCause(useCase, inputs));
  // What is added may need more: the list grows while it is walked.
  for (const wish of wishes.list) {
    const kind = wish.entry.kind === "described" ? lookup(knowledge.kinds, wish.entry.of) : undefined;
    for (const need of kind?.needs ?? []) addKind(need.kind, need.reason, entryCause(wish));
    if (kind?.classes.includes("sensitive"))
      addKind("keyvault", "what is sensitive is kept with a vault", entryCause(wish));
  }
  const cluster = wishes.list.find(({ entry }) => entry.kind === "aks");
  if (cluster) {
    addKind("dns", "a cluster needs a name", entryCause(cluster));
    addKind("monitoring", "a cluster sends its telemetry to Log Analytics", entryCause(cluster));
  }
  if (request.secrets.length > 0)
    addKind("keyvault", "secrets need a vault", { at: "/secrets", why: inputs("/secrets", "secrets") });
  if (request.replication.observability === "dual-region") {
    const why = inputs("/replication/observability", "replication.observability");
    addKind("monitoring", "the request replicates its observability", { at: "/replication/observability", why });
  }
  const topology = asTopology(wishes);
  return wishes.list.length > 0 ? topology : { ...topology, faults: [nothingPlanned] };
}

/** What of the request implies an entry. */
interface Cause {
  readonly at?: RequestPointer | undefined;
  readonly why: Chain;
  /** Knowledge that says so. */
  readonly file?: string;
}

function useCaseCause(useCase: UseCase | undefined, inputs: Inputs): Cause {
  const [at, field] = useCase?.isNamed === false ? (["/component", "component"] as const) : blueprint;
  return { at, why: inputs(at, field), file: "infra-map-index.json" };
}

const blueprint = ["/blueprintId", "blueprint_id"] as const;

function entryCause({ at, impliedBy, why }: Wanted): Cause {
  return { at: at ?? impliedBy, why };
}

/** Source: specification section 9 (never guess a plan, unless a blueprint or a rule expands it). */
const nothingPlanned: PlanFault = {
  at: ["/infraPlan", "/blueprintId"],
  rule: "missing-field",
  detail: "There is no infra_plan, and the blueprint is of no known use case that would say what is needed.",
  remedy: "List at least one resource, such as storage.",
};

function wishesOf({ infraPlan }: ProvisionRequest, inputs: Inputs): Wanted[] {
  return infraPlan.map((entry, index) => {
    const at = `/infraPlan/${index}` as const;
    return { entry, at, why: inputs(at, `infra_plan.${entryName(entry)}`) };
  });
}

/** An entry that asks for a kind as it comes. */
function entryOf(kind: string, { dnsZones }: ProvisionRequest, parts: NameParts, knowledge: Knowledge): PlanEntry {
  switch (kind) {
    case "aks":
    case "keyvault":
    case "storage":
    case "monitoring":
      return { kind };
    case "dns":
      return { kind, fqdn: inferDomain(parts, knowledge, dnsZones) };
    default:
      return { kind: "described", of: kind, settings: {} };
  }
}

const labels: Readonly<Record<string, string>> = {
  aks: "Cluster",
  keyvault: "KeyVault",
  storage: "Storage",
  dns: "Dns",
  monitoring: "Monitoring",
};

function infer(
  { list, corrections, refused }: Wishes,
  entry: PlanEntry,
  reason: string,
  { at, why, file }: Cause,
): void {
  const name = entryName(entry);
  list.push({
    entry,
    ...(at === undefined ? {} : { impliedBy: at }),
    why: [...why, ...byRule("TopologyExpander", reason, file === undefined ? {} : { file })],
  });
  const inferred = {
    action: `Inferred${lookup(labels, name) ?? "Resource"}`,
    field: `infra_plan.${name}`,
    valueApplied: entry.kind === "dns" ? entry.fqdn : true,
    reason,
  };
  corrections.push(thoughRefused(inferred, name, refused));
}

function asTopology({ list, corrections }: Wishes): Resolution<Topology> {
  const of = <K extends PlanKind>(kind: K): Wish<K>[] =>
    list.filter((wish): wish is Wish<K> => wish.entry.kind === kind);
  const [vaults, monitors] = [of("keyvault"), of("monitoring")];
  const [vault, monitoring] = [vaults[0], monitors[0]];
  return resolved(
    {
      clusters: of("aks"),
      storages: of("storage"),
      domains: of("dns"),
      described: of("described"),
      ...(vault === undefined ? {} : { vault }),
      ...(monitoring === undefined ? {} : { monitoring }),
    },
    corrections,
    [...onlyOne("keyvault", vaults), ...onlyOne("monitoring", monitors)],
  );
}

function onlyOne(kind: "keyvault" | "monitoring", wishes: readonly Wanted[]): PlanFault[] {
  return wishes.slice(1).map((wish) => ({
    at: placeIn(wish),
    rule: "duplicate-entry",
    detail: `The plan has ${wishes.length} entries of type ${kind}; a stack has one.`,
    remedy: "Merge them, or plan them in stacks of their own.",
  }));
}
