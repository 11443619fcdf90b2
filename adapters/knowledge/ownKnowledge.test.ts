import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { KnowledgeShelf } from "../../shared/ports/knowledgeShelf.js";
import { loadKnowledge } from "./loadKnowledge.js";

const folder = fileURLToPath(new URL("../../knowledge/", import.meta.url));
const builtIn = await loadKnowledge(folder);
const original = (file: string): Promise<string> => readFile(`${folder}${file}`, "utf8");

function shelf(texts: Readonly<Record<string, string>>, label = "our shelf"): KnowledgeShelf {
  return {
    label,
    list: (below) => Promise.resolve(Object.keys(texts).filter((name) => name.startsWith(`${below}/`))),
    read: (name) => Promise.resolve(texts[name] ?? ""),
  };
}
const loaded = (texts: Readonly<Record<string, string>>) => loadKnowledge(folder, { own: shelf(texts) });

/** A built-in file with a text replaced in it. */
async function changed(file: string, from: string, to: string): Promise<string> {
  const text = await original(file);
  assert.ok(text.includes(from), `${file} has no ${from}`);
  return text.replace(from, to);
}

/** The complaints about these documents. */
async function complaints(texts: Readonly<Record<string, string>>, modules?: ReadonlySet<string>): Promise<string[]> {
  const options = { own: shelf(texts), ...(modules ? { modules } : {}) };
  const error = await loadKnowledge(folder, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Error, "nothing was complained about");
  assert.match(error.message, /^The knowledge in .*, with the organisation's own in our shelf, is not usable:\n/);
  return error.message.split("\n").slice(1);
}

test("takes an organisation's documents from the specification's locations [CP-076]", async () => {
  const knowledge = await loaded({
    "infrastructure/policies/naming.yaml": await changed("naming.yaml", "default: cs", "default: acme"),
    "infrastructure/policies/tagging.yaml": await changed("tagging.yaml", "sensitive: high", "sensitive: strict"),
    "security/overlay-vault.yaml": await changed("key-vault.yaml", "non-production: 7", "non-production: 14"),
    "knowledge/infra-map-index.json": await changed("infra-map-index.json", "auth-service", "login-service"),
    "infrastructure/modules/azure/redis.yaml": await changed("kinds/redis.yaml", "Balanced_B5,", "Balanced_B10,"),
    "knowledge/monitoring.yaml": await changed("monitoring.yaml", "non-production: 30", "non-production: 60"),
  });
  assert.equal(knowledge.naming.prefix.default, "acme");
  assert.equal(knowledge.tagging.compliance.sensitive, "strict");
  assert.equal(knowledge.keyVault.softDeleteRetentionInDays["non-production"], 14);
  assert.deepEqual(Object.keys(knowledge.blueprints.useCases)[0], "login-service");
  assert.notDeepEqual(knowledge.kinds["redis"]?.arguments, builtIn.kinds["redis"]?.arguments);
  assert.equal(knowledge.monitoring.retentionInDays["non-production"], 60);
  const { regions, environments, aks, storage, dns, versions } = builtIn;
  assert.deepEqual({ ...knowledge, regions, environments, aks, storage, dns, versions }, knowledge);
});

test("has a location for every document but the release's own", async () => {
  const names = ["regions", "environments", "aks", "storage", "dns", "monitoring"].map((name) => `${name}.yaml`);
  for (const name of names) {
    const text = (await original(name)).replace(/^date: .*$/m, "date: 2001-01-01");
    const knowledge = await loaded({ [`knowledge/${name}`]: text });
    assert.notEqual(knowledge.digest, builtIn.digest, name);
  }
});

test("adds a kind to the template library, among the others by its name", async () => {
  const entry = (await original("kinds/redis.yaml"))
    .replaceAll("kind: redis", "kind: garnet")
    .replace("[redis-cache, azure-redis, managed-redis, cache]", "[]");
  const knowledge = await loaded({ "infrastructure/modules/azure/garnet.yaml": entry });
  assert.deepEqual(Object.keys(knowledge.kinds), [...Object.keys(builtIn.kinds), "garnet"].sort());
  assert.deepEqual(knowledge.kinds["garnet"], { ...builtIn.kinds["redis"], kind: "garnet", spellings: [] });
});

test("digests what the documents say, not where they lie or how their lines end", async () => {
  const vault = "security/overlay-vault.yaml";
  const other = await changed("key-vault.yaml", "non-production: 7", "non-production: 14");
  const here = await loadKnowledge(folder, { own: shelf({ [vault]: other }, "a folder") });
  const there = await loadKnowledge(folder, {
    own: shelf({ [vault]: `\uFEFF${other.replaceAll("\n", "\r\n")}` }, "a container"),
  });
  assert.notEqual(here.digest, builtIn.digest);
  assert.equal(there.digest, here.digest);
  assert.equal((await loaded({ [vault]: await original("key-vault.yaml") })).digest, builtIn.digest);
});

test("names each place as the organisation wrote it, all of them at once", async () => {
  const found = await complaints({
    "infrastructure/policies/naming.yaml": await changed("naming.yaml", "maxLength: 24", "maxLength: 240"),
    "security/overlay-vault.yaml": await changed("key-vault.yaml", "defaultAccess: rbac", "defaultAcces: rbac"),
    "knowledge/infra-map-index.json": '{ "version": "1.0.0", }}',
    "knowledge/dns.yaml": "rootZone: *nowhere",
    "infrastructure/modules/azure/redis.yaml": await changed("kinds/redis.yaml", "maxPerStack: 5", "maxPerStack: 0"),
  });
  const places = found.map((line) => /^ - (\S+: (?:[A-Za-z.-]+: )?)/.exec(line)?.[1]);
  assert.deepEqual([...new Set(places)].sort(), [
    "infrastructure/modules/azure/redis.yaml: maxPerStack: ",
    "infrastructure/policies/naming.yaml: kinds.key-vault.maxLength: ",
    "knowledge/dns.yaml: ",
    "knowledge/infra-map-index.json: ",
    "security/overlay-vault.yaml: ",
    "security/overlay-vault.yaml: defaultAccess: ",
  ]);
});

test("replaces a document as a whole: what it leaves out is not taken from the built-in one", async () => {
  const found = await complaints({ "knowledge/monitoring.yaml": "retentionInDays: { production: 90 }" });
  assert.equal(found.length, 4, found.join("\n"));
  for (const field of ["version", "date", "source", "retentionInDays.non-production"])
    assert.ok(
      found.some((line) => line.startsWith(` - knowledge/monitoring.yaml: ${field}: `)),
      field,
    );
});

test("does not overlook a document in the wrong place or with a mistyped name", async () => {
  const misplaced = {
    "infrastructure/policies/namng.yaml": "did you mean infrastructure/policies/naming.yaml?",
    "infrastructure/modules/azure/Redis.yaml": "small letters",
    "knowledge/naming.yaml": "it belongs at infrastructure/policies/naming.yaml",
    "knowledge/kinds/redis.yaml": "it belongs at infrastructure/modules/azure/redis.yaml",
    "knowledge/old/dns.yaml": "it belongs at knowledge/dns.yaml",
    "knowledge/versions.yaml": "it belongs to the release, and cannot be replaced",
    "security/overlay-vault.yml": "did you mean security/overlay-vault.yaml?",
    "security/firewall.json": "it is no document of the knowledge",
  };
  const found = await complaints(Object.fromEntries(Object.keys(misplaced).map((name) => [name, "{}"])));
  assert.equal(found.length, Object.keys(misplaced).length);
  for (const [name, says] of Object.entries(misplaced))
    assert.ok(
      found.some((line) => line.startsWith(` - ${name}: `) && line.includes(says)),
      `${name}: ${found.join("\n")}`,
    );
});

test("leaves alone what is not meant as a document", async () => {
  const dns = await original("dns.yaml");
  const beside = ["knowledge/README.md", "infrastructure/modules/azure/aks-cluster.ts", "knowledge/..2026/aks.yaml"];
  const knowledge = await loaded({
    ...Object.fromEntries(beside.map((name) => [name, "?"])),
    "knowledge/dns.yaml": dns,
  });
  assert.deepEqual(knowledge, builtIn);
});

test("refuses a place that holds no document: a mistyped place must not mean the built-in knowledge", async () => {
  assert.match((await complaints({ "naming.yaml": "?" })).join(), /our shelf: there is no document of the knowledge/);
});

test("refuses an entry of a module that the release does not have [CP-126]", async () => {
  const redis = await changed("kinds/redis.yaml", "module: RedisCache", "module: Garnet");
  const modules = new Set(Object.values(builtIn.kinds).map(({ module }) => module));
  const [only, ...more] = await complaints({ "infrastructure/modules/azure/redis.yaml": redis }, modules);
  assert.match(only ?? "", /azure\/redis\.yaml: module: Garnet is not one of the modules Alerts, .*RedisCache/);
  assert.deepEqual(more, []);
});
