import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { z } from "zod";
import type { PulumiEngineOptions } from "./options.js";

/** Versions of everything that decides what an operation does. */
export interface EngineVersions {
  readonly cli: string;
  /** `pulumi 3.259.0, sdk 3.259.0, azure-native 3.28.0` */
  readonly text: string;
}

/** Reads the versions; the executable is asked once and again only when its file has changed. */
export function engineVersions({ cliPath, runnerPath, provider }: PulumiEngineOptions): () => Promise<EngineVersions> {
  let known: { readonly file: string; readonly versions: Promise<EngineVersions> } | undefined;

  async function read(): Promise<EngineVersions> {
    const [cli, sdk] = await Promise.all([cliVersion(cliPath), sdkVersion(runnerPath)]);
    return { cli, text: `pulumi ${cli}, sdk ${sdk}, azure-native ${provider.version}` };
  }
  return async () => {
    const { mtimeMs, size, ino } = await stat(cliPath);
    const file = [mtimeMs, size, ino].join();
    if (known?.file !== file) known = { file, versions: read() };
    return known.versions.catch((error: unknown) => {
      known = undefined; // ask again next time
      throw error;
    });
  };
}

async function cliVersion(cliPath: string): Promise<string> {
  const env = { PULUMI_SKIP_UPDATE_CHECK: "true", HOME: "/nonexistent", PULUMI_HOME: "/nonexistent" };
  const { stdout } = await promisify(execFile)(cliPath, ["version"], { env, timeout: 20_000 });
  return stdout.trim().replace(/^v/, "");
}

async function sdkVersion(runnerPath: string): Promise<string> {
  const file = createRequire(runnerPath).resolve("@pulumi/pulumi/package.json");
  return z.object({ version: z.string() }).parse(JSON.parse(await readFile(file, "utf8"))).version;
}
