import assert from "node:assert/strict";
import { test } from "node:test";
import { only, outputsOf, tags } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { synth } from "../testing/synth.js";
import { computed, staticWebAppArgs } from "./complete.js";
import { StaticWebApp } from "./staticWebApp.js";
import type { StaticWebAppArgs } from "./staticWebAppArgs.js";

const type = "azure-native:web:StaticSite";
const declare = (change: Partial<StaticWebAppArgs> = {}) =>
  outputsOf(new StaticWebApp("site", { ...staticWebAppArgs, ...change }));

test("declares the golden app", async () => {
  matchesGolden("static-web-app.standard", await synth(() => declare({ sku: "Standard" }), { computed }));
});

test("shows pull requests to the world only when asked, and takes an override beside its own choices", async () => {
  const siteOf = async (change: Partial<StaticWebAppArgs>) =>
    only((await synth(() => declare(change), { computed })).resources, type).inputs;
  assert.equal((await siteOf({}))["stagingEnvironmentPolicy"], "Disabled");
  const open = await siteOf({ stagingEnvironments: true, overrides: { site: { tags: { cost_center: "7" } } } });
  assert.equal(open["stagingEnvironmentPolicy"], "Enabled");
  assert.deepEqual(open["tags"], { ...tags, cost_center: "7" });
});

test("its address is unknown in a preview, never missing", async () => {
  const applied = await synth(declare, { computed });
  const previewed = await synth(declare, { preview: true });
  assert.deepEqual(Object.keys(previewed.outputs), Object.keys(applied.outputs));
  assert.equal(applied.outputs["url"], "https://calm-sea-0a1b2c3d4.5.azurestaticapps.net");
  assert.equal(previewed.outputs["url"], "[unknown]");
});

test("refuses a region without the service, and a name that Azure would refuse", () => {
  assert.throws(
    () =>
      new StaticWebApp("site", { ...staticWebAppArgs, location: "francecentral" as "westeurope", appName: "-auth" }),
    /made in centralus[^]*→ at location[^]*1 to 40 letters[^]*→ at appName|1 to 40 letters[^]*made in centralus/,
  );
});
