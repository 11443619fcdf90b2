import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { plainValue, type DocumentNode } from "./documentNode.js";
import { documentLimits } from "./limits.js";
import { isPlain } from "./plainNode.js";
import { readJson } from "./readJson.js";
import { readPlainJson } from "./readPlainJson.js";
import { textSource } from "./source.js";

/** Everything that a node says of itself and of what is below it. */
function told(node: DocumentNode): unknown {
  const { kind, at } = node;
  const place = { kind, key: at.key, offset: at.offset, keyOffset: at.keyOffset };
  if (node.kind === "scalar") return { ...place, value: node.value, text: node.text };
  return { ...place, inner: (node.kind === "list" ? node.items : [...node.members.values()]).map(told) };
}

const written = fc
  .tuple(
    fc.jsonValue({ noUnicodeString: false }),
    fc.constantFrom(undefined, 1, "\t"),
    fc.constantFrom(
      (text: string) => text,
      (text: string) => text.replaceAll(/(?<=\d)\b/g, ".50"),
      (text: string) => `\n ${text} `,
    ),
  )
  .map(([value, indent, spoil]) => spoil(JSON.stringify(value, null, indent)));

test("a text read without places says of every value what the reader of places says, when it is asked", () => {
  let plain = 0;
  fc.assert(
    fc.property(written, (text) => {
      const node = readPlainJson(text, textSource(text));
      if (!node) return;
      plain++;
      const { node: positioned, findings } = readJson(text, textSource(text));
      assert.deepEqual(findings, []);
      assert.ok(positioned && isPlain(node));
      assert.deepEqual(plainValue(node), JSON.parse(text));
      // An object orders keys that are numbers first; the reader of places keeps the order written.
      const inOrder = (place: unknown) => JSON.stringify(place).split("{").toSorted();
      assert.deepEqual(inOrder(told(node)), inOrder(told(positioned)));
    }),
    { numRuns: 500 },
  );
  assert.ok(plain > 100, `${plain} texts were read so`);
});

const left: Readonly<Record<string, string>> = {
  "a key that stands twice": '{"a":1,"a":1}',
  "a key that stands twice, once with a blank": '{"a" :1,"a":2}',
  "a key that stands twice, and a text that begins like a value": '{"a" :":","a" :2}',
  "a key that stands twice below": '[{"b":{"a":1,"a":1}}]',
  "a key that stands twice, once in an escape": '{"a":1,"\\u0061":1}',
  "a key that names a prototype": '{"a":{"__proto__":1}}',
  "a key that is too long": `{"${"k".repeat(documentLimits.maxKeyLength + 1)}":1}`,
  "a number beyond those that are exact": '{"a":9007199254740993}',
  "a number beyond all": '{"a":-1e400}',
  "half a character in an escape": '"\\ud800"',
  "half a character": '"\ud800"',
  "bytes that were no UTF-8": '"\ufffd"',
  "a delete character": '"\u007f"',
  "values nested too deeply": "[".repeat(33) + "]".repeat(33),
  "too many values": `[${"1,".repeat(documentLimits.maxNodes)}1]`,
  "a text that is too large": JSON.stringify("x".repeat(documentLimits.maxBytes)),
  "a text that is too large in UTF-8 alone": JSON.stringify("€".repeat(documentLimits.maxBytes / 2)),
  "what is no JSON": "{'a':1}",
  nothing: "",
};
for (const [what, text] of Object.entries(left))
  test(`leaves ${what} to the reader that can explain it`, () => {
    assert.equal(readPlainJson(text, textSource(text)), undefined);
  });

test("reads what is merely unusual", () => {
  const texts = ['{"a:b":"c:d","e":"12:30"}', '{"x\\\\":{"y\\"":1}}', '{"é":"ü","2":1,"1":2}', "-0", '"a\\nb"'];
  for (const text of texts) {
    const node = readPlainJson(text, textSource(text));
    assert.ok(node, text);
    assert.deepEqual(plainValue(node), JSON.parse(text));
  }
});
