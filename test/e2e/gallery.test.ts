import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readInput } from "../../cli/readInput.js";
import { exampleDocument, exampleNames } from "../../local/demo/anyExample.js";
import { assertGolden } from "../kit/golden.js";
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

/** The files that a run rendered, as it kept them. */
async function renderedFiles(service: Service, runId: string): Promise<Record<string, string>> {
  const listed = (await service.call("GET", `/api/runs/${runId}/artifacts`)).body as { value: { name: string }[] };
  const names = listed.value.map(({ name }) => name).filter((name) => /^stack\/.+\.(ts|json|yaml|md)$/.test(name));
  const texts = names.map(async (name) => {
    const { body } = await service.call("GET", `/api/runs/${runId}/artifacts/${name}`);
    const text = typeof body === "string" ? body : `${JSON.stringify(body, null, 2)}\n`;
    return [name.slice("stack/".length), text] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

for (const name of await exampleNames(root))
  test(`previews and applies ${name} as the gallery shows it, and a second run changes nothing${shown[name] ?? ""}`, async () => {
    const service = await startService();
    try {
      const first = await play(service, name, `gallery-${name}`);
      assert.equal(first.outcome?.kind, "applied", JSON.stringify(first.outcome));
      await assertGolden(name, await renderedFiles(service, `gallery-${name}`), `${root}docs/stacks`);
      const second = await play(service, name, `gallery-${name}-again`);
      assert.equal(second.outcome?.kind, "unchanged", JSON.stringify(second.outcome));
    } finally {
      await service.close();
    }
  });
