import assert from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import { acceptRequest } from "../../shared/intake/acceptRequest.js";
import type { Fault } from "../../shared/contracts/problem.js";
import { context, sample, sampleDocuments } from "../../shared/intake/testing/samples.js";
import { assertGolden } from "../kit/golden.js";
import { bombs, malformed, numbers, pollution, type BadDocument } from "./corpora/documents.js";
import { contradictions } from "./corpora/contradictions.js";

const canary = "CANARY-s3cr3t";
const request = JSON.parse(sample("invocation.json")) as Record<string, unknown>;

/** What the vault holds: what the sample refers to, and one more. */
const known = new Set([
  "authservice-app-secret",
  ...(request["secrets"] as { vault_ref: string }[]).map((secret) => secret.vault_ref),
]);

function faultsOf(text: string, format: "json" | "yaml"): readonly Fault[] {
  const answer = acceptRequest({ text, format }, { ...context, knownVaultRefs: known });
  return answer.ok ? [] : answer.faults;
}

for (const { what, changes, rule, pointer } of contradictions(canary))
  test(`refuses ${what} [CP-105]`, () => {
    const faults = faultsOf(JSON.stringify({ ...request, ...changes }), "json");
    assert.ok(
      faults.some((fault) => fault.rule === rule && fault.pointer === pointer),
      JSON.stringify(faults),
    );
    assert.doesNotMatch(JSON.stringify(faults), /CANARY/);
  });

test("never repeats a secret that stands where a reference belongs, in any form of a request [S23, CP-042]", () => {
  const secrets = [{ name: "A", vault_ref: canary, value: canary, [canary]: canary }];
  const documents = { ...sampleDocuments(), "secrets-metadata.yaml": stringify({ secrets }) };
  for (const whole of [
    { ...request, secrets },
    { documents },
    { ...request, secrets: canary },
    { ...request, tags: { password: canary } },
  ])
    for (const [format, text] of [
      ["json", JSON.stringify(whole)],
      ["yaml", stringify(whole)],
    ] as const) {
      const faults = faultsOf(text, format);
      assert.ok(faults.length > 0);
      assert.doesNotMatch(JSON.stringify(faults), /CANARY/);
    }
});

test("says of every rule what is wrong, where, and what to write instead", async () => {
  const first = new Map<string, Fault>();
  const note = (faults: readonly Fault[]) => {
    for (const fault of faults) if (!first.has(fault.rule)) first.set(fault.rule, fault);
  };
  for (const { changes } of contradictions(canary))
    note(faultsOf(JSON.stringify({ ...request, ...changes }, null, 2), "json"));
  for (const { text, format } of [...malformed, ...numbers, ...pollution, ...bombs] satisfies BadDocument[])
    note(faultsOf(text, format));
  const silent = [...first.values()].filter(({ detail, remedy }) => detail.length < 10 || !remedy);
  assert.deepEqual(silent, [], "a fault without advice helps nobody");
  const lines = [...first.values()].map(({ rule, pointer, line, column, detail, remedy }) => {
    const short = pointer.length > 60 ? `${pointer.slice(0, 60)}…` : pointer;
    const advice = (remedy ?? "").replace(/^(Known kinds: aks, ).*$/, "$1…"); // a new kind is no new message
    return `${rule}\n  at ${short} (${String(line)}:${String(column)})\n  ${detail}\n  ${advice}\n`;
  });
  await assertGolden("messages", { "oneOfEachRule.txt": lines.toSorted().join("\n") });
});
