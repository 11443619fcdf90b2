import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { sample, sampleDocuments } from "../../shared/intake/testing/samples.js";
import { exampleBundle } from "../kit/exampleBundle.js";
import { door, problemOf } from "./kit/door.js";

/** Names of members that every object inherits: as written, and as they are where case does not matter. */
const inherited = ["toString", "hasOwnProperty", "constructor"];

const requests = {
  "the invocation": [JSON.parse(sample("invocation.json"))],
  "the documents of the specification": [{ documents: sampleDocuments() }],
  "the examples": await Promise.all(["auth-service-request", "orders-platform", "private-platform"].map(exampleBundle)),
};

for (const [what, wholes] of Object.entries(requests))
  test(`takes what every object inherits for a name like any other, wherever it stands in ${what}`, async () => {
    const entry = await door();
    let sent = 0;
    for (const whole of wholes)
      for (const name of inherited)
        for (const text of withName(whole, name)) {
          const answer = await entry.send("validateRequest", { body: text });
          if ((answer.status ?? 200) >= 300) problemOf(answer, text);
          sent++;
        }
    assert.ok(sent > 100, `only ${sent} texts were sent`);
    assert.equal(entry.written(), 0);
  });

/** A request with a name in place of one key or of one value, and as one more member of each object. */
function* withName(whole: unknown, name: string): Generator<string> {
  for (const changed of changes(whole, name)) yield JSON.stringify(changed);
}

function* changes(value: unknown, name: string): Generator {
  if (typeof value === "string" && value.includes("\n")) {
    for (const changed of changes(parse(value), name)) yield JSON.stringify(changed); // a document of a bundle
    return;
  }
  yield name;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      for (const changed of changes(item, name)) yield value.with(index, changed);
  } else if (typeof value === "object" && value !== null) {
    const members = Object.entries(value);
    for (const other of [name, true, { [name]: name }]) yield Object.fromEntries([...members, [name, other]]);
    for (const [index, [key, member]] of members.entries()) {
      yield Object.fromEntries(members.with(index, [name, member]));
      for (const changed of changes(member, name)) yield Object.fromEntries(members.with(index, [key, changed]));
    }
  }
}
