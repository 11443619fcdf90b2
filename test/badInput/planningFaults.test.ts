import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { provisionOnEvent } from "../../functions/eventgrid/provisionOnEvent.js";
import * as handlers from "../../functions/handlers.js";
import { Fault, ProblemDetails } from "../../shared/contracts/problem.js";
import { resolves, valueAt } from "../../shared/intake/testing/resolves.js";
import { httpRequest, memoryApplication, memoryRuns } from "../kit/application.js";
import { smallRequest } from "../kit/exampleBundle.js";
import { requestForms, type Fields, type Written } from "../kit/requestForms.js";
import { planningFaults as cases } from "./corpora/planningFaults.js";

const { app } = await memoryApplication();

async function faultsOf(body: unknown, format: "json" | "yaml"): Promise<readonly Fault[]> {
  const text = format === "json" ? JSON.stringify(body, null, 2) : stringify(body);
  const sent = { body: text, headers: { "content-type": `application/${format}` } };
  const answer = await handlers.validateRequest(app, httpRequest("POST", sent));
  return ProblemDetails.parse(JSON.parse(answer.body as string)).errors ?? [];
}

/** The document that a fault speaks of, as text and as value. */
function documentOf(body: unknown, format: "json" | "yaml", { document }: Fault): { text: string; value: unknown } {
  const { documents = {} } = body as { documents?: Readonly<Record<string, string>> };
  const whole = format === "json" ? JSON.stringify(body, null, 2) : stringify(body);
  const text = document === undefined ? whole : (documents[document] ?? "");
  return { text, value: parse(text) as unknown };
}

const given = ["infra_plan", "secrets", "tags"];
const base = Object.fromEntries(Object.entries(smallRequest("exec-7")).filter(([name]) => !given.includes(name)));

for (const { what, fields, rule, value } of cases)
  for (const [form, write] of Object.entries(requestForms)) {
    const written = write({ ...base, ...fields });
    if (written === undefined) continue;
    test(`shows ${what}, written as ${form}, at its place in what was sent`, async () => {
      for (const format of ["json", "yaml"] as const) {
        const { body, isBundle }: Written = written;
        const faults = await faultsOf(body, format);
        const fault = faults.find((each) => each.rule === rule);
        assert.ok(fault, JSON.stringify(faults));
        const { text, value: sent } = documentOf(body, format, fault);
        assert.ok(resolves(sent, fault), `${fault.pointer} in ${text}`);
        assert.equal(fault.document !== undefined, isBundle, "a bundle's fault names its document");
        assert.ok(fault.line !== undefined && fault.column !== undefined);
        assert.ok(text.split("\n")[fault.line - 1]?.slice(fault.column - 1), "the line is there");
        if (value !== undefined) assert.deepEqual(valueAt(sent, fault.pointer), value);
      }
    });
  }

/** Several requests as one that asks for all that they ask for. */
function together(requests: readonly Fields[]): Fields {
  const all: Record<string, unknown> = {};
  for (const [name, value] of requests.flatMap((fields) => Object.entries(fields))) {
    const before = all[name];
    if (Array.isArray(before) && Array.isArray(value)) all[name] = [...(before as unknown[]), ...(value as unknown[])];
    else if (typeof before === "object" && typeof value === "object") all[name] = { ...before, ...value };
    else all[name] = value;
  }
  return all;
}

test("shows every fault of any request that cannot be planned at a place in what was sent", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.subarray([...cases], { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...Object.values(requestForms)),
      fc.constantFrom("json" as const, "yaml" as const),
      async (chosen, write, format) => {
        const written = write(together([base, ...chosen.map(({ fields }) => fields)]));
        if (written === undefined) return;
        const faults = await faultsOf(written.body, format);
        assert.ok(faults.length > 0);
        for (const fault of faults) {
          seen.add(fault.rule);
          assert.ok(resolves(documentOf(written.body, format, fault).value, fault), JSON.stringify(fault));
          assert.equal(fault.document !== undefined, written.isBundle, JSON.stringify(fault));
          assert.ok(fault.line !== undefined);
        }
      },
    ),
    { numRuns: 150 },
  );
  assert.ok(seen.size >= 8, [...seen].join(", "));
});

test("shows faults of an event's data by pointers into it, without lines", async () => {
  const { app: receiving, ledger } = await memoryApplication();
  for (const { what, fields, value, rule } of cases) {
    const data = { ...base, tenant_id: "T-134", ...fields };
    const event = { id: `e-${cases.findIndex((each) => each.what === what)}`, eventType: "UpdateRegionCapacity", data };
    assert.equal(await provisionOnEvent(receiving, memoryRuns().runs, event), "refused");
    const refusal = (await ledger.read(`refusals/event-${event.id}.json`)) ?? "{}";
    const { faults } = z.object({ faults: z.array(Fault) }).parse(JSON.parse(refusal));
    const fault = faults.find((each) => each.rule === rule);
    assert.ok(fault && fault.line === undefined, refusal);
    if (value !== undefined) assert.deepEqual(valueAt(data, fault.pointer), value);
    assert.ok(resolves(data, fault), fault.pointer);
  }
});
