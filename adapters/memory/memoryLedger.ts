import { checkedRecordName } from "../../shared/contracts/recordName.js";
import { RunError } from "../../shared/errors.js";
import type { Ledger, LedgerEntry } from "../../shared/ports/records.js";

/** A ledger in memory. */
export function memoryLedger(): Ledger {
  const records = new Map<string, { readonly document: string; readonly labels: LedgerEntry["labels"] }>();
  return {
    async create(name, document, labels = {}) {
      const standing = records.get(checkedRecordName(name));
      if (standing === undefined) records.set(name, { document, labels });
      return Promise.resolve({ created: standing === undefined, document: standing?.document ?? document });
    },
    read: (name) => Promise.resolve(records.get(name)?.document),
    label(name, labels) {
      const standing = records.get(name);
      if (standing === undefined) return Promise.reject(new RunError("defect", `${name} is missing`));
      records.set(name, { ...standing, labels });
      return Promise.resolve();
    },
    list(prefix, options) {
      const after = options?.next ?? "";
      const names = [...records.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
      const page = names.slice(0, options?.limit ?? 1000);
      const last = page.at(-1);
      return Promise.resolve({
        entries: page.map((name) => ({ name, labels: records.get(name)?.labels ?? {} })),
        ...(page.length < names.length && last !== undefined && { next: last }),
      });
    },
    remove(name) {
      records.delete(name);
      return Promise.resolve();
    },
  };
}
