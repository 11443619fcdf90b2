import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isScalar, parseDocument, visit } from "yaml";
import { readDocument } from "../readDocument.js";
import { childOf, plainValue } from "./documentNode.js";
import { documentLimits } from "./limits.js";
import { readValue } from "./readValue.js";

const faults = (text: string, format: "json" | "yaml"): string[] =>
  readDocument({ text, format }).findings.map(
    ({ fault: { line, column, pointer, rule } }) => `${String(line)}:${String(column)} ${pointer} ${rule}`,
  );

const value = (text: string, format: "json" | "yaml"): unknown => {
  const { node, findings } = readDocument({ text, format });
  assert.deepEqual(findings, []);
  return node && plainValue(node);
};

const malformedJson: readonly (readonly [text: string, place: string])[] = [
  ["", "1:1"],
  ["  \n", "1:1"],
  ["{", "1:2"],
  ['{"a"', "1:5"],
  ['{"a" 1}', "1:6"],
  ['{"a":}', "1:6"],
  ['{"a":1,}', "1:8"],
  ["[1,\n 2,\n]", "3:1"],
  ['{"a":1 "b":2}', "1:8"],
  ["{'a':1}", "1:2"],
  ["{a:1}", "1:2"],
  ['{"a":1} x', "1:9"],
  ['{"a":1}{"b":2}', "1:8"],
  ['{"a":1 // no\n}', "1:8"],
  ["# no\n{}", "1:1"],
  ['{"a":NaN}', "1:6"],
  ['{"a":-Infinity}', "1:6"],
  ['{"a":undefined}', "1:6"],
  ['{"a":01}', "1:6"],
  ['{"a":+1}', "1:6"],
  ['{"a":1.}', "1:6"],
  ['{"a":.5}', "1:6"],
  ['{"a":0x1F}', "1:6"],
  ['{"a":1_000}', "1:6"],
  ['{"a":"x\ny"}', "1:8"],
  ['{"a":"x\ty"}', "1:8"],
  ['{"a":"\\q"}', "1:7"],
  ['{"a":"\\u12"}', "1:7"],
  ['{"a":"x', "1:6"],
  ["tru", "1:1"],
  ["nullx", "1:1"],
];
for (const [text, place] of malformedJson) {
  test(`refuses the JSON ${JSON.stringify(text)} at ${place}`, () => {
    assert.deepEqual(faults(text, "json"), [`${place} # malformed-json`]);
  });
}

const malformedYaml: readonly (readonly [text: string, ...faults: string[]])[] = [
  ["", "1:1 # malformed-yaml"],
  ["# nothing\n", "1:1 # malformed-yaml"],
  ["a: b: c", "1:4 # malformed-yaml"],
  ["a: 1\nb", "2:1 # malformed-yaml"],
  ["a: 'x", "1:6 # malformed-yaml"],
  ["{a: 1", "1:6 # malformed-yaml"],
  ["- a\nb: c", "2:2 # malformed-yaml"],
  ["a: 1\n\tb: 2", "2:1 # malformed-yaml"],
  ["a:\n  - b\n c: d", "3:1 # malformed-yaml"],
  ['a: "\\q"', "1:5 # malformed-yaml"],
  ['a: "\\UFFFFFFFF"', "1:5 # malformed-yaml"],
  ["a: @x", "1:4 # malformed-yaml"],
  ["]", "1:1 # malformed-yaml"],
  ["a: &x 1\nb: *x", "1:4 # yaml-anchor", "2:4 # yaml-alias"],
  ["a: !!js/function x", "1:4 # yaml-tag"],
  ["a: !!binary aGk=", "1:4 # yaml-tag"],
  ["<<: {a: 1}", "1:1 #/%3C%3C yaml-merge-key"],
  ["a: 1\n---\nb: 2", "2:1 # yaml-many-documents"],
  ["%YAML 1.1\n---\na: yes", "1:1 # yaml-directive"],
  ["? [a]\n: b", "1:3 # yaml-complex-key"],
  [": b", "1:1 # yaml-complex-key"],
  ["a: 0777", "1:4 #/a ambiguous-number"],
  ["a: .inf", "1:4 #/a unsafe-number"],
  ["a: .nan", "1:4 #/a unsafe-number"],
];
for (const [text, ...expected] of malformedYaml) {
  test(`refuses the YAML ${JSON.stringify(text)}`, () => {
    assert.deepEqual(faults(text, "yaml"), expected);
  });
}

