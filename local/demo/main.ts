import { rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { colors as pc } from "../world/colors.js";
import { startWorld } from "../world/startWorld.js";
import { publishedEvents } from "./publishedEvents.js";
import { stage } from "./stage.js";

/** Slow enough that a person sees each resource appear. */
const latencyMs = 250;

const app = fileURLToPath(new URL("../../..", import.meta.url));
const data = process.env["PROVISIONER_DATA_DIR"] ?? join(app, ".data", "demo");
const artifacts = join(data, "artifacts");
const shown = (path: string): string => relative(process.cwd(), path) || ".";

await rm(data, { recursive: true, force: true });
const startedAt = performance.now();
console.log(pc.bold("\nCloud Provisioner, a whole lifecycle against a simulated Azure\n"));

// Listening from the start: whoever is stopped while things come up still takes down what is up.
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      reject(new Error("interrupted"));
    });
});
interrupted.catch(() => undefined); // told where it is waited for

const world = await startWorld({
  app,
  data,
  cliPath: process.env["PROVISIONER_PULUMI_CLI"] ?? "pulumi",
  latencyMs,
  onPart: (part) => {
    console.log(`${pc.green("✓")} ${part} is up`);
  },
});
try {
  await Promise.race([interrupted, play()]);
} catch (error) {
  console.error(pc.red(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`));
  console.error(pc.dim(`The host's log is in ${shown(join(data, "host", "host.log"))}`));
  process.exitCode = 1;
} finally {
  await world.close();
}

async function play(): Promise<void> {
  const { run, tell, summary } = stage({ app, url: world.url });
  const document = "examples/auth-service";

  tell("Submit", "Ada asks for what AuthService needs: a cluster, a vault, storage, DNS. Nothing is made yet.");
  await run(["provision", document, "--as", "ada", "--watch"], { expect: 3 });

  tell("Four eyes", "Ada asked, so Ada may not approve.");
  await run(["approve", "--trace", "trace-auth-789", "--as", "ada"], { expect: 1 });

  tell(
    "Approve and apply",
    "Grace approves exactly the plan she saw; the service previews again and applies that, or nothing.",
  );
  await run(["approve", "--trace", "trace-auth-789", "--as", "grace", "--reason", "reviewed the diff", "--watch"], {
    expect: 0,
  });

  tell("Outputs", "Endpoints, names and references. The kubeconfig stays in the vault.");
  await run(["outputs", "exec-auth-789"], { expect: 0 });

  tell("Evidence", "Everything the run wrote, with digests in run.json.");
  await run(["artifacts", "exec-auth-789", "--to", shown(artifacts)], { expect: 0 });

  tell("Events", "What the topic received.");
  for (const line of await publishedEvents(world.topicUrl)) console.log(`  ${line}`);

  tell("Once more", "The same request is the same run; the same documents as a new run change nothing.");
  await run(["provision", document, "--as", "ada"], { expect: 0 });
  await run(["provision", document, "--as", "ada", "--execution-id", "exec-auth-790", "--watch"], { expect: 0 });

  tell("A bad request", "Everything that is wrong with it, at once. Nothing is written, nothing is started.");
  await run(["provision", "examples/broken/request.yaml", "--as", "ada"], { expect: 2 });

  console.log(`\n${pc.bold("What happened")}`);
  for (const { title, seconds } of summary()) console.log(`  ${title.padEnd(20)} ${seconds.toFixed(1).padStart(5)} s`);
  console.log(pc.dim(`  ${"in all".padEnd(20)} ${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s`));
  console.log(`\n  artifacts   ${shown(artifacts)}`);
  console.log(`  telemetry   ${shown(join(data, "telemetry", "telemetry.jsonl"))}`);
  console.log(`\n  ${pc.dim("Keep it open for yourself with")} npm start\n`);
}
