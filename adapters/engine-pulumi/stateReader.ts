import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { StateBackend } from "./options.js";

/** Reads files of the backend: as its owner says, or from disk for `file://`. */
export function stateReader({ url, readState }: StateBackend): (path: string) => Promise<string | undefined> {
  if (readState) return readState;
  if (!url.startsWith("file://")) throw new TypeError("a backend that is not file:// needs readState");
  const root = fileURLToPath(new URL(url.replace(/\?.*$/, "")));
  return async (name) => {
    try {
      return await readFile(path.join(root, name), "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    }
  };
}
