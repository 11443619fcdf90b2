import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ArgumentSource, KindKnowledge } from "../contracts/kinds.js";
import { readKnowledge, authRequest, sha256 } from "../../test/kit/requests.js";
import { knowledgeContradictions } from "./knowledgeContradictions.js";
import { outputCircles } from "./outputCircles.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();
const plain: KindKnowledge | undefined = knowledge.kinds["managed-identity"];
assert.ok(plain);
const template: KindKnowledge = plain;
const names = ["kind-a", "kind-b", "kind-c", "kind-d"];

/** Kinds of which each takes outputs of some others, and a plan with one of each. */
function withLinks(links: readonly (readonly number[])[]) {
  const own = names.map((kind, index): [string, KindKnowledge] => {
    const sources = (links[index] ?? []).map((other): ArgumentSource => ({
      list: [{ output: "id", of: names[other] ?? "", required: false }],
    }));
    const taken = Object.fromEntries(sources.map((source, at) => [`taken${at}`, source]));
    return [kind, { ...template, kind, logicalName: kind, spellings: [], needs: [], settings: {}, arguments: taken }];
  });
  return { ...knowledge, kinds: { ...knowledge.kinds, ...Object.fromEntries(own) } };
}

const request = authRequest({
  infraPlan: names.map((of) => ({ kind: "described", of, settings: {} })),
  replication: {},
  secrets: [],
});

test("refuses kinds that take outputs of one another in a circle, and plans all others, each after what it takes", () => {
  const seen = { circles: 0, plans: 0 };
  const links = fc.array(fc.uniqueArray(fc.nat(3), { maxLength: 2 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(links, (each) => {
      const linked = withLinks(each);
      const circles = outputCircles(linked);
      for (const circle of circles) {
        assert.equal(circle[0], circle.at(-1));
        for (const [index, kind] of circle.slice(1).entries())
          assert.ok(each[names.indexOf(circle[index] ?? "")]?.includes(names.indexOf(kind)), circle.join());
      }
      seen[circles.length > 0 ? "circles" : "plans"]++;
      if (circles.length > 0) {
        assert.throws(() => resolvePlan(request, linked, sha256), / needs /);
        return;
      }
      const plan = resolvePlan(request, linked, sha256);
      assert.ok(plan.ok, JSON.stringify(plan));
      const order = plan.value.resources.map(({ logicalName }) => logicalName);
      for (const [index, others] of each.entries())
        for (const other of others)
          assert.ok(order.indexOf(names[other] ?? "") < order.indexOf(names[index] ?? ""), order.join());
    }),
    { numRuns: 200 },
  );
  assert.ok(seen.circles > 20 && seen.plans > 20, JSON.stringify(seen));
});

test("says of a circle in the knowledge who takes of whom, also through the network", () => {
  const said = (linked: typeof knowledge) => knowledgeContradictions(linked).map(({ message }) => message);
  assert.deepEqual(outputCircles(knowledge), []);
  assert.ok(
    said(withLinks([[1], [2], [0], []])).includes(
      "outputs go round in a circle: kind-a takes of kind-b takes of kind-c takes of kind-a",
    ),
  );
  const network = knowledge.kinds["virtual-network"];
  assert.ok(network);
  const looped = {
    ...network,
    arguments: { ...network.arguments, of: { output: "id", of: "keyvault", required: false } },
  };
  assert.match(
    said({ ...knowledge, kinds: { ...knowledge.kinds, "virtual-network": looped } }).join("\n"),
    /circle: virtual-network takes of keyvault takes of virtual-network/,
  );
});
