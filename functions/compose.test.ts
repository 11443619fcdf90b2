import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { blobContainer } from "../adapters/blob/blobContainer.js";
import { startAzurite, type Azurite } from "../local/azurite/azurite.js";
import { modulesFolder } from "../shared/rendering/modulesPackage.js";
import { pinOf } from "../shared/pins/pinOf.js";
import { builtModules } from "../test/kit/builtModules.js";
import { smallRequest } from "../test/kit/exampleBundle.js";
import { canonicalPlanFixture } from "../test/kit/runFixture.js";
import type { Application } from "./application.js";
import { compose } from "./compose.js";

const builtIn = fileURLToPath(new URL("../knowledge/", import.meta.url));
let azurite: Azurite;
let data: string;

before(async () => {
  azurite = await startAzurite();
  data = await mkdtemp(join(tmpdir(), "own-knowledge-"));
  await cp(builtIn, join(data, "app/knowledge"), { recursive: true });
  await put(join(data, "app/dist/functions/main.js"), "export {};\n"); // its digest stands for the build
  const { files } = await builtModules();
  for (const [name, text] of Object.entries(files)) await put(join(data, "app/dist", modulesFolder, name), text);
});
after(async () => {
  await azurite.close();
  await rm(data, { recursive: true });
});

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** The application as a host starts it; no engine, vault or topic is asked for anything here. */
const started = (settings: Readonly<Record<string, string>> = {}): Promise<Application> =>
  compose({
    AzureWebJobsStorage: azurite.connectionString,
    PROVISIONER_APP_DIR: join(data, "app"),
    PROVISIONER_CLOUD: "simulated",
    PROVISIONER_IDENTITY: "development",
    PROVISIONER_PULUMI_CLI: "/nowhere/pulumi",
    PROVISIONER_PULUMI_HOME: join(data, "pulumi"),
    PROVISIONER_WORK_DIR: join(data, "work"),
    PROVISIONER_PASSPHRASE: "correct horse battery staple",
    PROVISIONER_VAULT_FILE: join(data, "vault.json"),
    PROVISIONER_TOPIC_ENDPOINT: "http://127.0.0.1:9/api/events",
    ...settings,
  });

/** What the application makes of one and the same request, and the pin of a preview that finds the same changes. */
function decided(app: Application) {
  const request = smallRequest("own-knowledge", { infra_plan: { storage: true, keyvault: true } });
  const accepted = app.accept(
    { text: JSON.stringify(request), format: "json" },
    { id: "ada", name: "Ada", kind: "person" },
  );
  assert.ok(accepted.ok, JSON.stringify(accepted));
  const plan = app.resolve(accepted.value);
  assert.ok(plan.ok, JSON.stringify(plan));
  const stack = app.render(plan.value);
  const parts = { render: stack.digest, plan: canonicalPlanFixture, state: "s", policy: "p", engine: "e" };
  return {
    knowledge: plan.value.knowledge,
    lock: stack.files["Pulumi.lock.yaml"] ?? "",
    program: stack.files["index.ts"] ?? "",
    pin: pinOf(parts, app.digest).pin,
  };
}

const locations = {
  "naming.yaml": "infrastructure/policies/naming.yaml",
  "key-vault.yaml": "security/overlay-vault.yaml",
  "infra-map-index.json": "knowledge/infra-map-index.json",
  "kinds/redis.yaml": "infrastructure/modules/azure/redis.yaml",
} as const;

/** The built-in documents, changed, as an organisation lays them out. */
async function documents(
  change: (text: string) => string,
  files = Object.keys(locations) as readonly (keyof typeof locations)[],
): Promise<Record<string, string>> {
  const texts = files.map(async (file) => [locations[file], change(await readFile(join(builtIn, file), "utf8"))]);
  return Object.fromEntries(await Promise.all(texts)) as Record<string, string>;
}

async function folderWith(texts: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(data, "own-"));
  for (const [name, text] of Object.entries(texts)) await put(join(folder, name), text);
  return folder;
}

