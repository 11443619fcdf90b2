import type { Note } from "./corrections.js";
import { originOf } from "./corrections.js";
import { childOf, textOf, type DocumentNode } from "./reading/documentNode.js";
import type { PlacedEntry } from "./toPlanEntries.js";
import { VaultPolicy } from "../contracts/request.js";

/** The entries of a plan with what the compliance tags limit: vaults that name no policy get the one they must have. */
export function withCompliance(
  entries: readonly PlacedEntry[],
  root: DocumentNode,
  note: Note,
): readonly PlacedEntry[] {
  const limit = childOf(root, "resource_compliance_tags", "access_limits", "keyvault");
  if (!limit) return entries;
  const policy = VaultPolicy.safeParse(textOf(limit)).data;
  return entries.map((placed) => {
    const { entry, written } = placed;
    if (policy === undefined || entry.kind !== "keyvault" || entry.policy !== undefined) return placed;
    note({
      action: "LimitedAccess",
      field: "infra_plan.keyvault.policy",
      valueApplied: policy,
      reason: "The compliance tags limit access to the vault.",
      ...originOf(limit),
    });
    return {
      entry: { ...entry, policy },
      written: { kind: written.kind, node: written.node, settings: new Map([...written.settings, ["policy", limit]]) },
    };
  });
}
