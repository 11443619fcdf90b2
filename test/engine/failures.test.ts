import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { RunError } from "../../shared/errors.js";
import type { EngineFailure, Previewed, StackTarget } from "../../shared/ports/stackEngine.js";
import { engineWorld, stackOf, type EngineWorld } from "../kit/engineWorld.js";

const group = `import * as resources from "@pulumi/azure-native/resources";
const group = new resources.ResourceGroup("group", { resourceGroupName: "rg-shop" });`;
const account = `import * as storage from "@pulumi/azure-native/storage";
new storage.StorageAccount("account", { resourceGroupName: group.name, accountName: "stshop01", kind: "StorageV2", sku: { name: "Standard_LRS" } });`;

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
    const blind = world.withOptions({ backend: { ...backend, readState: () => Promise.reject(new Error("refused")) } });
    const unread = await failedPreview(stackOf(group), blind);
    const deaf = world.withOptions({ backend: { ...backend, readState: () => Promise.resolve(undefined) } });
    const unreached = await failedPreview(stackOf(group), deaf);
    for (const { code, isTransient } of [unread, unreached]) {
      assert.deepEqual([code, isTransient], ["backend-unreachable", true]);
    }
  });

  test("the folder of an operation is gone however it ended", async () => {
    assert.deepEqual(await readdir(path.join(world.root, "work/operations")), []);
  });
});
