import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** Writes one value as one line of JSON. */
export type JsonLines = (value: unknown) => void;

/**
 * Lines appended to a file, each written when the call returns: few per run, and none is lost with the process.
 * Without a file they go to standard output, where Azure Functions collects them.
 */
export function jsonLines(file: string | undefined): JsonLines {
  if (file === undefined) return (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
  mkdirSync(dirname(file), { recursive: true });
  return (value) => {
    appendFileSync(file, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  };
}
