import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { z } from "zod";
import type { Api } from "../api.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import type { Terminal } from "../terminal.js";

const Outputs = z.object({ outputs: z.record(z.string(), z.unknown()) });

/** `cs-stack outputs <run>`: endpoints, names and references that the run produced. */
export async function outputs(api: Api, out: Terminal, runId: string): Promise<ExitCode> {
  const reply = await api.call("GET", `/api/runs/${runId}/artifacts/outputs.json`);
  out.json(reply.json);
  const entries = Object.entries(Outputs.parse(reply.json).outputs);
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  for (const [name, value] of entries)
    out.line(`${out.colors.cyan(name.padEnd(width))}  ${typeof value === "string" ? value : JSON.stringify(value)}`);
  return exitCodes.success;
}

/** `cs-stack logs <run>`: the provisioning log. */
export async function logs(api: Api, out: Terminal, runId: string): Promise<ExitCode> {
  const { text } = await api.call("GET", `/api/runs/${runId}/artifacts/provisioning.log`);
  out.json({ runId, log: text.split("\n") });
  out.line(text.trimEnd());
  return exitCodes.success;
}

const Listing = z.object({ folder: z.string(), value: z.array(z.object({ name: z.string(), bytes: z.int() })) });

/** `cs-stack artifacts <run>`: what the run wrote; with `--to` copied into a folder. */
export async function artifacts(
  api: Api,
  out: Terminal,
  runId: string,
  options: { readonly to?: string },
): Promise<ExitCode> {
  const reply = await api.call("GET", `/api/runs/${runId}/artifacts`);
  const listing = Listing.parse(reply.json);
  out.json(listing);
  out.line(out.colors.dim(listing.folder));
  for (const { name, bytes } of listing.value)
    out.line(`  ${name.padEnd(46)} ${out.colors.dim(`${String(bytes).padStart(8)} bytes`)}`);
  if (options.to !== undefined) await download(api, runId, listing.value, options.to);
  return exitCodes.success;
}

async function download(
  api: Api,
  runId: string,
  files: readonly { readonly name: string }[],
  folder: string,
): Promise<void> {
  const root = resolve(folder);
  for (const { name } of files) {
    const target = resolve(join(root, name));
    if (!target.startsWith(root + sep)) throw new Error(`The service names an artifact outside the folder: ${name}`);
    const { text } = await api.call("GET", `/api/runs/${runId}/artifacts/${name}`);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}
