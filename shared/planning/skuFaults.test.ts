import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { httpRequest, memoryApplication } from "../../test/kit/application.js";
import { smallRequest } from "../../test/kit/exampleBundle.js";
import { authRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import { validateRequest } from "../../functions/http/validateRequest.js";
import type { Fault } from "../contracts/problem.js";
import type { PlanEntry } from "../contracts/request.js";
import { nearestSku } from "./nearestSku.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();
const { skus } = knowledge;
const regions = Object.keys(knowledge.regions.regions);
const settings: Readonly<Record<string, Record<string, string | string[]>>> = {
  postgresql: { administrator: "sg", administrator_id: "11111111-2222-3333-4444-555555555555" },
  "azure-sql": {
    databases: ["orders"],
    administrator: "sg",
    administrator_id: "11111111-2222-3333-4444-555555555555",
  },
  redis: {},
};

/** What planning says of the sizes of a kind in a region. */
function faultsOf(of: string, region: string, sku?: string): readonly Fault[] {
  const entry: PlanEntry = { kind: "described", of, settings: { ...settings[of], ...(sku && { sku }) } };
  const request = authRequest({ region, regions: { primary: region, zones: [] }, replication: {}, infraPlan: [entry] });
  const planned = resolvePlan(request, knowledge, sha256);
  return planned.ok ? [] : planned.faults.filter(({ rule }) => /sku/.test(rule));
}

for (const [of, written, meant] of [
  ["redis", "Balanced_B9999", "Balanced_B1000"],
  ["redis", "Balanced_B51", "Balanced_B50"],
  ["postgresql", "Standard_Dnonsense", "Standard_D2s_v3"],
  ["azure-sql", "GP_Gen5_999", "GP_Gen5_128"],
] as const)
  test(`refuses ${written}, which nobody offers, and names the nearest size`, () => {
    const [fault, ...others] = faultsOf(of, "westeurope", written);
    assert.deepEqual([fault?.rule, others], ["unknown-sku", []]);
    assert.match(fault?.detail ?? "", new RegExp(`"${written}" is no size of `));
    assert.match(fault?.remedy ?? "", new RegExp(`^Write sku: ${meant},`));
  });

test("refuses a size that Azure does not offer in the region, at the size, with the region's place and the nearest one", async () => {
  const { app } = await memoryApplication();
  const entry = { type: "postgresql", sku: "Standard_D4ds_v5", ...settings["postgresql"] };
  const body = smallRequest("exec-sku", { region: "polandcentral", infra_plan: [entry] });
  const answer = await validateRequest(app, httpRequest("POST", { body }));
  assert.equal(answer.status, 422);
  const problem = (answer.jsonBody ?? JSON.parse(answer.body as string)) as { errors: Fault[] };
  assert.deepEqual(
    problem.errors.map(({ pointer, rule, detail, remedy }) => ({ pointer, rule, detail, remedy })),
    [
      {
        pointer: "#/infra_plan/0/sku",
        rule: "sku-not-in-region",
        detail:
          "Standard_D4ds_v5 is one of the v5 sizes, which Azure does not offer in polandcentral (#/region), as of 2025-12-22 (skus.yaml).",
        remedy: "Write sku: Standard_D4ds_v4, the nearest that there is in polandcentral, or choose another region.",
      },
    ],
  );
});

test("points at the region where the size is a default", () => {
  const production = authRequest({
    ...{ environment: "prod", region: "eastus2", regions: { primary: "eastus2", zones: [] }, replication: {} },
    infraPlan: [{ kind: "described", of: "postgresql", settings: settings["postgresql"] ?? {} }],
  });
  const planned = resolvePlan(production, knowledge, sha256);
  assert.ok(!planned.ok);
  assert.deepEqual(
    planned.faults.map(({ pointer, rule, detail }) => [pointer, rule, detail.slice(0, 61)]),
    [["#/region", "sku-not-in-region", "Standard_D2ds_v5, the default of a PostgreSQL server, is one "]],
  );
});

test("takes every size in every region that its series names, and refuses it elsewhere", () => {
  const offers = Object.entries(skus.kinds).flatMap(([of, { series }]) =>
    series.flatMap((each) => each.skus.map((sku) => ({ of, sku, series: each }))),
  );
  fc.assert(
    fc.property(fc.constantFrom(...offers), fc.constantFrom(...regions), ({ of, sku, series }, region) => {
      const isThere =
        "onlyIn" in series
          ? series.onlyIn.includes(region)
          : !("exceptIn" in series) || !series.exceptIn.includes(region);
      const found = faultsOf(of, region, sku).map(({ rule }) => rule);
      assert.deepEqual(found, isThere ? [] : ["sku-not-in-region"], `${sku} in ${region}`);
    }),
    { numRuns: 60 },
  );
});

test("knows every default size, lists each once, and takes whatever the kind's own pattern takes", () => {
  for (const [of, { argument, series }] of Object.entries(skus.kinds)) {
    const listed = series.flatMap((each) => each.skus);
    assert.equal(new Set(listed).size, listed.length, of);
    const setting = knowledge.kinds[of]?.settings[argument];
    assert.ok(setting?.type === "text", of);
    for (const sku of listed) assert.match(sku, new RegExp(setting.pattern, "u"));
    assert.deepEqual(faultsOf(of, "westeurope"), [], `the default of ${of}`);
  }
});

test("names a size with the same beginning and the nearest number where none is spelt alike", () => {
  assert.equal(nearestSku("X_999", ["X_1", "X_80", "Y_999000"]), "X_80");
  assert.equal(nearestSku("Standard_D2ds_v5", ["Standard_D2ds_v4", "Standard_B1ms"]), "Standard_D2ds_v4");
  assert.equal(nearestSku("anything", []), undefined);
});