for (const format of ["json", "yaml"] as const) {
  const quote = (key: string, text: string) => (format === "json" ? `{"${key}": ${text}}` : `${key}: ${text}`);
  const column = format === "json" ? 7 : 4;

  test(`refuses characters in ${format} that are no text`, () => {
    assert.deepEqual(faults(quote("a", '"\u0007"'), format), [`1:${column + 1} # control-character`]);
    assert.deepEqual(faults(quote("a", '"\ud800"'), format), [`1:${column + 1} # invalid-encoding`]);
    assert.deepEqual(faults(quote("a", '"\ufffd"'), format), [`1:${column + 1} # invalid-encoding`]);
    assert.deepEqual(faults(quote("a", '"\\ud800"'), format), [`1:${column} #/a invalid-encoding`]);
  });

  test(`refuses numbers in ${format} that cannot be exact`, () => {
    for (const text of ["9007199254740993", "-9007199254740993", "1e400", "1e17"]) {
      assert.deepEqual(faults(quote("a", text), format), [`1:${column} #/a unsafe-number`]);
    }
    assert.deepEqual(value(quote("a", "9007199254740991"), format), { a: 9_007_199_254_740_991 });
  });

  test(`refuses the second of two equal keys in ${format}, and keeps reading`, () => {
    const text = '{"a": 1, "b": {"c": 1, "c": 2}, "a": [3]}';
    assert.deepEqual(faults(text, format), ["1:24 #/b/c duplicate-key", "1:33 #/a duplicate-key"]);
    const { node } = readDocument({ text, format });
    assert.deepEqual(node && plainValue(node), { a: 1, b: { c: 1 } });
  });

  test(`refuses keys in ${format} that name a prototype`, () => {
    const text = '{"__proto__": {"x": 1}, "a": {"constructor": 1, "prototype": 2}}';
    assert.deepEqual(faults(text, format), [
      "1:2 #/__proto__ forbidden-key",
      "1:31 #/a/constructor forbidden-key",
      "1:49 #/a/prototype forbidden-key",
    ]);
    assert.equal(({} as Record<string, unknown>)["x"], undefined);
  });

  test(`refuses ${format} that is nested too deeply, counted too long or too large`, () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    assert.deepEqual(faults(nested(documentLimits.maxDepth), format), []);
    for (const depth of [documentLimits.maxDepth + 1, 20_000, 500_000]) {
      const [fault, ...others] = faults(nested(depth), format);
      assert.match(fault ?? "", /^1:33 #.* too-deep$/);
      assert.deepEqual(others, []);
    }
    const list = (count: number) => `[${Array.from({ length: count }, () => "1").join(",")}]`;
    assert.deepEqual(faults(list(documentLimits.maxNodes - 1), format), []);
    assert.match(faults(list(documentLimits.maxNodes), format)[0] ?? "", /too-many-values$/);
    const text = (bytes: number) => `"${"é".repeat((bytes - 2) / 2)}"`;
    assert.deepEqual(faults(text(documentLimits.maxBytes), format), []);
    assert.deepEqual(faults(text(documentLimits.maxBytes + 2), format), ["1:1 # too-large"]);
  });

  test(`refuses keys in ${format} that are longer than any field, at their object`, () => {
    const key = "k".repeat(documentLimits.maxKeyLength + 1);
    const text = format === "json" ? `{"${key}": 1}` : `? ${key}\n: 1`;
    assert.match(faults(text, format)[0] ?? "", /^1:\d # key-too-long$/);
  });

  test(`points at the first thing wrong after a byte order mark in ${format} as without`, () => {
    assert.deepEqual(faults(`\ufeff${quote("a", "}")}`, format), faults(quote("a", "}"), format));
  });
}

test("counts lines by every kind of line end", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    assert.deepEqual(faults(`{"a":1,${end}${end}"b":x}`, "json"), ["3:5 # malformed-json"]);
  }
});

