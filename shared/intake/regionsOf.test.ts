import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptRequest } from "./acceptRequest.js";
import type { IntakeContext } from "./intakeContext.js";
import { accepted, context, edited, faultsOf, sampleDocuments, scanned } from "./testing/samples.js";

const atHome: IntakeContext = {
  ...context,
  homes: {
    staging: { default: "westeurope", failover: "northeurope", zones: ["1", "2"] },
    prod: { default: "francecentral", failover: "westeurope", zones: [] },
  },
};
const withRegion = (text: string): string => edited(["region: westeurope\n", text]);
const assumed = (text: string) =>
  accepted(text, "yaml", atHome).corrections.filter(({ action }) => action === "AssumedTopology");

test("takes the region, the second one and the zones of its environment where a request names none [CP-067]", () => {
  const { request } = accepted(withRegion(""), "yaml", atHome);
  assert.equal(request.region, "westeurope");
  assert.deepEqual(request.regions, { primary: "westeurope", secondary: "northeurope", zones: ["1", "2"] });
  assert.deepEqual(
    assumed(withRegion("")).map(({ field, valueApplied, severity }) => [field, valueApplied, severity]),
    [
      ["region", "westeurope", "warning"],
      ["secondary_region", "northeurope", "warning"],
      ["zones", ["1", "2"], "warning"],
    ],
  );
  assert.match(
    assumed(withRegion(""))[0]?.reason ?? "",
    /environments\.yaml.*environments\.staging\.topology\.default/,
  );

  const inProduction = edited(["region: westeurope\n", ""], ["environment: staging", "environment: production"]);
  const production = accepted(inProduction.replace("env: staging", "env: prod"), "yaml", atHome).request;
  assert.deepEqual(production.regions, { primary: "francecentral", secondary: "westeurope", zones: [] });

  const documents = Object.fromEntries(
    Object.entries(sampleDocuments()).filter(([name]) => name !== "cloud-region-map.yaml"),
  );
  const bundle = acceptRequest({ text: JSON.stringify({ documents }), format: "json" }, atHome);
  assert.equal(bundle.ok && bundle.value.request.region, "westeurope");
});

test("assumes nothing of what a request says itself [CP-067]", () => {
  assert.deepEqual(assumed(edited()), [], "a region");
  assert.deepEqual(assumed(withRegion("cloud_region_map: { primary: westeurope }\n")), [], "a map");
  const own = withRegion("secondary_region: francecentral\nzones: [3]\n");
  assert.deepEqual(
    assumed(own).map(({ field }) => field),
    ["region"],
  );
  assert.deepEqual(accepted(own, "yaml", atHome).request.regions, {
    primary: "westeurope",
    secondary: "francecentral",
    zones: ["3"],
  });
  const mapped = withRegion("zone_mapping: { zones: { westeurope: [2] } }\n");
  assert.deepEqual(accepted(mapped, "yaml", atHome).request.regions.zones, ["2"]);
});

test("refuses zones beside others that are mapped to where the environment lives", () => {
  const text = withRegion("zones: [3]\nzone_mapping: { zones: { westeurope: [2] } }\n");
  assert.deepEqual(
    faultsOf(text, "yaml", atHome).map(({ pointer, rule }) => [pointer, rule]),
    [["#/zone_mapping/zones/westeurope", "contradiction"]],
  );
});

test("refuses a second region where the environment lives, a map without the environment, and no region without knowledge", () => {
  for (const field of ["secondary_region", "fallback_region"])
    assert.deepEqual(
      faultsOf(withRegion(`${field}: West Europe\n`), "yaml", atHome).map(({ pointer, rule }) => [pointer, rule]),
      [[`#/${field}`, "contradiction"]],
    );
  const other = withRegion("cloud_region_map: { regions: { dev: { default: westeurope } } }\n");
  assert.deepEqual(
    faultsOf(other, "yaml", atHome).map(({ rule }) => rule),
    ["no-region-for-environment"],
  );
  assert.deepEqual(scanned(faultsOf(withRegion(""))), ["1:1 #/region missing-field"]);
});
