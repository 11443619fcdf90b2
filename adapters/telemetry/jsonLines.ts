import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** Writes one value as one line of JSON. */
export type JsonLines = (value: unknown) => void;

/**
 * Lines appended to a file, each written when the call returns: few per run, and none is lost with the process.
 * Without a file they go to standard output, where Azure Functions collects them; so does a line that the file does not
 * take, because whoever tells something must not fail for it.
 */
export function jsonLines(file: string | undefined): JsonLines {
  if (file === undefined) return print;
  mkdirSync(dirname(file), { recursive: true });
  return (value) => {
    try {
      appendFileSync(file, lineOf(value), { mode: 0o600 });
    } catch {
      print(value); // the disk is full, or somebody took the file away
    }
  };
}

const lineOf = (value: unknown): string => `${JSON.stringify(value)}\n`;

function print(value: unknown): void {
  process.stdout.write(lineOf(value));
}
