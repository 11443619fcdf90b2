import assert from "node:assert/strict";
import { test } from "node:test";
import type { Provenance } from "../contracts/provenance.js";
import { provenanceComments } from "./provenanceComments.js";

const byKind = (path: string): Provenance => ({ kind: "default", file: "kinds/widget.yaml", path });
const said = (...paths: readonly string[]): string => {
  const provenance = Object.fromEntries(
    paths.map((path, index) => [`resources.widget.args.items.${index}`, [byKind(path)]]),
  );
  return provenanceComments({ provenance })("widget")("args.items");
};

const places: readonly (readonly [string, string])[] = [
  ["arguments.zoned.then.else.value", "arguments.zoned"],
  ["arguments.sku.else.else.default.non-production", "arguments.sku.default.non-production"],
  ["arguments.people.list.0.object.type.default", "arguments.people.type.default"],
  ["arguments.labels.as.object.value.value", "arguments.labels.value"],
  ["arguments.value.value", "arguments.value"],
  ["arguments.topics", "arguments.topics"],
  ["addresses.space.default", "addresses.space.default"],
];
for (const [path, place] of places)
  test(`sends whoever reads of ${path} to ${place}`, () => {
    assert.equal(said(path), `kinds/widget.yaml: ${place}`);
  });

test("sends whoever reads of several defaults of one argument to that argument", () => {
  const both = said("arguments.rules.list.0.object.name.value", "arguments.rules.list.0.object.ports.value");
  assert.equal(both, "kinds/widget.yaml: arguments.rules");
});
