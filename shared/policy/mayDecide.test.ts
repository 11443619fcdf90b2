import assert from "node:assert/strict";
import { test } from "node:test";
import type { Person } from "../contracts/decision.js";
import { mayDecide } from "./mayDecide.js";

const ada: Person = { id: "ada@house.test", name: "Ada", kind: "person" };
const grace: Person = { id: "grace@house.test", name: "Grace", kind: "person" };
const robot: Person = { id: "pipeline", name: "Pipeline", kind: "machine" };

const cases: [string, Person, Person, "approve" | "reject", string][] = [
  ["lets another person approve [CP-163]", ada, grace, "approve", "allowed"],
  ["refuses the requester's own approval", ada, ada, "approve", "refused"],
  ["refuses the requester's approval in other letters", ada, { ...ada, id: "ADA@house.test" }, "approve", "refused"],
  ["refuses a machine's approval", ada, robot, "approve", "refused"],
  ["lets the requester withdraw", ada, ada, "reject", "allowed"],
];
for (const [title, asked, person, verdict, kind] of cases)
  test(title, () => {
    assert.equal(mayDecide(asked, person, verdict).kind, kind);
  });
