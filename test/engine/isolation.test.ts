import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import type { RunProgress } from "../../shared/contracts/run.js";
import type { Previewed, StackTarget } from "../../shared/ports/stackEngine.js";
import { engineWorld, processesOf, stackOf, worldSecrets, type EngineWorld } from "../kit/engineWorld.js";

const secrets = [...worldSecrets.keys()];
const values = [...worldSecrets.values()];
const head = `import * as pulumi from "@pulumi/pulumi";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
const password = process.env.PROVISIONER_SECRET_DB_PASSWORD;
const group = new resources.ResourceGroup("group", { resourceGroupName: "rg-shop" });`;

/** Everything in which one of the secrets can be read. */
function leaks(...places: readonly unknown[]): string[] {
  const text = places.map((place) => (typeof place === "string" ? place : JSON.stringify(place))).join("\n");
  const forms = values.flatMap((value) => [
    value,
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString("base64"),
  ]);
  return forms.filter((form) => text.includes(form));
}

describe("an operation sees only what it needs and tells only what it may", () => {
  let world: EngineWorld;
  before(async () => {
    process.env["HOST_ONLY"] = "of no concern to an engine";
    world = await engineWorld();
  });
  after(() => world.close());

  async function previewed(target: StackTarget): Promise<Previewed> {
    const found = await world.engine.preview(target, { operationId: "preview" });
    assert.ok(found.kind === "previewed", JSON.stringify(found));
    return found;
  }

  test("a program finds its secrets in its environment, and nothing of the application's", async () => {
    const target = stackOf(`${head}\nexport const names = Object.keys(process.env).sort();`, { secrets });
    const { updatePlan } = await previewed(target);
    const made = await world.engine.apply(target, { operationId: "apply", updatePlan, fencingToken: 1 });
    assert.ok(made.kind === "applied", JSON.stringify(made));
    const secretNames = ["PROVISIONER_SECRET_API_KEY", "PROVISIONER_SECRET_DB_PASSWORD"];
    assert.deepEqual(made.outputs["names"]?.value, ["HOME", "PATH", ...secretNames, "TMPDIR"]);
  });

  test("engine and provider are told who asks, and know neither the secrets nor the application's environment", async () => {
    const account = `new storage.StorageAccount("account", { resourceGroupName: group.name, accountName: "stshop01", kind: "StorageV2", sku: { name: "Standard_LRS" } });`;
    const target = stackOf(`${head}\n${account}`, { secrets });
    const { updatePlan } = await previewed(target);
    await world.faults({ match: { name: "stshop01", op: "create" }, effect: { kind: "delay", delayMs: 800 } });
    const seen: Promise<readonly { command: string; environment: string }[]>[] = [];
    const made = await world.engine.apply(target, {
      operationId: "operation-7",
      updatePlan,
      fencingToken: 42,
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      onProgress: (line) => {
        if (line.kind === "resource" && line.name === "account" && line.state === "started") seen.push(lookAround());
      },
    });
    assert.equal(made.kind, "applied", JSON.stringify(made));
    const processes = (await Promise.all(seen)).flat();
    assert.ok(processes.length >= 3, "runner, engine and provider were seen");
    assert.deepEqual(leaks(processes), []);
    assert.doesNotMatch(JSON.stringify(processes), /HOST_ONLY/);
    const provider = processes.find(({ command }) => command.includes("pulumi-resource-azure-native"));
    for (const mark of [
      "PROVISIONER_OPERATION_ID=operation-7",
      "PROVISIONER_FENCING_TOKEN=42",
      `PROVISIONER_STACK=${target.rendered.identity.path}`,
      "TRACEPARENT=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    ]) {
      assert.ok(provider?.environment.split("\0").includes(mark), mark);
    }
  });

  async function lookAround(): Promise<{ command: string; environment: string }[]> {
    const processes = await processesOf(world.root);
    return Promise.all(
      processes.map(async ({ pid, command }) => ({
        command,
        environment: await readFile(`/proc/${pid}/environ`, "utf8").catch(() => ""),
      })),
    );
  }

  test("a secret that a program throws, logs or forgets to mark reaches nobody [CP-130]", async () => {
    const careless = [
      `pulumi.log.warn("the password is " + password);`,
      `console.log(password);`,
      `new storage.StorageAccount("account", { resourceGroupName: group.name, accountName: "stshop01", kind: "StorageV2", sku: { name: "Standard_LRS" }, tags: { password: password! } });`,
    ];
    const lines: RunProgress[] = [];
    const target = stackOf([head, ...careless].join("\n"), { secrets });
    const shown = await world.engine.preview(target, { operationId: "p", onProgress: (line) => lines.push(line) });
    assert.ok(shown.kind === "previewed", JSON.stringify(shown));
    const thrown = stackOf(`${head}\nthrow new Error("cannot use " + password);`, { secrets });
    const failed = await world.engine.preview(thrown, { operationId: "p", onProgress: (line) => lines.push(line) });
    assert.ok(failed.kind === "failed" && failed.reason.includes("cannot use [secret]"), JSON.stringify(failed));
    assert.ok(JSON.stringify(lines).includes("the password is [secret]"));
    assert.deepEqual(leaks(lines, { ...shown, updatePlan: "" }, failed), []);
  });

  test("a secret that a program marks is in no plan, state, output, copy or file, except encrypted [CP-130]", async () => {
    const careful = `export const connection = pulumi.interpolate\`host=db;password=\${pulumi.secret(password)}\`;`;
    const target = stackOf(`${head}\n${careful}`, { secrets });
    const plan = await previewed(target);
    const made = await world.engine.apply(target, { operationId: "a", updatePlan: plan.updatePlan, fencingToken: 43 });
    assert.ok(made.kind === "applied", JSON.stringify(made));
    assert.deepEqual(made.outputs["connection"], { value: "[secret]", isSecret: true });
    const files = (await readdir(world.root, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(path.join(parentPath, name), "utf8")));
    assert.deepEqual(leaks(plan, made, await world.engine.exportState(target), [...world.copies], texts), []);
  });

  test("before each change a copy of the state is kept under its digest", () => {
    assert.ok(world.copies.size >= 2);
    for (const [name, text] of world.copies) {
      const [digest] = /[0-9a-f]{64}(?=\.json$)/.exec(name) ?? [];
      assert.equal(createHash("sha256").update(text).digest("hex"), digest);
    }
  });

  test("operations on different stacks run side by side", async () => {
    const targets = ["one", "two", "three"].map((stack) => {
      const target = stackOf(head, { secrets });
      const { files, identity } = target.rendered;
      const settings = { [`Pulumi.${stack}.yaml`]: "config:\n  azure-native:location: westeurope\n" };
      const rendered = { ...target.rendered, identity: { ...identity, stack }, files: { ...files, ...settings } };
      return { ...target, rendered };
    });
    const found = await Promise.all(targets.map((target) => world.engine.preview(target, { operationId: "p" })));
    for (const [index, preview] of found.entries()) {
      assert.ok(preview.kind === "previewed", JSON.stringify(preview));
      const stack = targets[index]?.rendered.identity.stack ?? "";
      assert.ok(preview.plan.steps.every(({ urn }) => urn.startsWith(`urn:pulumi:${stack}::`)));
    }
  });
});
