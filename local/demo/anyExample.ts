import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Plot } from "./plot.js";
import { publishedEvents } from "./publishedEvents.js";

/** Folders below `examples/` that can be played. The broken one is there to be refused. */
export async function exampleNames(app: string): Promise<string[]> {
  const entries = await readdir(join(app, "examples"), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== "broken")
    .map(({ name }) => name)
    .sort();
}

/** Any example's story: what it says, its preview, approval, apply and outputs, and that a second run changes nothing. */
export async function anyExample(app: string, name: string): Promise<Plot> {
  const folder = join(app, "examples", name);
  const [{ executionId, about }, document] = await Promise.all([identityOf(folder), exampleDocument(app, name)]);
  return async ({ run, tell, artifacts, topicUrl }) => {
    tell("Look first", about);
    await run(["validate", document], { expect: 0 });

    tell("Submit", "Ada asks for it. Nothing is made before a policy or somebody else has seen the plan.");
    const code = await run(["provision", document, "--as", "ada", "--watch"], { expect: [0, waiting] });

    if (code === waiting) {
      tell("Approve and apply", "Grace approves exactly the plan she saw.");
      await run(["approve", executionId, "--as", "grace", "--reason", "reviewed the diff", "--watch"], { expect: 0 });
    }

    tell("Outputs", "Endpoints, names and references.");
    await run(["outputs", executionId], { expect: 0 });

    tell("Evidence", "Everything the run wrote, with digests in run.json.");
    await run(["artifacts", executionId, "--to", artifacts], { expect: 0 });

    tell("Events", "What the topic received.");
    for (const line of await publishedEvents(topicUrl)) console.log(`  ${line}`);

    tell("Once more", "The same documents as a new run change nothing.");
    const again = `${executionId}-again`;
    await run(["provision", document, "--as", "ada", "--execution-id", again, "--watch"], { expect: 0 });
  };
}

/** What `cs-stack` ends with when a run waits for a decision. */
const waiting = 3;

const Document = z.looseObject({ execution_id: z.string().optional() });

/** An example's own name for its run, and what its first comment says of it. */
async function identityOf(folder: string): Promise<{ executionId: string; about: string }> {
  const names = (await readdir(folder)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const executionId = texts
    .map((text) => Document.parse(parse(text) ?? {}).execution_id)
    .find((id) => id !== undefined);
  if (executionId === undefined) throw new Error(`${folder} names no execution_id`);
  const about = texts.map((text) => /^# (.+)$/m.exec(text)?.[1]).find((line) => line !== undefined);
  return { executionId, about: about ?? "What a run would say about it, before there is one." };
}

/** What `cs-stack provision` is given for an example, below the application's folder: its one document, or its folder. */
export async function exampleDocument(app: string, name: string): Promise<string> {
  const folder = join("examples", name);
  const names = await readdir(join(app, folder));
  const [only = ""] = names;
  return names.length === 1 && (await stat(join(app, folder, only))).isFile() ? join(folder, only) : folder;
}
