import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import type * as azureFunctions from "@azure/functions";
import { httpRequest } from "../../test/kit/application.js";
import { submissionOf } from "./submission.js";

const { HttpRequest } = createRequire(import.meta.url)("@azure/functions") as typeof azureFunctions;

for (const [contentType, format] of [
  ["application/json", "json"],
  ["Application/JSON; Charset=UTF-8", "json"],
  ['application/json; charset="utf-8"', "json"],
  ["application/yaml", "yaml"],
  ["text/yaml; charset=utf-8", "yaml"],
] as const)
  test(`reads ${contentType} as ${format}`, async () => {
    const read = await submissionOf(httpRequest("POST", { body: "{}", headers: { "content-type": contentType } }));
    assert.deepEqual(read, { ok: true, submission: { text: "{}", format } });
  });

const large = "x".repeat(1024 * 1024 + 1);
for (const [title, options, status, code] of [
  ["another media type", { body: "{}", headers: { "content-type": "text/plain" } }, 415, "unsupported-media-type"],
  ["no media type", { headers: {} }, 415, "unsupported-media-type"],
  [
    "another charset",
    { body: "{}", headers: { "content-type": "application/json; charset=latin1" } },
    415,
    "unsupported-media-type",
  ],
  ["a name that cannot name a run", { body: "{}", headers: { "operation-id": "../x" } }, 400, "invalid-header"],
  ["a body over the limit", { body: large }, 413, "too-large"],
  ["a body that announces too much", { body: "{}", headers: { "content-length": "99999999" } }, 413, "too-large"],
] as const)
  test(`refuses ${title}`, async () => {
    const read = await submissionOf(httpRequest("POST", options));
    assert.ok(!read.ok);
    assert.deepEqual([read.answer.status, codeOf(read.answer)], [status, code]);
  });

test("refuses bytes that are no UTF-8, instead of repairing them", async () => {
  const request = new HttpRequest({
    method: "POST",
    url: "http://127.0.0.1/",
    headers: { "content-type": "application/json" },
    body: { bytes: Buffer.from([0x7b, 0xff, 0x7d]) },
  });
  const read = await submissionOf(request);
  assert.ok(!read.ok);
  assert.deepEqual([read.answer.status, codeOf(read.answer)], [400, "invalid-encoding"]);
});

test("takes the run's name from the Operation-Id header", async () => {
  const read = await submissionOf(httpRequest("POST", { body: "{}", headers: { "operation-id": "exec-mine" } }));
  assert.equal(read.ok && read.submission.executionId, "exec-mine");
});

function codeOf({ body }: azureFunctions.HttpResponseInit): unknown {
  return (JSON.parse(body as string) as { code: string }).code;
}
