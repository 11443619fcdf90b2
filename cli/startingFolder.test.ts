import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { Environment } from "../shared/contracts/identity.js";
import type { Knowledge } from "../shared/contracts/knowledge.js";
import { decisionsBy } from "../functions/decisions.js";
import { resolvePlan } from "../shared/planning/resolvePlan.js";
import { readKnowledge, sha256, versionsFor } from "../test/kit/requests.js";
import { startingFolder } from "./startingFolder.js";

let knowledge: Knowledge;
before(async () => {
  knowledge = await readKnowledge();
});

const start = { component: "OrderService", environment: "dev", region: "westeurope", url: "http://127.0.0.1:7071" };

/** What intake and planning have against documents. */
function faultsOf(documents: Readonly<Record<string, string>>): string[] {
  const { accept } = decisionsBy(knowledge, versionsFor(knowledge).modulesPackage, sha256);
  const accepted = accept(
    { text: JSON.stringify({ documents }), format: "json" },
    { id: "ada", name: "ada", kind: "person" },
  );
  const planned = accepted.ok
    ? resolvePlan(accepted.value, knowledge, sha256, { secretsProvider: "passphrase" })
    : accepted;
  return planned.ok ? [] : planned.faults.map(({ document, detail }) => `${document ?? ""}: ${detail}`);
}

/** A comment that holds a setting: a field alone or with its value, an item of a list, or an object. */
const setting = /^( *)# ((?:(?: {2})*(?:- )?[a-z_]+:(?: [^ ]+| [{[].*)?)|\{.*\},)$/;

/** A document with each of its commented settings taken in as an editor does it, one by one and together. */
function uncommented(text: string): string[] {
  const lines = text.split("\n");
  const settings = [...lines.keys()].filter((index) => setting.test(lines[index] ?? ""));
  // What stands deeper belongs to the setting above it.
  const isInner = (index: number): boolean => /^ *# {3}/.test(lines[index] ?? "");
  const heads = settings.filter((index) => !isInner(index));
  const blocks = heads.map((head, at) =>
    settings.filter((index) => index >= head && index < (heads[at + 1] ?? lines.length)),
  );
  const together = blocks.length > 1 ? [blocks.flat()] : [];
  return [...blocks, ...together].map((block) =>
    lines.map((line, index) => (block.includes(index) ? line.replace("# ", "") : line)).join("\n"),
  );
}

describe("a starting folder", () => {
  test("is taken by intake and planning in every region and environment", () => {
    for (const environment of Environment.options)
      for (const region of Object.keys(knowledge.regions.regions))
        assert.deepEqual(faultsOf(startingFolder({ ...start, environment, region })), [], `${environment} ${region}`);
  });

  test("is taken for components of any form, and for regions by their display names", () => {
    for (const component of ["A", "a--b-", "Z9", "Order-Service", "x".repeat(40)])
      assert.deepEqual(faultsOf(startingFolder({ ...start, component })), [], component);
    for (const region of ["North Europe", "West US", "weu"])
      assert.deepEqual(faultsOf(startingFolder({ ...start, region })), []);
  });

  test("stays valid with each of its comments taken in", () => {
    for (const region of Object.keys(knowledge.regions.regions)) {
      const documents = startingFolder({ ...start, region });
      let count = 0;
      for (const [name, text] of Object.entries(documents))
        for (const changed of uncommented(text)) {
          count += 1;
          assert.deepEqual(faultsOf({ ...documents, [name]: changed }), [], `${region} ${name}\n${changed}`);
        }
      assert.equal(count, 13, region);
    }
  });
});
