import assert from "node:assert/strict";
import { test } from "node:test";
import ts from "typescript";
import { parse } from "yaml";
import { acceptRequest } from "../../shared/intake/acceptRequest.js";
import { context, sample } from "../../shared/intake/testing/samples.js";
import { smallRequest } from "../kit/exampleBundle.js";
import { memoryApplication } from "../kit/application.js";
import { bombs, malformed, numbers, pollution, type BadDocument } from "./corpora/documents.js";
import { badNames, injections, invisible } from "./corpora/texts.js";
import { door, problemOf } from "./kit/door.js";

const yaml = { "content-type": "application/yaml" };
const entry = await door();

/** One fault of a document names the rule at the place; nothing is written, no prototype changes. */
function refuses(corpus: readonly BadDocument[], ids = ""): void {
  for (const { what, text, format, rule, pointer = "#" } of corpus)
    test(`refuses ${what}${ids}`, async () => {
      const before = Object.getOwnPropertyNames(Object.prototype).toSorted();
      const sent = { body: text, ...(format === "yaml" && { headers: yaml }) };
      const answer = await entry.send("provisionStack", sent);
      const { errors = [] } = problemOf(answer, text);
      assert.ok(
        errors.some((fault) => fault.rule === rule && fault.pointer === pointer),
        JSON.stringify(errors.slice(0, 5)),
      );
      assert.equal(entry.written(), 0);
      assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
      assert.deepEqual(Object.getOwnPropertyNames(Object.prototype).toSorted(), before);
    });
}

refuses(pollution, " [S24]");
refuses(bombs, " [S25, S26]");
refuses(numbers);
refuses(malformed);

const request = JSON.parse(sample("invocation.json")) as Record<string, unknown>;

/** Fields that become names of resources, files, records or arguments. */
const named: Readonly<Record<string, (name: string) => Record<string, unknown>>> = {
  ...Object.fromEntries(
    ["trace_id", "execution_id", "blueprint_id", "component", "environment", "region", "fallback_region"]
      .concat(["resource_group", "resource_prefix", "tenant_id", "edition"])
      .map((field) => [field, (name: string) => ({ [field]: name })] as const),
  ),
  "a container": (name) => ({ infra_plan: { storage: { containers: [name] } } }),
  "a domain name": (name) => ({ infra_plan: { dns: name } }),
  "a vault reference": (name) => ({ secrets: [{ name: "A", vault_ref: name }] }),
  "a secret's name": (name) => ({ secrets: [{ name, vault_ref: "a" }] }),
};
for (const [what, changes] of Object.entries(named))
  test(`takes no ${what} that is an option, a path, a wildcard or looks like another name [S21, S22]`, async () => {
    for (const name of [...badNames, ...invisible.map((character) => `a${character}b`)]) {
      const text = JSON.stringify({ ...request, ...changes(name) });
      const { errors = [] } = problemOf(await entry.send("validateRequest", { body: text }), text);
      assert.ok(errors.length > 0, JSON.stringify(name));
      assert.doesNotMatch(JSON.stringify(errors), /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\ufeff]/u);
    }
  });

/** Every text that a caller may write freely, and that reaches the stack. */
const free = (text: string) =>
  smallRequest("exec-7", { tags: { env: "staging", note: text, cost_centre: `x ${text}` } });

test("renders what callers may write freely as the same texts, and nothing else [S19, S20]", async () => {
  const { app } = await memoryApplication();
  const rendered = (document: unknown) => {
    const accepted = acceptRequest({ text: JSON.stringify(document), format: "json" }, context);
    assert.ok(accepted.ok, JSON.stringify(accepted));
    const plan = app.resolve(accepted.value, undefined);
    assert.ok(plan.ok, JSON.stringify(plan));
    return { stack: app.render(plan.value), settings: `Pulumi.${plan.value.identity.stack}.yaml` };
  };
  const clean = shapeOf(rendered(free("plain")).stack.files["index.ts"] ?? "");
  for (const text of injections) {
    const { stack, settings } = rendered(free(text));
    assert.equal(shapeOf(stack.files["index.ts"] ?? ""), clean, text);
    const config = (parse(stack.files[settings] ?? "") as { config: Record<string, Record<string, unknown>> }).config;
    const tags = Object.entries(config).find(([key]) => key.endsWith(":tags"))?.[1];
    assert.deepEqual([tags?.["note"], tags?.["cost_centre"]], [text, `x ${text}`]);
  }
});

/** Kinds of a program's nodes in order, without the texts of its literals. */
function shapeOf(program: string): string {
  const file = ts.createSourceFile("index.ts", program, ts.ScriptTarget.Latest, true);
  const kinds: string[] = [];
  const visit = (node: ts.Node): void => {
    kinds.push(ts.isIdentifier(node) ? node.text : String(node.kind));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return kinds.join(" ");
}
