import { createHash } from "node:crypto";
import { checkedRecordName } from "../../shared/contracts/recordName.js";
import { RunError } from "../../shared/errors.js";
import type { Artifacts } from "../../shared/ports/records.js";

/** Artifacts in memory. `stored` is what lies there, for tests to read and to corrupt. */
export function memoryArtifacts(stored = new Map<string, string>()): Artifacts & { readonly stored: typeof stored } {
  return {
    stored,
    async put(name, body) {
      stored.set(checkedRecordName(name), body);
      return Promise.resolve({ name, sha256: sha256(body), bytes: Buffer.byteLength(body) });
    },
    read(ref) {
      const body = stored.get(ref.name);
      if (body === undefined) return Promise.reject(new RunError("defect", `${ref.name} is missing`));
      if (sha256(body) !== ref.sha256)
        return Promise.reject(new RunError("defect", `${ref.name} does not have the digest ${ref.sha256}`));
      return Promise.resolve(body);
    },
    find: (name) => Promise.resolve(stored.get(name)),
    list(folder) {
      const prefix = folder === "" ? "" : `${folder}/`;
      const names = [...stored.keys()].filter((name) => name.startsWith(prefix)).sort();
      return Promise.resolve(names.map((name) => ({ name, bytes: Buffer.byteLength(stored.get(name) ?? "") })));
    },
    remove(name) {
      stored.delete(name);
      return Promise.resolve();
    },
  };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
