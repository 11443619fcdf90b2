import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

/** Why tests that stand programs in by shell scripts do not run; false where they do. */
export const noShellScripts = process.platform === "win32" && "stand-in programs are POSIX shell scripts";

/** A folder of the test's own, removed when the test ends. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "provisioner-setup-"));
  t.after(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  return folder;
}

/** Puts a program at `path` that runs `script` in `sh`. */
export function standIn(path: string, script: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A CLI that answers `pulumi version` with `version`, and notes each call in `{path}.calls`. */
export function standInCli(path: string, version: string): string {
  return standIn(path, `echo called >> "$0.calls"\necho ${version}`);
}
