import type { AppliedRecord } from "../contracts/evidence.js";
import type { RunInput } from "../contracts/run.js";
import { runMetadata } from "./runMetadata.js";
import { lookup } from "../lookup.js";

/** Canonical output keys and the other names under which consumers know them. Source: specification section 17. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  key_vault_uri: ["vault_uri"],
  storage_url: ["blob_url", "storage_endpoint"],
  kubeconfig_vault_ref: ["aks_kubeconfig_secret", "kubeconfig_vault_key"],
};

/**
 * The output map (`outputs.json`): endpoints, ids and references, secrets only as references.
 * Source: specification section 7, `OutputFormatterSkill`.
 */
export function outputMap(run: RunInput, applied: AppliedRecord): Record<string, unknown> {
  return { ...runMetadata(run), outputs: namedOutputs(applied), resources: resourceIds(applied) };
}

/** Outputs under every name by which consumers know them, sorted; secrets masked. */
export function namedOutputs(applied: Pick<AppliedRecord, "outputs">): Record<string, unknown> {
  const named = new Map<string, unknown>();
  for (const [key, { value, isSecret }] of Object.entries(applied.outputs)) {
    const shown = isSecret ? "[secret]" : value;
    for (const name of [key, ...(lookup(aliases, key) ?? [])]) if (!named.has(name)) named.set(name, shown);
  }
  return sortedByKey(Object.fromEntries(named));
}

function resourceIds(applied: AppliedRecord): Record<string, string> {
  return sortedByKey(Object.fromEntries(applied.resources.flatMap(({ name, id }) => (id ? [[name, id]] : []))));
}

function sortedByKey<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