test("stops YAML bombs before they are built", () => {
  const laughs = [
    "a: &a [x, x]",
    ...Array.from("bcdefghi", (name, index) => `${name}: &${name} [*${"abcdefgh"[index] ?? ""}, *a]`),
  ];
  assert.ok(faults(laughs.join("\n"), "yaml").every((fault) => /yaml-(?:anchor|alias)$/.test(fault)));
  const bombs = ["- ", "? ", ": ", "&a ", "*a ", "!a ", "# \n", "---\n", '"" ', "[]", "{a:", "a: ", "\n", "%a\n"];
  for (const piece of bombs) {
    const found = faults(piece.repeat(documentLimits.maxBytes / piece.length), "yaml");
    assert.ok(found.length > 0 && found.length <= 50, piece);
  }
  assert.equal(faults(`"${"\\q".repeat(500_000)}"`, "yaml").length, 1);
});

test("reads YAML by the core schema of 1.2: no yes, no octal, no base 60", () => {
  const text = "a: yes\nb: no\nc: on\nd: 1_000\ne: 12:30:45\nf: ~\ng: true\nh: 0o17\ni: '<<'\n2: x";
  assert.deepEqual(value(text, "yaml"), {
    a: "yes",
    b: "no",
    c: "on",
    d: "1_000",
    e: "12:30:45",
    f: null,
    g: true,
    h: 15,
    i: "<<",
    2: "x",
  });
});

test("keeps the text of numbers as it was written [CP-034]", () => {
  for (const format of ["json", "yaml"] as const) {
    const { node } = readDocument({ text: '{"v": 1.30}', format });
    const version = childOf(node, "v");
    assert.deepEqual(version?.kind === "scalar" && [version.value, version.text], [1.3, "1.30"]);
  }
});

test("reads any JSON as JSON.parse does, as JSON and as YAML", () => {
  const isPlain = (json: unknown) =>
    !/__proto__|constructor|prototype|[\u0000-\u001f\u007f\ufffd]|\p{Surrogate}/u.test(JSON.stringify(json));
  const number = fc
    .oneof(fc.integer(), fc.double({ noNaN: true, min: -1e6, max: 1e6 }))
    .map((found) => (Object.is(found, -0) ? 0 : found));
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      fc.string({ unit: "grapheme" }),
      number,
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("json"), { maxLength: 5 }),
      fc.dictionary(fc.string({ maxLength: 20 }), tie("json"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(json, fc.constantFrom(0, 1, 2), (input, indent) => {
      fc.pre(isPlain(input));
      const text = JSON.stringify(input, null, indent);
      assert.deepEqual(value(text, "json"), JSON.parse(text));
      assert.deepEqual(value(text, "yaml"), JSON.parse(text));
      const read = readValue(input);
      assert.deepEqual(read.node && plainValue(read.node), JSON.parse(text));
    }),
  );
});

test("takes as JSON exactly what JSON.parse takes, but for what is refused on purpose", () => {
  const piece = fc.constantFrom(
    ...Array.from("{}[],:\"'\\ \n\t0123456789.-+eE/#tfn"),
    "true",
    "false",
    "null",
    '"a"',
    "\\u0041",
  );
  const onPurpose = /duplicate-key|forbidden-key|unsafe-number|invalid-encoding|too-deep|control-character/;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      const found = faults(text, "json");
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      if (isJson)
        assert.ok(
          found.every((fault) => onPurpose.test(fault)),
          `${text} ${found.join()}`,
        );
      else assert.ok(found.length > 0, text);
    }),
    { numRuns: 5000 },
  );
});

test("never throws on any text, and reads YAML as the library does where it accepts it", () => {
  const piece = fc.constantFrom(
    ...Array.from("{}[],:-?&*!|>%@`\"'#\\ \n\t~=<."),
    "a",
    "1",
    "a: ",
    "- ",
    "\n  ",
    "---\n",
    "\r\n",
    "<<: ",
    "\u2028",
    "é",
    "\ud83d\ude00",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
        fc.string({ unit: "binary" }),
      ),
      (text) => {
        faults(text, "json");
        const { node, findings } = readDocument({ text, format: "yaml" });
        assert.ok(node ?? findings.length > 0);
        if (node && findings.length === 0) assert.deepEqual(plainValue(node), byLibrary(text.replace(/^\ufeff/, "")));
      },
    ),
    { numRuns: 5000, examples: [[".1:"], ["1.30: a"]] },
  );
});

/** What the library reads, with the names of members as they are written: `1.30` is no field named 1.3. */
function byLibrary(text: string): unknown {
  const document = parseDocument(text, { version: "1.2" });
  assert.deepEqual(document.errors, []);
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && typeof key.value !== "string") key.value = key.source;
    },
  });
  return document.toJS();
}