async function fill(container: string, prefix: string, texts: Readonly<Record<string, string>>): Promise<void> {
  await blobContainer({ connectionString: azurite.connectionString }, container).use("filling", async (client) => {
    for (const [name, text] of Object.entries(texts))
      await client.getBlockBlobClient(`${prefix}${name}`).upload(text, Buffer.byteLength(text));
  });
}

const acme = (text: string): string => text.replace("default: cs\n", "default: acme\n");

test("plans by an organisation's own documents, from a folder or a container alike, into lock and pin [CP-076]", async () => {
  const texts = await documents(acme);
  const folder = await folderWith(texts);
  await fill("platform", "knowledge-of-ours/v3/", texts);
  const [plain, own, blobs] = (
    await Promise.all([
      started(),
      started({ PROVISIONER_KNOWLEDGE_DIR: folder }),
      started({ PROVISIONER_KNOWLEDGE_CONTAINER: "platform/knowledge-of-ours/v3" }),
    ])
  ).map(decided);
  assert.ok(plain && own && blobs);

  assert.match(plain.program, /"cs-stg-weu-reportservice-rg"/);
  assert.match(own.program, /"acme-stg-weu-reportservice-rg"/);
  assert.notEqual(own.knowledge, plain.knowledge);
  assert.match(own.lock, new RegExp(`^knowledge:\n  digest: "sha256:${own.knowledge}"$`, "m"));
  assert.notEqual(own.pin, plain.pin);
  assert.deepEqual(blobs, own);
});

test("pins a document that decides nothing of the stack as well", async () => {
  const texts = await documents((text) => text.replace("2026-11-01", "2026-11-02"), ["kinds/redis.yaml"]);
  const folder = await folderWith(texts);
  const [plain, own] = [decided(await started()), decided(await started({ PROVISIONER_KNOWLEDGE_DIR: folder }))];
  assert.equal(own.program, plain.program);
  assert.notEqual(own.pin, plain.pin);
});

test("reads the documents once: what changes later counts from the next start on", async () => {
  const folder = await folderWith(await documents((text) => text, ["naming.yaml"]));
  const running = await started({ PROVISIONER_KNOWLEDGE_DIR: folder });
  const before = decided(running);
  const file = join(folder, locations["naming.yaml"]);
  await writeFile(file, acme(await readFile(file, "utf8")));
  assert.deepEqual(decided(running), before);
  assert.match(
    decided(await started({ PROVISIONER_KNOWLEDGE_DIR: folder })).program,
    /"acme-stg-weu-reportservice-rg"/,
  );
});

test("is another build with other modules, so that no stack keeps a rendering with the former ones", async (t) => {
  const { build } = await started();
  assert.equal((await started()).build, build);
  const file = join(data, "app/dist", modulesFolder, "main.js");
  const former = await readFile(file, "utf8");
  t.after(() => writeFile(file, former));
  await writeFile(file, `${former}\n`);
  assert.notEqual((await started()).build, build);
});

test("does not start with documents that are wrong, and says what is wrong with which", async () => {
  const texts = await documents((text) => text.replace("maxLength: 24", "maxLength: 240"));
  const folder = await folderWith(texts);
  await fill("mistaken", "", texts);
  for (const settings of [{ PROVISIONER_KNOWLEDGE_DIR: folder }, { PROVISIONER_KNOWLEDGE_CONTAINER: "mistaken" }])
    await assert.rejects(
      started(settings),
      /own in .*, is not usable:\n - infrastructure\/policies\/naming\.yaml: kinds\.key-vault\.maxLength: /,
    );
  const garnet = await documents((text) => text.replace("module: RedisCache", "module: Garnet"), ["kinds/redis.yaml"]);
  const entry = await folderWith(garnet);
  await assert.rejects(
    started({ PROVISIONER_KNOWLEDGE_DIR: entry }),
    / - infrastructure\/modules\/azure\/redis\.yaml: module: Garnet is not one of the modules AksCluster, /,
  );
});

test("does not start where the documents should be and are not", async () => {
  await assert.rejects(started({ PROVISIONER_KNOWLEDGE_DIR: join(data, "nothing-here") }), /there is no document/);
  await assert.rejects(started({ PROVISIONER_KNOWLEDGE_CONTAINER: "mistyped" }), /mistyped .*ContainerNotFound/);
});
