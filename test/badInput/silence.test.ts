import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { stringify } from "yaml";
import { memorySecrets } from "../../adapters/memory/memorySecrets.js";
import { provisionOnEvent } from "../../functions/eventgrid/provisionOnEvent.js";
import * as handlers from "../../functions/handlers.js";
import { validate } from "../../orchestrations/activities/validate.js";
import { endingEvent } from "../../shared/events/runEvents.js";
import { RunClaim } from "../../shared/contracts/run.js";
import { sample, sampleDocuments } from "../../shared/intake/testing/samples.js";
import { provisioningLog } from "../../shared/records/provisioningLog.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { httpRequest, memoryApplication, memoryRuns } from "../kit/application.js";
import { smallRequest } from "../kit/exampleBundle.js";

/** A password that looks like a reference: letters, digits, hyphens. However it is derived from, it must not come back. */
const canary = "Canary-7f3a-hunter2";
const traces = /canary|7f3a|hunter2/i;

const request = JSON.parse(sample("invocation.json")) as Record<string, unknown>;
const forms: Readonly<Record<string, (secrets: unknown) => unknown>> = {
  "one document": (secrets) => ({ ...request, secrets }),
  "a bundle": (secrets) => ({
    documents: { ...sampleDocuments(), "secrets-metadata.yaml": stringify({ secrets }) },
  }),
};

/** The service with its real handlers, and everything that it ever said or kept. */
async function service() {
  const { app, topic, telemetry, artifacts, ledger } = await memoryApplication();
  const kept: unknown[] = [];
  const watched = {
    ...app,
    ledger: {
      ...ledger,
      create: (...given: Parameters<typeof ledger.create>) => (kept.push(given), ledger.create(...given)),
    },
  };
  const { runs, started } = memoryRuns();
  return {
    app: watched,
    runs,
    started,
    artifacts,
    send: (handler: "provisionStack" | "validateRequest", body: string, type = "application/json") =>
      handlers[handler](watched, httpRequest("POST", { body, headers: { "content-type": type }, as: "ada" }), runs),
    heard: () => {
      const { logs, spans, counts } = telemetry;
      return JSON.stringify([logs, spans, counts, topic.published, kept, [...artifacts.stored]]);
    },
  };
}

for (const [form, document] of Object.entries(forms))
  for (const handler of ["validateRequest", "provisionStack"] as const)
    test(`${handler} never repeats a password that stands for a reference in ${form}, nor a name made from it [S23] [CP-042]`, async () => {
      const { send, heard, started } = await service();
      const named = { name: "APP_SECRET", vault_ref: canary };
      for (const secrets of [[{ vault_ref: canary }], [named], [{ vault_ref: canary }, { vault_ref: `${canary}_` }]])
        for (const [type, text] of [
          ["application/json", JSON.stringify(document(secrets))],
          ["application/yaml", stringify(document(secrets))],
        ] as const) {
          const answer = await send(handler, text, type);
          assert.equal(answer.status, 422);
          assert.match(answer.body as string, /unknown-vault-ref|plaintext-secret/);
          assert.doesNotMatch(JSON.stringify(answer), traces);
        }
      assert.deepEqual(started, []);
      assert.doesNotMatch(heard(), traces);
    });

test("never repeats what stands where a secret may stand, in any form of a request [S23] [CP-089, CP-130]", async () => {
  const { send, heard } = await service();
  const spoiled = fc.constantFrom(canary, `${canary}!`, `vault://${canary}`, ` ${canary}\n`, canary.repeat(40));
  const holder = fc.constantFrom(
    ...["name", "vault_ref", "mount_strategy", "value_from", "value", "password", "other", "data", canary],
  );
  const item = fc.dictionary(
    holder,
    fc.oneof(spoiled, fc.array(spoiled, { maxLength: 2 }), fc.record({ inner: spoiled })),
    { minKeys: 1, noNullPrototype: true },
  );
  const secrets = fc.oneof(fc.array(fc.oneof(item, spoiled), { minLength: 1, maxLength: 3 }), spoiled, item);
  await fc.assert(
    fc.asyncProperty(secrets, fc.constantFrom(...Object.values(forms)), async (written, document) => {
      const answer = await send("validateRequest", JSON.stringify(document(written)));
      assert.ok((answer.status ?? 200) >= 400);
      assert.doesNotMatch(JSON.stringify(answer), traces);
    }),
    { numRuns: 500 },
  );
  assert.doesNotMatch(heard(), traces);
});

test("keeps and tells nothing of the data of an event that it refuses, but where it came from [S23] [CP-042]", async () => {
  const { app, runs, heard } = await service();
  const data = smallRequest("by-event", { tenant_id: "T-134", secrets: [{ vault_ref: canary }] });
  const event = { id: "e-1", eventType: "CreateCloudResourcesForTenant", data };
  assert.equal(await provisionOnEvent(app, runs, event), "refused");
  assert.match(heard(), /"refusals\/event-e-1\.json"/);
  assert.doesNotMatch(heard(), traces);
});

test("says nothing of a reference that the vault has forgotten since the door, in outcome, event and log [CP-042]", async () => {
  const { app, runs, artifacts } = await service();
  const knowing = { ...app, secrets: memorySecrets({ [canary]: "value" }) };
  const body = JSON.stringify(smallRequest("exec-1", { secrets: [{ vault_ref: canary }] }));
  assert.equal((await handlers.provisionStack(knowing, httpRequest("POST", { body, as: "ada" }), runs)).status, 202);
  const claim = await app.ledger.read(runPaths.claim("exec-1"));
  const { input } = RunClaim.parse(JSON.parse(claim ?? "{}"));
  const outcome = await validate(artifacts, memorySecrets({}))(input);
  assert.ok(outcome.kind === "invalid");
  const event = endingEvent(input, outcome, undefined, input.submittedAt, app.digest);
  assert.doesNotMatch(JSON.stringify([outcome, event, provisioningLog(input, outcome, {})]), traces);
});
