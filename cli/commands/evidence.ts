import { mkdir, writeFile } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { z } from "zod";
import { ArtifactPage } from "../../shared/contracts/answers.js";
import { ApiProblem, type Api } from "../api.js";
import { BadInput } from "../badInput.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import { runPath } from "../runPath.js";
import type { Terminal } from "../terminal.js";

const Outputs = z.object({ outputs: z.record(z.string(), z.unknown()) });

/** `cs-stack outputs <run>`: endpoints, names and references that the run produced. */
export async function outputs(api: Api, out: Terminal, runId: string): Promise<ExitCode> {
  const reply = await artifact(api, runId, "outputs.json", "has produced no outputs: it applied nothing, or not yet");
  out.json(reply.json);
  const entries = Object.entries(Outputs.parse(reply.json).outputs);
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  for (const [name, value] of entries)
    out.line(`${out.colors.cyan(name.padEnd(width))}  ${typeof value === "string" ? value : JSON.stringify(value)}`);
  return exitCodes.success;
}

/** `cs-stack logs <run>`: the provisioning log. */
export async function logs(api: Api, out: Terminal, runId: string): Promise<ExitCode> {
  const { text } = await artifact(api, runId, "provisioning.log", "has no log yet: it is written when the run ends");
  out.json({ runId, log: text.trimEnd().split("\n") });
  out.line(text.trimEnd());
  return exitCodes.success;
}

async function artifact(api: Api, runId: string, name: string, otherwise: string): ReturnType<Api["call"]> {
  return api.call("GET", runPath(runId, "artifacts", name)).catch((error: unknown) => {
    const isMissing = error instanceof ApiProblem && error.details.code === "artifact-not-found";
    throw isMissing ? new BadInput(`Run ${runId} ${otherwise}.`) : error;
  });
}

/** `cs-stack artifacts <run>`: what the run wrote; with `--to` copied into a folder. */
export async function artifacts(
  api: Api,
  out: Terminal,
  runId: string,
  options: { readonly to?: string },
): Promise<ExitCode> {
  const listing = ArtifactPage.parse((await api.call("GET", runPath(runId, "artifacts"))).json);
  if (options.to !== undefined) await download(api, runId, listing.value, options.to);
  out.json(listing);
  out.line(out.colors.dim(listing.folder));
  const width = Math.max(0, ...listing.value.map(({ name }) => name.length));
  for (const { name, bytes } of listing.value)
    out.line(`  ${name.padEnd(width)}  ${out.colors.dim(sizeOf(bytes).padStart(8))}`);
  if (options.to !== undefined) out.line(`${out.colors.green("✓")} ${listing.value.length} files in ${options.to}`);
  return exitCodes.success;
}

function sizeOf(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KB`;
}

/** @throws when the service names a file that would lie outside the folder; nothing is written then. */
async function download(
  api: Api,
  runId: string,
  files: readonly { readonly name: string }[],
  folder: string,
): Promise<void> {
  const targets = files.map(({ name }) => ({ name, target: resolve(folder, name) }));
  for (const { name, target } of targets) {
    const below = relative(resolve(folder), target);
    if (below === "" || below.split(sep)[0] === ".." || resolve(below) === below)
      throw new Error(`The service names an artifact outside the folder: ${name}`);
  }
  for (const { name, target } of targets) {
    const { text } = await api.call("GET", runPath(runId, "artifacts", name));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}
