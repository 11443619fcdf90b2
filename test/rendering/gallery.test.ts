import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readInput } from "../../cli/readInput.js";
import { exampleDocument, exampleNames } from "../../local/demo/anyExample.js";
import { acceptRequest } from "../../shared/intake/acceptRequest.js";
import type { IntakeContext } from "../../shared/intake/intakeContext.js";
import { useCaseOf } from "../../shared/planning/expandBlueprint.js";
import { lookup } from "../../shared/lookup.js";
import { resolvePlan } from "../../shared/planning/resolvePlan.js";
import { modulesFolder } from "../../shared/rendering/modulesPackage.js";
import { renderedStackFaults } from "../../shared/rendering/renderedStackFaults.js";
import { renderStack } from "../../shared/rendering/renderStack.js";
import { builtModules } from "../kit/builtModules.js";
import { readKnowledge, sha256 } from "../kit/requests.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** A key vault's key, as deployments in Azure have it; on one machine it is a passphrase. */
const secretsProvider = "azurekeyvault://cs-provisioner.vault.azure.net/keys/pulumi";
const gallery = path.join(root, "docs/stacks");

for (const name of await exampleNames(root))
  test(`docs/stacks/${name} shows what examples/${name} renders to`, async () => {
    const files = await renderedExample(name);
    const folder = path.join(gallery, name);
    if (process.env["UPDATE_GOLDEN"] === "1") await show(files, folder);
    assert.deepEqual(withoutDigests(await filesIn(folder)), withoutDigests(files), "UPDATE_GOLDEN=1 writes them");
  });

/** Writes what a page shows otherwise than before: digests alone would change every page with every word elsewhere. */
async function show(files: Readonly<Record<string, string>>, folder: string): Promise<void> {
  const shown = await filesIn(folder).catch(() => ({}));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const [file, text] of Object.entries(files)) {
    const before = lookup(shown, file);
    const isSame = before !== undefined && withoutDigest(before) === withoutDigest(text);
    await writeFile(path.join(folder, file), isSame ? before : text);
  }
}

async function filesIn(folder: string): Promise<Record<string, string>> {
  const read = async (file: string) => [file, await readFile(path.join(folder, file), "utf8")] as const;
  return Object.fromEntries(await Promise.all((await readdir(folder)).map(read)));
}

/** The files of an example's stack besides what travels with every stack, which is built and not shown. */
async function renderedExample(name: string): Promise<Record<string, string>> {
  const knowledge = await readKnowledge();
  const context: IntakeContext = {
    kinds: knowledge.kinds,
    regions: Object.keys(knowledge.regions.regions),
    hasPlanOf: (ids) => useCaseOf({ ...ids, infraPlan: [] }, knowledge) !== undefined,
    caller: "cs-stack",
  };
  const { body, contentType } = await readInput(path.join(root, await exampleDocument(root, name)));
  const format = contentType.endsWith("yaml") ? "yaml" : "json";
  const accepted = acceptRequest({ text: body, format }, context);
  assert.ok(accepted.ok, JSON.stringify(accepted));
  const plan = resolvePlan(accepted.value, knowledge, sha256, { secretsProvider });
  assert.ok(plan.ok, JSON.stringify(plan));
  const versions = { ...knowledge.versions, modulesPackage: await builtModules() };
  const stack = renderStack(plan.value, versions, sha256);
  assert.deepEqual(renderedStackFaults(stack, plan.value, knowledge), [], "what a run would find before its preview");
  return Object.fromEntries(
    Object.entries(stack.files).filter(
      ([file]) => !file.startsWith(`${modulesFolder}/`) && file !== "package-lock.json",
    ),
  );
}

/** Digests change with every word of the knowledge and of the modules; what a page shows does not. */
function withoutDigest(text: string): string {
  return text.replace(/[0-9a-f]{64}/g, "…");
}

function withoutDigests(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [file, withoutDigest(text)]));
}

test("the gallery shows examples that there are", async () => {
  const folders = (await readdir(gallery)).filter((name) => name !== "README.md").sort();
  assert.deepEqual(folders, await exampleNames(root));
});
