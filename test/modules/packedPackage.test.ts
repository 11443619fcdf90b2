import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

/** The package of modules as npm would publish it, in a project that knows nothing of this repository. */

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const installed = "node_modules/@cloud-provisioner/azure";
let folder: string;
let project: string;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "packed-modules-"));
  project = path.join(folder, "project");
  await unpack(await pack(), path.join(project, installed));
  await linkDependencies();
  await writeFile(
    path.join(project, "package.json"),
    JSON.stringify({ name: "shop", private: true, type: "commonjs" }),
  );
  await writeFile(path.join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
});
after(() => rm(folder, { recursive: true, force: true }));

const compilerOptions = {
  ...{ target: "ES2022", module: "NodeNext", moduleResolution: "NodeNext", types: ["node"] },
  // Not skipping declarations is what shows that the package's own are whole.
  ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, outDir: "out" },
};

const program = `import * as pulumi from "@pulumi/pulumi";
import { ResourceGroup, Storage } from "@cloud-provisioner/azure";

const declared: string[] = [];
void pulumi.runtime
  .setMocks({
    newResource: ({ type, name, inputs }) => {
      declared.push(type);
      const id = "/subscriptions/s/resourceGroups/rg-shop/providers/" + name;
      return { id, state: { ...inputs, name: inputs["resourceGroupName"] ?? name, primaryEndpoints: { blob: "https://stshop.blob.core.windows.net/" } } };
    },
    call: ({ inputs }) => inputs,
  })
  .then(async () => {
    const tags = { owner: "shop" };
    const group = new ResourceGroup("group", { resourceGroupName: "rg-shop", location: "westeurope", tags });
    const account = new Storage("files", {
      resourceGroupName: group.name,
      location: group.location,
      accountName: "stshop1a2b3c4d",
      sku: "Standard_ZRS",
      accessTier: "Hot",
      containers: ["invoices"],
      tags,
    });
    const endpoint = await new Promise((known) => account.blobEndpoint.apply(known));
    console.log(JSON.stringify({ endpoint, declared: declared.sort() }));
  });
`;

/** What an editor of that project would underline. */
const mistaken = `import { Storage } from "@cloud-provisioner/azure";
export const sku: ConstructorParameters<typeof Storage>[1]["sku"] = "Standard_XRS";
`;

test("compiles in a plain strict project from its declarations alone, refuses what they do not have, and runs", async () => {
  await writeFile(path.join(project, "main.ts"), program);
  await writeFile(path.join(project, "mistaken.ts"), mistaken);
  const told = (await compile()).split("\n");
  assert.deepEqual(
    told.flatMap((line) => /^(.*)\(\d+,\d+\): error (TS\d+)/.exec(line)?.slice(1) ?? []),
    ["mistaken.ts", "TS2820"],
    told.filter((line) => line.includes(": error ")).join("\n"),
  );
  const own = told.filter((file) => file.includes("@cloud-provisioner/azure/"));
  assert.ok(own.some((file) => file.endsWith("/dist/main.d.ts")));
  assert.ok(own.every((file) => file.endsWith(".d.ts")));

  const { stdout } = await run(process.execPath, ["out/main.js"], { cwd: project });
  const { endpoint, declared } = z
    .object({ endpoint: z.string(), declared: z.array(z.string()) })
    .parse(JSON.parse(stdout));
  assert.equal(endpoint, "https://stshop.blob.core.windows.net/");
  for (const type of ["azure-native:resources:ResourceGroup", "azure-native:storage:StorageAccount"])
    assert.ok(declared.includes(type), declared.join(" "));
});

test("holds what it needs to run, and nothing of how it is made", async () => {
  const files = await readdir(path.join(project, installed), { recursive: true });
  const strange = files.filter(
    (file) => /\.test\.|testing|example\.|complete\./.test(file) || /(?<!\.d)\.ts$/.test(file),
  );
  assert.deepEqual(strange, []);
  assert.ok(files.includes("README.md"));
});

const Packed = z.tuple([z.object({ filename: z.string() })]);
const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
});

/** Packs a copy, so that nothing is left in the sources. */
async function pack(): Promise<string> {
  const copy = path.join(folder, "repository");
  await mkdir(path.join(copy, "modules"), { recursive: true });
  const isSource = (file: string) => !/[\\/]dist([\\/]|$)/.test(path.relative(root, file));
  await cp(path.join(root, "modules/azure"), path.join(copy, "modules/azure"), { recursive: true, filter: isSource });
  await cp(path.join(root, "tsconfig.json"), path.join(copy, "tsconfig.json"));
  await symlink(path.join(root, "node_modules"), path.join(copy, "node_modules"), "junction");
  const npm = ["pack", "--offline", "--ignore-scripts=false", "--foreground-scripts=false", "--json"];
  const { stdout } = await run("npm", [...npm, "--pack-destination", folder], {
    cwd: path.join(copy, "modules/azure"),
  });
  const [packed] = Packed.parse(JSON.parse(stdout));
  return path.join(folder, packed.filename);
}

async function unpack(tarball: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await run("tar", ["-xzf", tarball, "-C", to, "--strip-components=1"]);
}

/** What npm would install: each of the package's dependencies as this repository has it, and Node's types. */
async function linkDependencies(): Promise<void> {
  const manifest = Manifest.parse(JSON.parse(await readFile(path.join(project, installed, "package.json"), "utf8")));
  for (const name of [
    ...Object.keys(manifest.dependencies),
    ...Object.keys(manifest.peerDependencies),
    "@types/node",
  ]) {
    const place = path.join(project, "node_modules", name);
    await mkdir(path.dirname(place), { recursive: true });
    await symlink(path.join(root, "node_modules", name), place, "junction");
  }
}

/** Everything that the compiler says: its errors, and the files it read. */
async function compile(): Promise<string> {
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  const options = { cwd: project, maxBuffer: 64 * 1024 * 1024 };
  return run(process.execPath, [tsc, "-p", ".", "--listFiles"], options).then(
    ({ stdout }) => stdout,
    (error: unknown) => z.object({ stdout: z.string() }).parse(error).stdout,
  );
}
