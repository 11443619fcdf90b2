import type { Correction, ProvisionRequest } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";

/** What a replication strategy asks for and this plan does not hold, said aloud instead of being dropped. */
export function replicationNotes({ replication, regions }: ProvisionRequest, topology: Topology): Correction[] {
  const { storage, dns, observability } = replication;
  const isStateful = topology.storages.length > 0 || topology.described.length > 0;
  const noSecondary = regions.secondary === undefined ? "the request names no secondary region" : undefined;
  const nothingToSwitch = topology.clusters.length === 0 ? "nothing in the plan answers under a name" : undefined;
  const dnsReason = noSecondary ?? nothingToSwitch;
  return [
    ...(storage !== undefined && !isStateful
      ? [note("UnusedReplication", "storage", storage, null, "the plan has no storage")]
      : []),
    ...(storage === "local" && topology.storages.length > 0 ? [unreplicated] : []),
    ...(dns === "failover" && dnsReason !== undefined
      ? [note("DeferredFailover", "dns", dns, "single", `${dnsReason}; records are short-lived for a later switch`)]
      : []),
    ...(observability === "dual-region" && noSecondary !== undefined
      ? [note("DeferredFailover", "observability", observability, "single-region", noSecondary)]
      : []),
  ];
}

/** Source: specification section 5.4: what is stateful requires backup or replication. */
const unreplicated: Correction = {
  action: "KeptUnreplicatedStorage",
  field: "replication.storage",
  valueBefore: "local",
  valueApplied: "local",
  reason: "storage is of class stateful and should be replicated or backed up; the request says local",
  severity: "warning",
};

function note(action: string, member: string, before: string, applied: string | null, reason: string): Correction {
  return { action, field: `replication.${member}`, valueBefore: before, valueApplied: applied, reason };
}
