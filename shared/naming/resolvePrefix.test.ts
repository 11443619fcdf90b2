import assert from "node:assert/strict";
import { test } from "node:test";
import { readKnowledge } from "../../test/kit/requests.js";
import { stackIdentity } from "../planning/stackIdentity.js";
import { nameParts } from "./nameParts.js";
import { resolvePrefix } from "./resolvePrefix.js";

const knowledge = await readKnowledge();
const invoice = { component: "InvoiceService", environment: "prod", region: "francecentral" } as const;
const parts = nameParts("cs", stackIdentity(invoice, knowledge), knowledge);
const resolve = (prefix: string | undefined) => resolvePrefix(prefix, parts, knowledge.naming);

test("derives a missing prefix from component, environment and region, and says so [CP-039, CP-107]", () => {
  const { value, corrections, faults } = resolve(undefined);
  assert.equal(value, "cs");
  assert.deepEqual(faults, []);
  assert.deepEqual(
    corrections.map(({ action, field, valueApplied }) => ({ action, field, valueApplied })),
    [{ action: "AutoCorrectedMissingPrefix", field: "resource_prefix", valueApplied: "cs-prod-frc-invoice" }],
  );
});

test("takes a prefix as it is when it repeats nothing [CP-039]", () => {
  assert.deepEqual(resolve("acme-shop"), { value: "acme-shop", corrections: [], faults: [], why: {} });
});

for (const prefix of ["cs-prod", "cs-prod-frc", "cs-prod-frc-invoice", "cs-prod-invoiceservice", "cs-invoice"])
  test(`recognises the parts of the convention in ${prefix}, so that no name repeats them`, () => {
    const { value, corrections } = resolve(prefix);
    assert.equal(value, "cs");
    assert.deepEqual(
      corrections.map(({ valueBefore }) => valueBefore),
      [prefix],
    );
  });

test("keeps the first word of a prefix even when it is the component", () => {
  assert.equal(resolve("invoice").value, "invoice");
});

for (const prefix of [
  "CS",
  "cs_stg",
  "cs--stg",
  "-cs",
  "cs-",
  "1cs",
  "c*",
  "",
  "cs-windows",
  "login-cs",
  "a".repeat(21),
])
  test(`refuses the prefix ${JSON.stringify(prefix)} with a remedy [CP-100, CP-103]`, () => {
    const { faults } = resolve(prefix);
    assert.ok(faults.length > 0);
    for (const fault of faults) {
      assert.equal(fault.at, "/resourcePrefix");
      assert.equal(fault.rule, "forbidden-name");
      assert.ok(fault.remedy);
    }
  });
