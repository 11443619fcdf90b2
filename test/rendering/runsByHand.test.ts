import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, symlink } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { parse } from "yaml";
import { z } from "zod";
import { canonicalPlan } from "../../adapters/engine-pulumi/canonicalPlan.js";
import { StepMetadata } from "../../adapters/engine-pulumi/engineEvent.js";
import type { RenderedStack, ResolvedPlan } from "../../shared/contracts/plan.js";
import { resolvePlan } from "../../shared/planning/resolvePlan.js";
import { renderStack } from "../../shared/rendering/renderStack.js";
import { builtModules } from "../kit/builtModules.js";
import { engineWorld, type EngineWorld } from "../kit/engineWorld.js";
import { startLanguageRuntime, type LanguageRuntime } from "../kit/languageRuntime/startLanguageRuntime.js";
import { authRequest, readKnowledge, sha256 } from "../kit/requests.js";
import { linkPackages, writeStackFolder } from "../kit/stackFolder.js";

const secretValue = "S3cret-of-the-auth-service";
let world: EngineWorld;
let plan: ResolvedPlan;
let stack: RenderedStack;
let folder: string;
let env: NodeJS.ProcessEnv;
let runtime: LanguageRuntime;

/** A stack's folder as somebody downloaded it, beside a backend and a cloud that the application knows nothing of. */
before(async () => {
  const knowledge = await readKnowledge();
  const resolved = resolvePlan(authRequest(), knowledge, sha256);
  assert.ok(resolved.ok, JSON.stringify(resolved));
  plan = resolved.value;
  stack = renderStack(plan, { ...knowledge.versions, modulesPackage: await builtModules() }, sha256);
  world = await engineWorld({
    secretValues: { has: () => Promise.resolve(true), value: () => Promise.resolve(secretValue) },
  });
  folder = path.join(world.root, "downloaded");
  const [home = "", state = "", cloud = "", temporary = ""] = ["home", "state", "cloud", "temporary"].map((name) =>
    path.join(world.root, "by-hand", name),
  );
  for (const needed of [home, state, cloud, temporary]) await mkdir(needed, { recursive: true });
  await symlink(path.join(world.options.pulumiHome, "plugins"), path.join(home, "plugins"), "dir");
  env = {
    PATH: process.env["PATH"],
    HOME: home,
    TMPDIR: temporary,
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${state}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: "somebody's own",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    SIMULATED_AZURE_DIR: cloud,
  };
  await writeStackFolder(stack, folder);
  runtime = await startLanguageRuntime(env);
});
after(async () => {
  await runtime.close();
  await world.close();
});

test("a downloaded stack previews with the commands of its README, as the application previews it", async () => {
  const { stdout } = await followReadme();
  const byHand = canonicalPlan(stepsOf(stdout));
  const target = { rendered: stack, secrets: plan.secrets.map(({ vaultRef }) => vaultRef) };
  const byApplication = await world.engine.preview(target, { operationId: "preview" });
  assert.ok(byApplication.kind === "previewed", JSON.stringify(byApplication));
  assert.ok(byHand.steps.length > 20);
  assert.deepEqual(byHand, byApplication.plan);
  assert.deepEqual(
    runtime.runs.map(({ isDryRun, output }) => ({ isDryRun, output })),
    [{ isDryRun: true, output: "" }],
  );
});

test("it goes up by hand, and a second time nothing changes [CP-011]", async () => {
  await pulumi(["up", "--yes", "--skip-preview", client()]);
  await pulumi(["up", "--yes", "--skip-preview", "--expect-no-changes", client()]);
  const { stdout } = await pulumi(["preview", "--json", client()]);
  assert.deepEqual(new Set(stepsOf(stdout).map(({ op }) => op)), new Set(["same"]));
});

test("types are checked when it runs by hand, against the modules that travel with it", async () => {
  const wrong = path.join(world.root, "wrong");
  const program = (stack.files["index.ts"] ?? "").replace("vaultName:", "vaultNam:");
  await writeStackFolder({ ...stack, files: { ...stack.files, "index.ts": program } }, wrong);
  await linkPackages(wrong);
  const { identity } = stack;
  await assert.rejects(
    pulumi(["preview", "--stack", identity.stack, client()], { cwd: wrong }),
    /'vaultNam' does not exist/,
  );
});

test("the modules in the folder are those that the lock file pins [CP-048]", async () => {
  const [, command = ""] = codeBlocks(stack.files["README.md"] ?? "");
  const { stdout } = await promisify(execFile)("/bin/sh", ["-c", command], { cwd: folder });
  const lock = z
    .object({ templates: z.object({ digest: z.string() }) })
    .parse(parse(stack.files["Pulumi.lock.yaml"] ?? ""));
  assert.equal(`sha256:${stdout.trim().split(" ")[0] ?? ""}`, lock.templates.digest);
});

test("no file of the folder holds a secret's value, also after it was run by hand", async () => {
  for (const name of Object.keys(stack.files))
    assert.ok(!(await readFile(path.join(folder, name), "utf8")).includes(secretValue), name);
});

/** Types in what the README says, and returns what its last command, the preview, answers. */
async function followReadme(): Promise<{ stdout: string }> {
  const [commands = ""] = codeBlocks(stack.files["README.md"] ?? "");
  const [install, ...rest] = commands.trim().split("\n");
  assert.equal(install, "npm ci");
  await linkPackages(folder); // instead of a download of 280 MB
  let answer = { stdout: "" };
  for (const command of rest) {
    const [program, ...args] = command.replaceAll('"', "").split(" ");
    assert.equal(program, "pulumi", command);
    const isPreview = args[0] === "preview";
    const input = args.includes("--secret") ? { input: secretValue } : {};
    answer = await pulumi(isPreview ? [...args, "--json", client()] : args, input);
  }
  return answer;
}

/** Where the CLI finds the stand-in for its Node language host. */
function client(): string {
  return `--client=${runtime.address}`;
}

/** @throws with everything that the CLI and the program said when the command fails */
async function pulumi(
  args: readonly string[],
  { cwd = folder, input = "" }: { readonly cwd?: string; readonly input?: string } = {},
): Promise<{ stdout: string }> {
  const running = promisify(execFile)(world.options.cliPath, [...args, "--non-interactive"], {
    cwd,
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  running.child.stdin?.end(input);
  return running.catch((error: unknown) => {
    const said = z.object({ stdout: z.string(), stderr: z.string() }).parse(error);
    throw new Error(`pulumi ${args.join(" ")}\n${said.stdout}\n${said.stderr}\n${runtime.runs.at(-1)?.output ?? ""}`);
  });
}

const Step = z.looseObject({ newState: z.looseObject({ type: z.string() }) });
const PreviewAnswer = z.object({ steps: z.array(Step) });

/** The steps of `pulumi preview --json` as the engine's events describe them. */
function stepsOf(stdout: string): StepMetadata[] {
  const { steps } = PreviewAnswer.parse(JSON.parse(stdout));
  return steps.map(({ newState, oldState, ...step }) =>
    StepMetadata.parse({ ...step, type: newState.type, new: newState, old: oldState }),
  );
}

function codeBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/```sh\n(.*?)```/gs)].map(([, text]) => text ?? "");
}
