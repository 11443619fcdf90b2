import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { validateRequest } from "../../functions/http/validateRequest.js";
import { ProblemDetails, type Fault } from "../../shared/contracts/problem.js";
import { sample } from "../../shared/intake/testing/samples.js";
import { httpRequest, memoryApplication } from "../kit/application.js";
import { smallRequest } from "../kit/exampleBundle.js";
import { assertGolden } from "../kit/golden.js";
import { bombs, malformed, numbers, pollution, type BadDocument } from "./corpora/documents.js";
import { contradictions } from "./corpora/contradictions.js";
import { planningFaults } from "./corpora/planningFaults.js";
import { seldomFaults } from "./corpora/seldomFaults.js";

const canary = "CANARY-s3cr3t";
const request = JSON.parse(sample("invocation.json")) as Record<string, unknown>;

const { app } = await memoryApplication();

/** What the service says of a document. */
async function faultsOf(text: string, format: "json" | "yaml"): Promise<readonly Fault[]> {
  const sent = { body: text, headers: { "content-type": `application/${format}` } };
  const { status = 200, body } = await validateRequest(app, httpRequest("POST", sent));
  return status < 300 ? [] : (ProblemDetails.parse(JSON.parse(body as string)).errors ?? []);
}

for (const { what, changes, rule, pointer } of contradictions(canary))
  test(`refuses ${what}`, async () => {
    const faults = await faultsOf(JSON.stringify({ ...request, ...changes }), "json");
    assert.ok(
      faults.some((fault) => fault.rule === rule && fault.pointer === pointer),
      JSON.stringify(faults),
    );
    assert.doesNotMatch(JSON.stringify(faults), /CANARY/);
  });

/** Rules that no document breaks which is sent alone, with the knowledge as it is. */
const others = [
  ...["too-large", "missing-document"], // a body that is too long is not read, and a bundle is another form
  ...["unknown-module", "missing-setting", "forbidden-mount-strategy"], // an organisation's own knowledge
  "invalid-domain", // the schema refuses such a name, as `invalid-fqdn`
];

test("says of every rule what is wrong, where, and what to write instead", async () => {
  const first = new Map<string, Fault>();
  const note = (faults: readonly Fault[]) => {
    for (const fault of faults) if (!first.has(fault.rule)) first.set(fault.rule, fault);
  };
  for (const { changes } of contradictions(canary))
    note(await faultsOf(JSON.stringify({ ...request, ...changes }, null, 2), "json"));
  for (const { fields } of planningFaults)
    note(await faultsOf(JSON.stringify({ ...smallRequest("exec-7"), ...fields }, null, 2), "json"));
  for (const [rule, fields] of Object.entries(seldomFaults)) {
    const faults = await faultsOf(JSON.stringify({ ...smallRequest("exec-7"), ...fields }, null, 2), "json");
    assert.ok(
      faults.some((fault) => fault.rule === rule),
      `${rule}: ${JSON.stringify(faults)}`,
    );
    note(faults);
  }
  for (const { text, format } of [...malformed, ...numbers, ...pollution, ...bombs] satisfies BadDocument[])
    note(await faultsOf(text, format));
  const silent = [...first.values()].filter(({ detail, remedy }) => detail.length < 10 || !remedy);
  assert.deepEqual(silent, [], "a fault without advice helps nobody");
  const lines = [...first.values()].map(({ rule, pointer, line, column, detail, remedy }) => {
    const short = pointer.length > 60 ? `${pointer.slice(0, 60)}…` : pointer;
    const advice = (remedy ?? "").replace(/^(Known kinds: aks, ).*$/, "$1…"); // a new kind is no new message
    return `${rule}\n  at ${short} (${String(line)}:${String(column)})\n  ${detail}\n  ${advice}\n`;
  });
  const unheard = (await rulesInSources()).filter((rule) => !first.has(rule));
  assert.deepEqual(unheard, others.toSorted());
  await assertGolden("messages", { "oneOfEachRule.txt": lines.toSorted().join("\n") });
});

/** The rules that the sources of reading and planning name. */
async function rulesInSources(): Promise<string[]> {
  const root = fileURLToPath(new URL("../../shared/", import.meta.url));
  const names = (await readdir(root, { recursive: true })).filter((name) =>
    /^(?:intake|planning)\b.*(?<!\.test)\.ts$/.test(name),
  );
  const sources = await Promise.all(names.map((name) => readFile(join(root, name), "utf8")));
  const rules = sources.flatMap((text) => [...text.matchAll(/\brule: "([a-z-]+)"/g)].map(([, rule = ""]) => rule));
  return [...new Set(rules)].toSorted();
}

test("advises something where there is no list of kinds or fields to name", async () => {
  const advised = async (changes: Readonly<Record<string, unknown>>) =>
    (await faultsOf(JSON.stringify({ ...request, ...changes }), "json")).map(({ pointer, remedy }) => [
      pointer,
      remedy,
    ]);
  assert.deepEqual(await advised({ zone_mapping: {} }), [
    [
      "#/zone_mapping/zones",
      "Add `zones`: a list of zones for the run's region, or such lists by region. For example: [1, 2], {westeurope: [1, 2, 3]}.",
    ],
  ]);
  assert.deepEqual(await advised({ infra_plan: { "container-apps": { a: 1 } } }), [
    ["#/infra_plan/container-apps/a", "Write true, or an object. A Container Apps environment that bills by use."],
  ]);
  assert.deepEqual((await advised({ cloud_region_map: { regions: { a: 1 } } })).at(-1), [
    "#/cloud_region_map/regions/a",
    "Remove it, or correct its name.",
  ]);
});
