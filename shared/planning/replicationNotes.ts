import type { Correction, ProvisionRequest } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";

/** What a replication strategy asks for and this plan does not hold, said aloud instead of being dropped. */
export function replicationNotes({ replication }: ProvisionRequest, topology: Topology): Correction[] {
  const { storage, dns, observability } = replication;
  return [
    ...(storage !== undefined && topology.storages.length === 0
      ? [note("UnusedReplication", "storage", storage, null, "the plan has no storage")]
      : []),
    ...(dns === "failover"
      ? [
          note(
            "DeferredFailover",
            "dns",
            dns,
            "single",
            "records are short-lived for a switch; one region is provisioned",
          ),
        ]
      : []),
    ...(observability === "dual-region"
      ? [note("DeferredFailover", "observability", observability, "single-region", "one region is provisioned")]
      : []),
  ];
}

function note(action: string, member: string, before: string, applied: string | null, reason: string): Correction {
  return { action, field: `replication.${member}`, valueBefore: before, valueApplied: applied, reason };
}
