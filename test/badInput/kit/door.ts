import assert from "node:assert/strict";
import type { HttpResponseInit } from "@azure/functions";
import { parseDocument, visit } from "yaml";
import { z } from "zod";
import * as handlers from "../../../functions/handlers.js";
import { ProblemDetails } from "../../../shared/contracts/problem.js";
import { resolves } from "../../../shared/intake/testing/resolves.js";
import { lookup } from "../../../shared/lookup.js";
import { httpRequest, memoryApplication, memoryRuns } from "../../kit/application.js";
import { smallRequest } from "../../kit/exampleBundle.js";
import { assertDescribed } from "../../kit/describedAnswers.js";
import { digest } from "../../kit/runFixture.js";

export const pin = digest("pin");

export type Sent = Parameters<typeof httpRequest>[1];

/** The real handlers on adapters in memory that count what is written, with one run, `exec-1` of Ada, at its gate. */
export async function door() {
  const { app, ledger, artifacts } = await memoryApplication();
  const { runs, live, started, woken } = memoryRuns();
  await handlers.provisionStack(app, httpRequest("POST", { body: smallRequest("exec-1"), as: "ada" }), runs);
  const status = {
    stage: "gate",
    round: 1,
    pin,
    reasons: ["a person decides"],
    gateExpiresAt: "2026-11-24T09:00:00.000Z",
  };
  live.set("exec-1", { kind: "running", status: status as never });
  const counted = { writes: 0 };
  const counting =
    <A extends unknown[], R>(write: (...given: A) => R) =>
    (...given: A): R => {
      counted.writes++;
      return write(...given);
    };
  const watched = {
    ...app,
    ledger: {
      ...ledger,
      create: counting(ledger.create.bind(ledger)),
      label: counting(ledger.label.bind(ledger)),
      remove: counting(ledger.remove.bind(ledger)),
    },
    artifacts: { ...artifacts, put: counting(artifacts.put.bind(artifacts)) },
    outbox: { ...app.outbox, add: counting(app.outbox.add.bind(app.outbox)) },
  };
  const begun = { started: started.length, woken: woken.length };
  return {
    send: async (handler: keyof typeof handlers, sent: Sent): Promise<HttpResponseInit> => {
      const answer = await handlers[handler](watched, httpRequest("POST", { params: { id: "exec-1" }, ...sent }), runs);
      assertDescribed(handler, answer);
      return answer;
    },
    /** Everything that was written, started or woken since the beginning. */
    written: () => counted.writes + started.length - begun.started + woken.length - begun.woken,
  };
}

const Problem = z.strictObject(ProblemDetails.shape);

/** The problem that an answer must be: in its contract's form, with pointers that lead somewhere in `text`. */
export function problemOf(answer: HttpResponseInit, text: string): ProblemDetails {
  assert.ok(
    answer.status !== undefined && answer.status >= 400 && answer.status < 500,
    `status ${String(answer.status)}`,
  );
  assert.equal((answer.headers as Record<string, string>)["content-type"], "application/problem+json");
  const problem = Problem.parse(JSON.parse(answer.body as string));
  assert.equal(problem.status, answer.status);
  const whole = readings(text);
  for (const fault of problem.errors ?? []) {
    const spoken = fault.document === undefined ? whole : readingsOf(fault.document, whole);
    assert.ok(
      spoken === undefined ? fault.pointer.startsWith("#") : spoken.some((value) => resolves(value, fault)),
      `${fault.pointer} (${fault.rule}) in ${text.slice(0, 500)}`,
    );
    assert.ok(JSON.stringify(fault).length < 3000, "a fault is short");
  }
  return problem;
}

/**
 * What a text says, in JSON or YAML: of members with one name, which are a fault of their own, once the last counts and
 * once the first. `undefined` for what is neither.
 */
function readings(text: string): readonly unknown[] | undefined {
  const document = parseDocument(text, { uniqueKeys: false, merge: false, logLevel: "silent" });
  if (document.errors.length > 0) return undefined;
  try {
    const last: unknown = document.toJS({ maxAliasCount: 10 });
    visit(document, {
      Map: (_, map) => {
        map.items.reverse();
      },
    });
    const first: unknown = document.toJS({ maxAliasCount: 10 });
    return [last, first];
  } catch {
    return undefined;
  }
}

/** What a document of a bundle says in any reading of the bundle; `undefined` where none of them can be read. */
function readingsOf(name: string, bundle: readonly unknown[] | undefined): readonly unknown[] | undefined {
  const found = bundle?.flatMap((whole) => {
    const { success, data } = Bundle.safeParse(whole);
    const text = success ? lookup(data.documents, name) : undefined;
    return typeof text === "string" ? (readings(text) ?? []) : [];
  });
  return found?.length ? found : undefined;
}

const Bundle = z.object({ documents: z.record(z.string(), z.unknown()) });
