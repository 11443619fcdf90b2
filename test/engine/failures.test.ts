import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { RunError } from "../../shared/errors.js";
import type { EngineFailure, Previewed, StackTarget } from "../../shared/ports/stackEngine.js";
import { engineWorld, stackOf, type EngineWorld } from "../kit/engineWorld.js";

const group = `import * as resources from "@pulumi/azure-native/resources";
const group = new resources.ResourceGroup("group", { resourceGroupName: "rg-shop" });`;
const account = `import * as storage from "@pulumi/azure-native/storage";
new storage.StorageAccount("account", { resourceGroupName: group.name, accountName: "stshop01", kind: "StorageV2", sku: { name: "Standard_LRS" } });`;

/** The number of a process that lived and is gone. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", "0"]);
  await once(child, "exit");
  return child.pid ?? 0;
}

describe("an operation that fails ends as a value", () => {
  let world: EngineWorld;
  before(async () => {
    world = await engineWorld();
  });
  after(() => world.close());

  const about = { operationId: "operation" };
  const previewed = async (target: StackTarget): Promise<Previewed> => {
    const found = await world.engine.preview(target, about);
    assert.ok(found.kind === "previewed", JSON.stringify(found));
    return found;
  };
  const failedPreview = async (target: StackTarget, engine = world.engine): Promise<EngineFailure> => {
    const found = await engine.preview(target, about);
    assert.ok(found.kind === "failed", JSON.stringify(found));
    assert.doesNotMatch(JSON.stringify(found), /\\n\s+at /, "no stack trace");
    return found;
  };
  const failedApply = async (target: StackTarget): Promise<EngineFailure> => {
    const { updatePlan } = await previewed(target);
    const made = await world.engine.apply(target, { ...about, updatePlan, fencingToken: 1 });
    assert.ok(made.kind === "failed", JSON.stringify(made));
    return made;
  };

  test("a program that throws fails as such, with its message and without its stack", async () => {
    const { code, reason, isTransient } = await failedPreview(stackOf(`throw new Error("no such sku");`));
    assert.deepEqual([code, isTransient], ["program-failed", false]);
    assert.match(reason, /no such sku/);
  });

  test("an error inside an apply of the program fails the preview", async () => {
    const program = `${group}\ngroup.location.apply(() => { throw new Error("too late"); });`;
    const { code, diagnostics } = await failedPreview(stackOf(program));
    assert.equal(code, "program-failed");
    assert.match(JSON.stringify(diagnostics), /too late/);
  });

  test("a program that ends its process does not end the application", async () => {
    const { code, reason } = await failedPreview(stackOf(`process.exit(3);`));
    assert.equal(code, "program-failed");
    assert.match(reason, /exit 3/);
  });

  test("a program that does not compile, or imports what it may not, is refused before the engine starts", async () => {
    assert.equal((await failedPreview(stackOf(`export const = 1;`))).code, "program-failed");
    const { code, reason } = await failedPreview(stackOf(`import "node:fs"; import "/etc/passwd";`));
    assert.equal(code, "program-failed");
    assert.match(reason, /may not import "\/etc\/passwd"/);
  });

  test("a secret that the vault does not know or give stops before the engine starts", async () => {
    const unknown = await failedPreview(stackOf(group, { secrets: ["nobody-knows"] }));
    assert.deepEqual([unknown.code, unknown.isTransient], ["secret-unavailable", false]);
    assert.match(unknown.reason, /nobody-knows/);
    const silent = world.withOptions({
      secretValues: {
        has: () => Promise.reject(new RunError("transient", "no answer")),
        value: () => Promise.resolve(""),
      },
    });
    const away = await failedPreview(stackOf(group, { secrets: ["db-password"] }), silent);
    assert.deepEqual([away.code, away.isTransient], ["secret-unavailable", true]);
  });

  test("a preview fails on a configuration that is missing, and on a provider that nobody has, and says which [CP-132]", async () => {
    const pulumi = `import * as pulumi from "@pulumi/pulumi";\n`;
    const unset = await failedPreview(stackOf(`${pulumi}new pulumi.Config().require("colour");`));
    assert.equal(unset.code, "program-failed");
    assert.match(unset.reason, /colour/);
    const nobody = await failedPreview(
      stackOf(`${pulumi}new pulumi.CustomResource("nobody:core:Thing", "thing", {});`),
    );
    assert.deepEqual([nobody.code, nobody.isTransient], ["provider-failed", false]);
    assert.match(nobody.reason, /nobody/);
  });

  test("a provider's error keeps its code, and says what was done before [CP-132]", async () => {
    await world.faults({ match: { type: "storage:StorageAccount", op: "create" }, effect: { kind: "quota" } });
    const { code, isTransient, changes, diagnostics } = await failedApply(stackOf(group + account));
    assert.deepEqual([code, isTransient], ["quota-exceeded", false]);
    assert.equal(changes.create, 1, "the group");
    assert.ok(diagnostics.some(({ urn }) => urn?.endsWith("::account")));
  });

  test("a throttled call may succeed later", async () => {
    await world.faults({ match: { type: "storage:StorageAccount", op: "create" }, effect: { kind: "throttle" } });
    const { code, isTransient } = await failedApply(stackOf(group + account));
    assert.deepEqual([code, isTransient], ["throttled", true]);
  });

  test("a provider that crashes fails the apply and leaves no process", async () => {
    await world.faults({
      match: { type: "storage:StorageAccount", op: "create" },
      effect: { kind: "crash", when: "before-commit" },
    });
    assert.equal((await failedApply(stackOf(group + account))).code, "provider-failed");
  });

  test("nothing is changed while no copy of the state can be kept", async () => {
    const target = stackOf(group);
    const first = await previewed(target);
    await world.engine.apply(target, { ...about, updatePlan: first.updatePlan, fencingToken: 1 });
    const { updatePlan } = await previewed(target);
    const careless = world.withOptions({ stateCopies: { put: () => Promise.reject(new Error("no answer")) } });
    const { stateDigest } = await previewed(target);
    const made = await careless.apply(target, { ...about, updatePlan, fencingToken: 1 });
    assert.deepEqual([made.kind, made.kind === "failed" && made.code], ["failed", "backend-unreachable"]);
    assert.equal((await previewed(target)).stateDigest, stateDigest);
  });

  test("what failed can be applied when the cause is gone", async () => {
    await world.faults();
    const target = stackOf(group + account);
    const { updatePlan } = await previewed(target);
    const made = await world.engine.apply(target, { ...about, updatePlan, fencingToken: 1 });
    assert.equal(made.kind, "applied", JSON.stringify(made));
  });

  test("a wrong passphrase is named as what it is", async () => {
    const other = world.withOptions({ encryption: { passphrase: "another passphrase" } });
    const { code, reason } = await failedPreview(stackOf(group + account), other);
    assert.equal(code, "state-unreadable");
    assert.match(reason, /incorrect passphrase/);
  });

  test("a lock that another update holds is worth waiting for", async () => {
    const target = stackOf(group);
    const { updatePlan } = await previewed(target);
    const { project, stack } = target.rendered.identity;
    const locks = path.join(world.root, "state/.pulumi/locks/organization", project, stack);
    await mkdir(locks, { recursive: true });
    const lock = { pid: 1, username: "root", hostname: "elsewhere", timestamp: "2026-11-21T12:00:00Z" };
    await writeFile(path.join(locks, "other.json"), JSON.stringify(lock));
    const made = await world.engine.apply(target, { ...about, updatePlan, fencingToken: 1 });
    await rm(locks, { recursive: true });
    assert.deepEqual([made.kind, made.kind === "failed" && made.code], ["failed", "stack-locked"]);
    assert.ok(made.kind === "failed" && made.isTransient);
  });

  test("a lock whose owner is dead is removed, that of a living one is not, nor is one where work was cut off", async () => {
    const target = stackOf(group, { config: { "probe:locks": "1" } });
    const { project, stack } = target.rendered.identity;
    const locks = path.join(world.root, "state/.pulumi/locks/organization", project, stack);
    const name = path.join(locks, "left.json");
    const leave = async (pid: number, timestamp: string): Promise<void> => {
      await mkdir(locks, { recursive: true });
      await writeFile(name, JSON.stringify({ pid, username: "root", hostname: hostname(), timestamp }));
    };
    const apply = async (): Promise<string> => {
      const { updatePlan } = await previewed(target);
      const made = await world.engine.apply(target, { ...about, updatePlan, fencingToken: 1 });
      return made.kind === "failed" ? made.code : made.kind;
    };
    await leave(process.pid, new Date().toISOString());
    assert.equal(await apply(), "stack-locked", "its owner lives");
    await leave(await deadPid(), new Date().toISOString());
    assert.equal(await apply(), "applied");
    await leave(process.pid, "2020-01-01T00:00:00Z");
    assert.equal(await apply(), "applied", "its owner is dead, and another process has its number");

    const whole = await readFile(world.stateFile(), "utf8");
    const cut = JSON.parse(whole) as { checkpoint: { latest: { resources: object[]; pending_operations: object[] } } };
    cut.checkpoint.latest.pending_operations = [{ resource: cut.checkpoint.latest.resources[1], type: "updating" }];
    await writeFile(world.stateFile(), JSON.stringify(cut));
    await leave(await deadPid(), new Date().toISOString());
    assert.equal(await apply(), "stack-locked", "what its owner was doing is not known");
    await rm(locks, { recursive: true });
    await writeFile(world.stateFile(), whole);
  });

  test("a lock that a dead operation left while it made the stack does not keep the next one from making it", async () => {
    const target = stackOf(group);
    const { project, stack } = target.rendered.identity;
    const whole = await readFile(world.stateFile(), "utf8");
    await rm(world.stateFile());
    const locks = path.join(world.root, "state/.pulumi/locks/organization", project, stack);
    await mkdir(locks, { recursive: true });
    const lock = { pid: await deadPid(), username: "root", hostname: hostname(), timestamp: new Date().toISOString() };
    await writeFile(path.join(locks, "left.json"), JSON.stringify(lock));
    assert.equal((await world.engine.preview(target, about)).kind, "previewed");
    await writeFile(world.stateFile(), whole);
  });

  test("a state that is none is refused, also the one that the engine would take for an empty stack", async () => {
    const whole = await readFile(world.stateFile(), "utf8");
    for (const ruined of ["{}", whole.slice(0, 100)]) {
      await writeFile(world.stateFile(), ruined);
      assert.equal((await failedPreview(stackOf(group))).code, "state-unreadable");
      await assert.rejects(world.engine.exportState(stackOf(group)), { name: "RunError", kind: "defect" });
    }
    await writeFile(world.stateFile(), whole);
  });

  test("nothing is applied to a stack, or taken from one, that the backend does not know", async () => {
    const target = stackOf(group);
    const { updatePlan } = await previewed(target);
    await rm(world.stateFile());
    const outcomes = await Promise.all([
      world.engine.apply(target, { ...about, updatePlan, fencingToken: 1 }),
      world.engine.destroy(target, { ...about, fencingToken: 1 }),
      world.engine.previewRefresh(target, about),
    ]);
    for (const outcome of outcomes) assert.ok(outcome.kind === "failed" && outcome.code === "state-unreadable");
    await assert.rejects(readFile(world.stateFile()), "the stack was not created in passing");
  });

  test("a backend that cannot be reached may come back", async () => {
    const backend = {
      url: "azblob://state?protocol=http&domain=127.0.0.1:1&localemu=true",
      env: { AZURE_STORAGE_ACCOUNT: "devstoreaccount1", AZURE_STORAGE_KEY: "a2V5" },
    };
    const files = { list: () => Promise.resolve([]), remove: () => Promise.resolve() };
    const silent = { ...files, find: () => Promise.reject(new Error("refused")) };
    const blind = world.withOptions({ backend: { ...backend, files: silent } });
    const unread = await failedPreview(stackOf(group), blind);
    const empty = { ...files, find: () => Promise.resolve(undefined) };
    const deaf = world.withOptions({ backend: { ...backend, files: empty } });
    const unreached = await failedPreview(stackOf(group), deaf);
    for (const { code, isTransient } of [unread, unreached]) {
      assert.deepEqual([code, isTransient], ["backend-unreachable", true]);
    }
  });

  test("the folder of an operation is gone however it ended", async () => {
    assert.deepEqual(await readdir(path.join(world.root, "work/operations")), []);
  });
});
