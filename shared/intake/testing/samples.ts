import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { KindKnowledge } from "../../contracts/kinds.js";
import type { Fault } from "../../contracts/problem.js";
import type { AcceptedRequest } from "../../contracts/request.js";
import { acceptRequest } from "../acceptRequest.js";
import type { IntakeContext } from "../intakeContext.js";

const knowledge = new URL("../../../knowledge/kinds/", import.meta.url);

function readKinds(): Record<string, KindKnowledge> {
  const names = readdirSync(knowledge).filter((name) => name.endsWith(".yaml"));
  return Object.fromEntries(
    names.map((name) => {
      const kind = KindKnowledge.parse(parse(readFileSync(new URL(name, knowledge), "utf8")));
      return [kind.kind, kind];
    }),
  );
}

const folder = new URL("../../../test/fixtures/specification/", import.meta.url);

/** A sample of the specification, unchanged. */
export const sample = (name: string): string => readFileSync(new URL(name, folder), "utf8");

/** The samples of the specification's separate documents, by file name. */
export const sampleDocuments = (): Record<string, string> =>
  Object.fromEntries(readdirSync(new URL("bundle/", folder)).map((name) => [name, sample(`bundle/${name}`)]));

/** The described kinds of this repository's knowledge. */
export const kinds = readKinds();

export const context: IntakeContext = {
  kinds,
  regions: ["westeurope", "northeurope", "francecentral", "eastus2"],
  regionSpellings: { weu: "westeurope" },
  caller: "ada",
};

/** The invocation sample with pieces replaced; a piece that is not there fails the test. */
export function edited(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), `the sample does not hold ${from}`);
    return text.replace(from, () => to);
  }, sample("invocation.yaml"));
}

/** The invocation sample with another plan. */
export function withPlan(plan: string): string {
  const text = sample("invocation.yaml");
  return text.slice(0, text.indexOf("infra_plan:")) + plan + "\n" + text.slice(text.indexOf("replication:"));
}

export function accepted(text: string, format: "json" | "yaml" = "yaml", given = context): AcceptedRequest {
  const answer = acceptRequest({ text, format }, given);
  assert.deepEqual(answer.ok ? [] : answer.faults, []);
  assert.ok(answer.ok);
  return answer.value;
}

export function faultsOf(text: string, format: "json" | "yaml" = "yaml", given = context): readonly Fault[] {
  const answer = acceptRequest({ text, format }, given);
  return answer.ok ? [] : answer.faults;
}

/** Faults as a reader scans them: `12:3 #/a/b rule`. */
export function scanned(faults: readonly Fault[]): string[] {
  return faults.map(({ document, line, column, pointer, rule }) =>
    [...(document === undefined ? [] : [document]), `${String(line)}:${String(column)}`, pointer, rule].join(" "),
  );
}

/** Names of the corrections with the fields they speak of. */
export function corrected({ corrections }: AcceptedRequest): string[] {
  return corrections.map(({ action, field }) => `${action} ${field}`);
}
