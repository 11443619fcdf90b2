import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadKnowledge } from "./loadKnowledge.js";

const source = fileURLToPath(new URL("../../knowledge/", import.meta.url));
const knowledge = await loadKnowledge(source);

const made: string[] = [];
after(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

test("reads the same knowledge with the same digest every time", async () => {
  assert.deepEqual(await loadKnowledge(source), knowledge);
});

test("gives changed knowledge another digest", async () => {
  const changed = await withFile("monitoring.yaml", (text) => text.replace("90", "91"));
  assert.notEqual((await loadKnowledge(changed)).digest, knowledge.digest);
});

test("gives other prices the same digest, because they decide no plan", async () => {
  const changed = await loadKnowledge(await withFile("prices.yaml", (text) => text.replace("0.096", "0.097")));
  assert.notDeepEqual(changed.prices, knowledge.prices);
  assert.equal(changed.digest, knowledge.digest);
});

test("names every file and field that is wrong", async () => {
  const folder = await withFile("aks.yaml", (text) => text.replace("defaultSize: standard", "defaultSize: huge"));
  await writeFile(
    join(folder, "naming.yaml"),
    (await readFile(join(source, "naming.yaml"), "utf8")).replace("^[a-z0-9]+$", '"["'),
  );
  await assert.rejects(loadKnowledge(folder), (error: Error) => {
    assert.match(error.message, /aks\.yaml: defaultSize/);
    assert.match(error.message, /naming\.yaml: kinds\.storage\.pattern/);
    return true;
  });
});

test("names the file that is not YAML", async () => {
  const folder = await withFile("dns.yaml", (text) => `${text}\nrootZone: again: twice`);
  await assert.rejects(loadKnowledge(folder), /dns\.yaml: Nested mappings are not allowed/);
});

test("gives each region and environment a code of its own, and none the same", () => {
  const codes = [
    ...Object.values(knowledge.regions.regions).map(({ code }) => code),
    ...Object.values(knowledge.environments.environments).map(({ code }) => code),
  ];
  assert.equal(new Set(codes).size, codes.length);
});

test("knows every region that another region or an environment names", () => {
  const known = Object.keys(knowledge.regions.regions);
  const named = [
    ...Object.values(knowledge.regions.regions).flatMap(({ pair }) => pair ?? []),
    ...Object.values(knowledge.environments.environments).flatMap(({ topology }) => [
      topology.default,
      topology.failover,
    ]),
  ];
  assert.deepEqual(
    named.filter((region) => !known.includes(region)),
    [],
  );
});

test("defaults to a Kubernetes version in standard support", () => {
  const { defaultVersion, versions } = knowledge.aks;
  for (const version of Object.values(defaultVersion)) assert.equal(versions[version], "standard");
});

test("pins the versions that this repository itself runs", async () => {
  const root = new URL("../../", import.meta.url);
  const read = async (path: string) => JSON.parse(await readFile(new URL(path, root), "utf8")) as PackageFile;
  const [own, modules] = await Promise.all([read("package.json"), read("modules/azure/package.json")]);
  const { pulumi, azureNative, typescript, modules: modulesVersion } = knowledge.versions;
  assert.deepEqual(
    { pulumi, azureNative, typescript, modulesVersion },
    {
      pulumi: own.dependencies?.["@pulumi/pulumi"],
      azureNative: own.dependencies?.["@pulumi/azure-native"],
      typescript: own.devDependencies?.["typescript"],
      modulesVersion: modules.version,
    },
  );
});

interface PackageFile {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

async function withFile(name: string, change: (text: string) => string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "knowledge-"));
  made.push(folder);
  await cp(source, folder, { recursive: true });
  const text = await readFile(join(folder, name), "utf8");
  assert.notEqual(change(text), text, `the change of ${name} changes nothing`);
  await writeFile(join(folder, name), change(text));
  return folder;
}
