import type { Knowledge } from "../contracts/knowledge.js";
import type { Fault } from "../contracts/problem.js";
import type { Correction, PlanEntry, PlanKind, ProvisionRequest } from "../contracts/request.js";
import type { NameParts } from "../naming/nameParts.js";
import { resolved, type Resolution } from "./resolution.js";

type Entry<K extends PlanKind> = Extract<PlanEntry, { kind: K }>;

/** An infrastructure plan by kind, with what it implies. A member that is absent is not planned. */
export interface Topology {
  readonly clusters: readonly Entry<"aks">[];
  readonly storages: readonly Entry<"storage">[];
  readonly vault?: Entry<"keyvault">;
  readonly domains: readonly Entry<"dns">[];
  readonly monitoring?: Entry<"monitoring">;
}

/**
 * The plan and what it implies but does not say: monitoring and a DNS name for a cluster, a vault for secrets.
 * Rule-based, and each inference is recorded. Source: specification section 7, `TopologyExpander`.
 */
export function expandTopology(
  request: ProvisionRequest,
  parts: NameParts,
  knowledge: Knowledge,
): Resolution<Topology> {
  const clusters = entriesOf(request, "aks");
  const domains = entriesOf(request, "dns");
  const vaults = entriesOf(request, "keyvault");
  const monitors = entriesOf(request, "monitoring");

  const inferredDomain = clusters.length > 0 && domains.length === 0 ? inferDomain(parts, knowledge) : undefined;
  const inferredVault: Entry<"keyvault"> | undefined =
    request.secrets.length > 0 && vaults.length === 0 ? { kind: "keyvault" } : undefined;
  const inferredMonitoring: Entry<"monitoring"> | undefined =
    clusters.length > 0 && monitors.length === 0 ? { kind: "monitoring" } : undefined;

  const vault = vaults[0] ?? inferredVault;
  const monitoring = monitors[0] ?? inferredMonitoring;
  return resolved(
    {
      clusters,
      storages: entriesOf(request, "storage"),
      domains: inferredDomain === undefined ? domains : [inferredDomain],
      ...(vault === undefined ? {} : { vault }),
      ...(monitoring === undefined ? {} : { monitoring }),
    },
    [
      ...(inferredDomain === undefined ? [] : [inferred("Dns", "dns", inferredDomain.fqdn, "a cluster needs a name")]),
      ...(inferredVault === undefined ? [] : [inferred("KeyVault", "keyvault", true, "secrets need a vault")]),
      ...(inferredMonitoring === undefined
        ? []
        : [inferred("Monitoring", "monitoring", true, "a cluster sends its telemetry to Log Analytics")]),
    ],
    [...onlyOne("keyvault", vaults.length), ...onlyOne("monitoring", monitors.length)],
  );
}

function entriesOf<K extends PlanKind>({ infraPlan }: ProvisionRequest, kind: K): Entry<K>[] {
  return infraPlan.filter((entry): entry is Entry<K> => entry.kind === kind);
}

function inferDomain(parts: NameParts, { dns }: Knowledge): Entry<"dns"> {
  const component = [parts.component.short, ...(parts.tenant === undefined ? [] : [parts.tenant])].join("-");
  const name = dns.inferredName
    .replace("{component}", component)
    .replace("{region}", parts.region)
    .replace("{env}", parts.environment);
  return { kind: "dns", fqdn: `${name}.${dns.rootZone}` };
}

function inferred(what: string, member: string, value: unknown, reason: string): Correction {
  return { action: `Inferred${what}`, field: `infra_plan.${member}`, valueApplied: value, reason };
}

function onlyOne(kind: "keyvault" | "monitoring", count: number): Fault[] {
  if (count < 2) return [];
  return [
    {
      pointer: `#/infra_plan/${kind}`,
      rule: "duplicate-entry",
      detail: `The plan has ${count} entries of type ${kind}; a stack has one.`,
      remedy: "Merge them, or plan them in stacks of their own.",
    },
  ];
}
