import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { BackendFiles, StateBackend } from "./options.js";

/** The backend's files: as its owner says, or on disk for `file://`. */
export function backendFiles({ url, files }: StateBackend): BackendFiles {
  if (files) return files;
  if (!url.startsWith("file://")) throw new TypeError("a backend that is not file:// needs files");
  const root = fileURLToPath(new URL(url.replace(/\?.*$/, "")));
  return {
    find: (name) => readFile(path.join(root, name), "utf8").catch(nothingWhenMissing),
    list: async (folder) => {
      const found = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true }).catch(
        nothingWhenMissing,
      );
      const ofFiles = (found ?? []).filter((entry) => entry.isFile());
      return ofFiles.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
    },
    remove: (name) => rm(path.join(root, name), { force: true }),
  };
}

function nothingWhenMissing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
