import { randomUUID } from "node:crypto";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import type { StackTarget } from "../../shared/ports/stackEngine.js";
import { homeFolder } from "./engineEnvironment.js";
import type { PulumiEngineOptions, StateEncryption } from "./options.js";
import type { StackState } from "./stackState.js";
import { lookup } from "../../shared/lookup.js";

/** The folder of one operation: readable by this user only, gone when the operation is over. */
export interface WorkFolder {
  readonly path: string;
  readonly planFile: string;
  /** What the engine writes to its standard error. */
  readonly engineWords: string;
  /** What the runner writes to its standard error. */
  readonly runnerWords: string;
  remove(): Promise<void>;
}

/** Makes the folder with a Pulumi home of its own, which shares nothing but the plugins. */
export async function makeWorkFolder({ workRoot, pulumiHome }: PulumiEngineOptions): Promise<WorkFolder> {
  const folder = path.join(workRoot, "operations", randomUUID());
  await mkdir(path.join(folder, homeFolder), { recursive: true, mode: 0o700 });
  await symlink(path.join(pulumiHome, "plugins"), path.join(folder, homeFolder, "plugins"), "dir");
  return {
    path: folder,
    planFile: path.join(folder, "plan.json"),
    engineWords: path.join(folder, "engine.txt"),
    runnerWords: path.join(folder, "runner.txt"),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/**
 * Writes the project's and the stack's settings as rendered, plus what only this installation knows: configuration of
 * the provider, and how the stack's secrets are encrypted. The latter comes from the stack's state, which has it from
 * its first day: so a plan made by a preview can be read by the apply, whatever machine runs it.
 */
export async function writeSettings(
  folder: WorkFolder,
  { rendered }: StackTarget,
  state: StackState | undefined,
  { encryption, provider }: PulumiEngineOptions,
): Promise<void> {
  const projectFile = "Pulumi.yaml";
  const stackFile = `Pulumi.${rendered.identity.stack}.yaml`;
  const { parseDocument } = await import("yaml");
  const settings = parseDocument(lookup(rendered.files, stackFile) ?? "{}");
  for (const [key, value] of Object.entries(provider.configuration)) {
    const at = ["config", `azure-native:${key}`];
    if (!settings.hasIn(at)) settings.setIn(at, value);
  }
  for (const [key, value] of Object.entries(encryptionSettings(state, encryption))) settings.set(key, value);
  const project = rendered.files[projectFile] ?? `name: ${rendered.identity.project}\nruntime: nodejs\n`;
  await writeFile(path.join(folder.path, projectFile), project);
  await writeFile(path.join(folder.path, stackFile), settings.toString());
}

function encryptionSettings(state: StackState | undefined, encryption: StateEncryption): Record<string, string> {
  const provider = state?.secretsProvider;
  if (!provider)
    return { secretsprovider: "secretsProvider" in encryption ? encryption.secretsProvider : "passphrase" };
  if (provider.type === "passphrase") return { secretsprovider: "passphrase", encryptionsalt: provider.state.salt };
  return { secretsprovider: provider.state.url, encryptedkey: provider.state.encryptedkey };
}
