// @ts-check
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/**
 * One digest of the names and contents of files. Times play no part: a checkout or a copy changes them for nothing.
 *
 * @param {Iterable<{ name: string, path: string }>} files in a stable order; a file that is not there counts as empty
 * @param {...string} more whatever else the result depends on
 * @returns {string} hexadecimal SHA-256
 */
export function fileDigest(files, ...more) {
  const hash = createHash("sha256");
  for (const { name, path } of files) {
    const content = readIfThere(path);
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  for (const text of more) hash.update(`\0${text}`);
  return hash.digest("hex");
}

/** @param {string} path */
export function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
