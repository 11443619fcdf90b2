import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readInput } from "../../cli/readInput.js";
import { exampleDocument, exampleNames } from "../../local/demo/anyExample.js";
import { isEnded, isWaiting, startService, type Service } from "../kit/service.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Requirements that an example shows as a whole. */
const shown: Readonly<Record<string, string>> = {};

/** Submits an example as a run of its own, decides when asked, and returns how it ended. */
async function play(service: Service, name: string, runId: string) {
  const { body, contentType } = await readInput(`${root}${await exampleDocument(root, name)}`);
  const headers = { "operation-id": runId, "content-type": contentType };
  const answer = await service.call("POST", "/api/provision/stack", { body, as: "ada", headers });
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  const waiting = await service.until(runId, (view) => isWaiting(view) || isEnded(view));
  if (waiting.gate) {
    const decision = { body: { verdict: "approve", reason: "reviewed" }, as: "grace" };
    const headers = { "if-match": `"${waiting.gate.pin}"` };
    assert.equal((await service.call("POST", `/api/runs/${runId}/decision`, { ...decision, headers })).status, 200);
  }
  return service.until(runId, isEnded);
}

for (const name of await exampleNames(root))
  test(`previews and applies ${name}, and a second run changes nothing${shown[name] ?? ""}`, async () => {
    const service = await startService();
    try {
      const first = await play(service, name, `gallery-${name}`);
      assert.equal(first.outcome?.kind, "applied", JSON.stringify(first.outcome));
      const second = await play(service, name, `gallery-${name}-again`);
      assert.equal(second.outcome?.kind, "unchanged", JSON.stringify(second.outcome));
    } finally {
      await service.close();
    }
  });
