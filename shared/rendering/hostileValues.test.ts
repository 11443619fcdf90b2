import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { check } from "prettier";
import ts from "typescript";
import { parse } from "yaml";
import { readKnowledge, sha256, versionsFor, wideRequest } from "../../test/kit/requests.js";
import type { RenderedStack, ResolvedPlan } from "../contracts/plan.js";
import { resolvePlan } from "../planning/resolvePlan.js";
import { renderStack } from "./renderStack.js";

const knowledge = await readKnowledge();
const versions = versionsFor(knowledge);
const resolved = resolvePlan(wideRequest(), knowledge, sha256);
assert.ok(resolved.ok, JSON.stringify(resolved));
const widePlan = resolved.value;
const settings = `Pulumi.${widePlan.identity.stack}.yaml`;

test("formats any plan as prettier would, however long its values are", async () => {
  await fc.assert(
    fc.asyncProperty(hostilePlan(fc.string({ minLength: 0, maxLength: 130 })), async (plan) => {
      for (const [file, text] of Object.entries(renderStack(plan, versions, sha256).files))
        assert.ok(await check(text, { filepath: file, printWidth: 120 }), `${file} is not formatted:\n${text}`);
    }),
    { numRuns: 15 },
  );
});

test("turns hostile values into literals and nothing else", () => {
  const clean = shapeOf(renderStack(widePlan, versions, sha256));
  fc.assert(
    fc.property(hostilePlan(hostile()), (plan) => {
      const stack = renderStack(plan, versions, sha256);
      const { literals, shape } = shapeOf(stack);
      assert.equal(shape, clean.shape);
      for (const value of hostileValues(plan)) assert.ok(literals.includes(value), JSON.stringify(value));
      assert.doesNotMatch(stack.files["index.ts"] ?? "", /<\/|\u2028|\u2029|[^\x20-\x7e\n]/);
    }),
    { numRuns: 100 },
  );
});

test("keeps hostile tags as they are in the stack's settings, and as text", () => {
  const tag = fc.string({ unit: "binary", maxLength: 60 }).filter((text) => !/\p{Cs}/u.test(text));
  fc.assert(
    fc.property(
      fc.dictionary(fc.oneof(tag, hostileText), fc.oneof(tag, hostileText, fc.constantFrom("yes", "1.30", "null")), {
        noNullPrototype: true,
      }),
      (tags) => {
        const { files } = renderStack({ ...widePlan, tags }, versions, sha256);
        const found = parse(files[settings] ?? "") as Record<string, unknown>;
        assert.deepEqual(Object.keys(found), ["secretsprovider", "config"]);
        const config = found["config"] as Record<string, unknown>;
        assert.deepEqual(Object.keys(config), ["azure-native:location", "customernotificationservice-westeurope:tags"]);
        assert.deepEqual(
          Object.entries(config["customernotificationservice-westeurope:tags"] ?? {}).sort(),
          Object.entries(tags).sort(),
        );
      },
    ),
    { numRuns: 100 },
  );
});

const hostileText = fc.constantFrom(
  `"; process.exit(1); //`,
  `' + require("child_process") + '`,
  "${process.env.SECRET}",
  "`${1}`",
  "</script><script>alert(1)</script>",
  "a\u2028b\u2029c",
  "line\nbreak\r\n",
  "*/ evil() /*",
  "\\u0022; evil(); //",
  "\\",
  "__proto__",
  "\u0000\u001b[31m\ufeff",
  "- a\n  b: c\n# d",
  "!!js/function x",
  "&a *a",
  "😀é\u200d",
);

/** Any text but the one that means something: a record named `@` is the zone itself, and is rendered as that. */
function hostile(): fc.Arbitrary<string> {
  const text = fc.oneof(hostileText, fc.string({ unit: "binary", maxLength: 40 }), fc.string({ maxLength: 40 }));
  return text.filter((each) => each !== "@");
}

/** The sample's plan with every text in it replaced, but for what the schemas hold to a pattern. */
function hostilePlan(text: fc.Arbitrary<string>): fc.Arbitrary<ResolvedPlan> {
  return fc.array(text, { minLength: 80, maxLength: 80 }).map((values) => {
    let next = 0;
    const take = () => values[next++ % values.length] ?? "";
    const plan = widePlan;
    return {
      ...plan,
      tags: { ...plan.tags, blueprint_id: take(), trace_id: take() },
      provenance: Object.fromEntries(
        Object.keys(plan.provenance).map((path) => [
          path,
          [{ kind: "rule" as const, rule: "Hostile", reason: take(), file: take() }],
        ]),
      ),
      resources: plan.resources.map((resource) => {
        const args = Object.entries(resource.args).map(([key, value]) => [key, spoiled(value, take)]);
        const spoiledResource: unknown = { ...resource, name: take(), args: Object.fromEntries(args) as unknown };
        return spoiledResource as typeof resource;
      }),
    };
  });
}

/** Replaces the texts of one argument; numbers and references to resources stay. */
function spoiled(value: unknown, take: () => string): unknown {
  if (typeof value === "string") return take();
  if (Array.isArray(value)) return value.map((item) => spoiled(item, take));
  if (value === null || typeof value !== "object" || isReference(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([member, each]) => [member, spoiled(each, take)]));
}

function hostileValues({ resources }: ResolvedPlan): string[] {
  return resources.flatMap(({ name, args }) => [name, ...texts(Object.entries(args))]);
}

/** Every text of a value, but for member names and references. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object" || isReference(value)) return [];
  if (Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && typeof value[1] === "object")
    return texts(value[1]);
  if (Array.isArray(value) && value.length === 2 && typeof value[0] === "string") return texts(value[1]);
  if (Array.isArray(value)) return value.flatMap(texts);
  return Object.values(value).flatMap(texts);
}

/** Whether a value names another resource, or an output of one: that is an identifier, and checked as one. */
function isReference(value: object): boolean {
  return "kind" in value && (value.kind === "output" || value.kind === "resource");
}

/** A program without its literals, and the literals it has. */
function shapeOf({ files }: RenderedStack): { shape: string; literals: string[] } {
  const source = ts.createSourceFile("index.ts", files["index.ts"] ?? "", ts.ScriptTarget.ES2022, true);
  const literals: string[] = [];
  const walk = (node: ts.Node): string => {
    if (ts.isStringLiteral(node)) {
      literals.push(node.text);
      return "text";
    }
    const children: string[] = [];
    node.forEachChild((child) => void children.push(walk(child)));
    return `${ts.SyntaxKind[node.kind]}(${ts.isIdentifier(node) ? node.text : children.join(",")})`;
  };
  return { shape: walk(source), literals };
}
