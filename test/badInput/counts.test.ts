import assert from "node:assert/strict";
import { test } from "node:test";
import { ResolvedPlan } from "../../shared/contracts/plan.js";
import { AcceptedRequest } from "../../shared/contracts/request.js";
import { RunClaim, RunInput } from "../../shared/contracts/run.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { httpRequest, memoryApplication, memoryRuns } from "../kit/application.js";
import { smallRequest } from "../kit/exampleBundle.js";
import * as handlers from "../../functions/handlers.js";

const domains = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ type: "dns", fqdn: `h${index}.example.connectsoft.io` }));

/** Submits a plan of that many entries, and gives what the run would read. */
async function submitted(count: number, more: Record<string, unknown> = {}) {
  const { app, ledger, artifacts } = await memoryApplication();
  const { runs, started } = memoryRuns();
  const body = smallRequest("exec-many", { infra_plan: domains(count), ...more });
  const answer = await handlers.provisionStack(app, httpRequest("POST", { body, as: "ada" }), runs);
  return { app, ledger, artifacts, answer, started };
}

for (const count of [201, 2000])
  test(`takes a plan of ${count} entries through every contract on its way to the run`, async () => {
    const { app, ledger, artifacts, answer, started } = await submitted(count);
    assert.equal(answer.status, 202, JSON.stringify(answer).slice(0, 500));
    assert.deepEqual(started, ["exec-many"]);
    const { input } = RunClaim.parse(JSON.parse((await ledger.read(runPaths.claim("exec-many"))) ?? ""));
    RunInput.parse(JSON.parse(JSON.stringify(input)));
    const accepted = AcceptedRequest.parse(JSON.parse(await artifacts.read(input.request)));
    assert.equal(accepted.request.infraPlan.length, count);
    const resolved = app.resolve(accepted, undefined);
    assert.ok(resolved.ok);
    const plan = ResolvedPlan.parse(JSON.parse(JSON.stringify(resolved.value)));
    const zone = plan.resources.find((resource) => resource.kind === "dns-zone");
    assert.ok(zone, "the names are in one zone");
    assert.ok(app.render(plan).files["index.ts"]);
  });

test("refuses a plan of 2,001 entries, and one that becomes so by names of a domain map", async () => {
  const map = { dns_domain_map: { zones: ["example.connectsoft.io"], records: ["api.example.connectsoft.io"] } };
  for (const [count, more] of [
    [2001, {}],
    [2000, map],
    [1999, map],
  ] as const) {
    const { answer, started } = await submitted(count, more);
    assert.equal(answer.status, 422, (answer.body as string).slice(0, 300));
    assert.match(answer.body as string, /2000|2,000/);
    assert.deepEqual(started, []);
  }
});
