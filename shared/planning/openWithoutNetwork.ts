import type { Correction } from "../contracts/request.js";
import type { Planned } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { byRule, writtenOf, type Chain } from "./why.js";
import type { Host } from "./workloadHosts.js";

const reason =
  "workloads without a network of the stack have no address that a rule could name: who reads is decided by Entra alone";

/**
 * Lets every network in to vault and accounts where workloads use them from outside of any network of the stack: nothing
 * narrower reaches them there. A rule for a cluster's outbound address counts for nothing inside of an account's own
 * region. Source: https://learn.microsoft.com/azure/storage/common/storage-network-security
 */
export function openWithoutNetwork(planned: readonly Planned[], hosts: readonly Host[]): Resolution<Planned[]> {
  if (hosts.length === 0) return resolved([...planned]);
  const from = writtenOf(hosts.flatMap(({ wish }): Chain => wish.why));
  const why = byRule("TopologyExpander", reason, { from });
  const corrections: Correction[] = [];
  const opened = planned.map((each): Planned => {
    const { resource } = each;
    if (resource.kind !== "key-vault" && resource.kind !== "storage") return each;
    const entry = resource.kind === "key-vault" ? "keyvault" : resource.kind;
    corrections.push({
      action: "OpenedFirewall",
      field: `infra_plan.${entry}`,
      valueApplied: "anywhere",
      reason: said,
    });
    const reasons = { ...each.why, "args.reachableFrom": why };
    return resource.kind === "key-vault"
      ? { resource: { ...resource, args: { ...resource.args, reachableFrom: "anywhere" } }, why: reasons }
      : { resource: { ...resource, args: { ...resource.args, reachableFrom: "anywhere" } }, why: reasons };
  });
  return resolved(opened, corrections);
}

const said = `${reason}; plan virtual-network to close it`;
