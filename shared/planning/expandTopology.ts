import type { Knowledge } from "../contracts/knowledge.js";
import type { Fault } from "../contracts/problem.js";
import type { Correction, PlanEntry, PlanKind, ProvisionRequest } from "../contracts/request.js";
import type { NameParts } from "../naming/nameParts.js";
import type { Inputs } from "./inputs.js";
import type { Wanted } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { byRule } from "./why.js";

type Wish<K extends PlanKind> = Wanted<Extract<PlanEntry, { kind: K }>>;

/** An infrastructure plan by kind, with what it implies. A member that is absent is not planned. */
export interface Topology {
  readonly clusters: readonly Wish<"aks">[];
  readonly storages: readonly Wish<"storage">[];
  readonly vault?: Wish<"keyvault">;
  readonly domains: readonly Wish<"dns">[];
  readonly monitoring?: Wish<"monitoring">;
}

/**
 * The plan and what it implies but does not say: monitoring and a DNS name for a cluster, a vault for secrets.
 * Rule-based, and each inference is recorded. Source: specification section 7, `TopologyExpander`.
 */
export function expandTopology(
  request: ProvisionRequest,
  inputs: Inputs,
  parts: NameParts,
  knowledge: Knowledge,
): Resolution<Topology> {
  const wished = <K extends PlanKind>(kind: K): Wish<K>[] => wishesFor(kind, request, inputs);
  const [clusters, vaults, monitors] = [wished("aks"), wished("keyvault"), wished("monitoring")];
  const asked = wished("dns");
  const hasCluster = clusters.length > 0;

  const domain = hasCluster && asked.length === 0 ? inferDomain(parts, knowledge) : undefined;
  const inferredDomain = domain && inferred("Dns", domain, domain.fqdn, "a cluster needs a name");
  const inferredVault =
    request.secrets.length > 0 && vaults.length === 0
      ? inferred("KeyVault", { kind: "keyvault" as const }, true, "secrets need a vault")
      : undefined;
  const inferredMonitoring =
    hasCluster && monitors.length === 0
      ? inferred("Monitoring", { kind: "monitoring" as const }, true, "a cluster sends its telemetry to Log Analytics")
      : undefined;

  const vault = vaults[0] ?? inferredVault?.wish;
  const monitoring = monitors[0] ?? inferredMonitoring?.wish;
  return resolved(
    {
      clusters,
      storages: wished("storage"),
      domains: inferredDomain === undefined ? asked : [inferredDomain.wish],
      ...(vault === undefined ? {} : { vault }),
      ...(monitoring === undefined ? {} : { monitoring }),
    },
    [inferredDomain, inferredVault, inferredMonitoring].flatMap((each) => each?.correction ?? []),
    [...onlyOne("keyvault", vaults.length), ...onlyOne("monitoring", monitors.length)],
  );
}

function wishesFor<K extends PlanKind>(kind: K, { infraPlan }: ProvisionRequest, inputs: Inputs): Wish<K>[] {
  const isOfKind = (entry: PlanEntry): entry is Extract<PlanEntry, { kind: K }> => entry.kind === kind;
  return infraPlan.flatMap((entry, index) => {
    const at = `/infraPlan/${index}`;
    return isOfKind(entry) ? [{ entry, at, why: inputs(at, `infra_plan.${kind}`) }] : [];
  });
}

function inferDomain(parts: NameParts, { dns }: Knowledge): Wish<"dns">["entry"] {
  const component = [parts.component.short, ...(parts.tenant === undefined ? [] : [parts.tenant])].join("-");
  const name = dns.inferredName
    .replace("{component}", component)
    .replace("{region}", parts.region)
    .replace("{env}", parts.environment);
  return { kind: "dns", fqdn: `${name}.${dns.rootZone}` };
}

function inferred<E extends PlanEntry>(
  what: string,
  entry: E,
  valueApplied: unknown,
  reason: string,
): { readonly wish: Wanted<E>; readonly correction: Correction } {
  return {
    wish: { entry, why: byRule("TopologyExpander", reason) },
    correction: { action: `Inferred${what}`, field: `infra_plan.${entry.kind}`, valueApplied, reason },
  };
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
