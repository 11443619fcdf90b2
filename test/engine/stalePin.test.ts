import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { compose } from "../../functions/compose.js";
import type { Application } from "../../functions/application.js";
import { openCloud } from "../../local/azure/cloudStore.js";
import { startSurroundings, type Surroundings } from "../../local/world/surroundings.js";
import { apply } from "../../orchestrations/activities/apply.js";
import { putDocument } from "../../orchestrations/activities/documents.js";
import { preview } from "../../orchestrations/activities/preview.js";
import { steps } from "../../orchestrations/steps.js";
import type { StepInput } from "../../orchestrations/stepResult.js";
import type { RenderedStack } from "../../shared/contracts/plan.js";
import type { RunInput } from "../../shared/contracts/run.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { smallRequest } from "../kit/exampleBundle.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cliPath = process.env["PROVISIONER_PULUMI_CLI"] ?? "";
const caller = { id: "ada", name: "Ada", kind: "person" } as const;
let data: string;
let surroundings: Surroundings;
let app: Application;

before(async () => {
  assert.ok(cliPath, "PROVISIONER_PULUMI_CLI is not set: run the tests with `npm test`");
  data = await mkdtemp(join(tmpdir(), "stale-"));
  surroundings = await startSurroundings({ app: root, data, cliPath });
  app = await compose(surroundings.settings);
});
after(async () => {
  await surroundings.close();
  await rm(data, { recursive: true, force: true });
});

/** A run of its own stack, previewed by the real engine, as it would come to the gate. */
async function previewed(id: string, component: string) {
  const accepted = app.accept({ text: JSON.stringify(smallRequest(id, { component })), format: "json" }, caller);
  assert.ok(accepted.ok, JSON.stringify(accepted));
  const resolved = app.resolve(accepted.value);
  assert.ok(resolved.ok, JSON.stringify(resolved));
  const stack = app.render(resolved.value);
  const run: RunInput = {
    version: 1,
    runId: id,
    folder: `runs/2026/11/${id}`,
    request: { name: "unused", sha256: app.digest(""), bytes: 0 },
    stack: resolved.value.identity,
    traceId: `trace-${id}`,
    blueprintId: "blueprint-small",
    requestedBy: caller,
    submittedAt: "2026-11-21T09:00:00.000Z",
    gateMinutes: 60,
  };
  // As the door leaves them: the lists that show how far a run is.
  await Promise.all([runPaths.listing(run), runPaths.lineage(run)].map((name) => app.ledger.create(name, "{}")));
  const plan = await putDocument(app.artifacts, `${run.folder}/plan.json`, resolved.value, run.traceId);
  const put = (files: RenderedStack) =>
    putDocument(
      app.artifacts,
      `${run.folder}/rendered-${app.digest(JSON.stringify(files)).slice(0, 8)}.json`,
      files,
      run.traceId,
    );
  const rendered = await put(stack);
  const ports = { ...app, timeoutMs: 120_000 };
  const found = steps.preview.output.parse(await preview(ports)({ run, plan, rendered, round: 1 }));
  if (found.kind !== "previewed") throw new Error(`the preview failed: ${JSON.stringify(found)}`);
  const input: StepInput<"apply"> = { run, plan, rendered, previewed: found };
  return { input, stack, put };
}

/** Applies and returns the result together with how many writes reached the cloud meanwhile. */
async function applied(input: StepInput<"apply">, application = app) {
  const before = journalLength();
  const result = await apply({ ...application, timeoutMs: 120_000 })(input);
  return { result, writes: journalLength() - before };
}

function journalLength(): number {
  const cloud = openCloud(surroundings.cloudDir);
  try {
    return cloud.journal().length;
  } finally {
    cloud.close();
  }
}

const withFile = (stack: RenderedStack, name: string, change: (text: string) => string): RenderedStack => {
  const text = stack.files[name] ?? "";
  assert.notEqual(change(text), text, `${name} was not changed by the test`);
  // The digest is left as it was: the engine's own plan has to notice.
  return { ...stack, files: { ...stack.files, [name]: change(text) } };
};

test("applies when nothing changed in between [CP-079]", async () => {
  const { input } = await previewed("pin-same", "PinSame");
  const { result, writes } = await applied(input);
  assert.equal(result.kind, "applied", JSON.stringify(result));
  assert.ok(writes > 0);
});

test("performs no operation when the program changed after the approval [CP-146]", async () => {
  const { input, stack, put } = await previewed("pin-program", "PinProgram");
  const rendered = await put(
    withFile(stack, "index.ts", (text) => text.replace(/resourceGroupName: "([^"]+)"/, 'resourceGroupName: "$1-x"')),
  );
  const { result, writes } = await applied({ ...input, rendered });
  assert.deepEqual([result, writes], [{ kind: "stale", differences: ["the planned changes"] }, 0]);
});

test("performs no operation when the stack's config changed after the approval [CP-146]", async () => {
  const { input, stack, put } = await previewed("pin-config", "PinConfig");
  const settings =
    Object.keys(stack.files).find((name) => /^Pulumi\..+\.yaml$/.test(name) && name !== "Pulumi.lock.yaml") ?? "";
  const rendered = await put(
    withFile(stack, settings, (text) => text.replaceAll("blueprint-small", "blueprint-other")),
  );
  const { result, writes } = await applied({ ...input, rendered });
  assert.deepEqual([result, writes], [{ kind: "stale", differences: ["the planned changes"] }, 0]);
});

test("performs no operation when the state changed after the approval [CP-146]", async () => {
  const late = await previewed("pin-state", "PinState");
  const early = await previewed("pin-state-first", "PinState");
  assert.equal((await applied(early.input)).result.kind, "applied");
  const { result, writes } = await applied(late.input);
  if (result.kind !== "stale") throw new Error(`nothing was noticed: ${JSON.stringify(result)}`);
  assert.ok(result.differences.includes("the stack's state"));
  assert.equal(writes, 0);
});

test("performs no operation when the CLI was replaced after the approval [CP-146]", async () => {
  const { input } = await previewed("pin-cli", "PinCli");
  const other = await compose({ ...surroundings.settings, PROVISIONER_PULUMI_CLI: await otherCli() });
  const { result, writes } = await applied(input, other);
  assert.deepEqual([result, writes], [{ kind: "stale", differences: ["the engine's version"] }, 0]);
});

/** The same CLI under another version: everything but its name for itself is real. */
async function otherCli(): Promise<string> {
  const path = join(data, "pulumi-other.cjs");
  const script = [
    `#!${process.execPath}`,
    `const { spawn } = require("node:child_process");`,
    `const args = process.argv.slice(2);`,
    `if (args[0] === "version") { console.log("v3.259.1"); process.exit(0); }`,
    `const child = spawn(${JSON.stringify(cliPath)}, args, { stdio: "inherit" });`,
    `for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));`,
    `child.on("exit", (code) => process.exit(code ?? 1));`,
  ].join("\n");
  await writeFile(path, script);
  await chmod(path, 0o755);
  return path;
}
