import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { format } from "prettier";
import { parse } from "yaml";
import { yamlText } from "./quote.js";
import { call, identifier, list, literal, object, printCode, reference, variableOf, type Code } from "./code.js";

const word = (length: number): Code => literal("x".repeat(length));

/** Shapes of expression, each with a text of growing length, so that every limit is met from both sides. */
const shapes: Readonly<Record<string, (length: number) => Code>> = {
  "a string of a short key": (length) => object({ name: word(length), other: literal(1) }),
  "a string of a long key": (length) => object({ value: word(length), other: literal(1) }),
  "a call": (length) => object({ value: call(["seedSecret"], word(length)) }),
  "a list of strings": (length) => object({ containers: list([word(length), word(20)]) }),
  "a list of one object": (length) => object({ records: list([object({ name: word(length), ttl: literal(60) })]) }),
  "a list of two objects": (length) =>
    object({ records: list([word(length), word(3)].map((name) => object({ name, ttl: literal(60) }))) }),
  "a nested object": (length) =>
    object({ kubeconfig: object({ vaultName: reference("vault", "name"), secret: word(length) }) }),
  "an empty list": (length) => object({ containers: list([]), name: word(length) }),
};

for (const [name, shape] of Object.entries(shapes))
  test(`prints ${name} as prettier does, at any width`, async () => {
    for (let length = 60; length <= 125; length++) {
      const statement = `const all = ${printCode(shape(length), 0, "const all = ;".length)};\n`;
      assert.equal(await format(statement, { parser: "typescript", printWidth: 120 }), statement);
    }
  });

test("names variables after logical names, and nothing else", () => {
  assert.equal(variableOf("resource-group"), "resourceGroup");
  assert.equal(variableOf("cluster-2"), "cluster2");
  for (const text of ["", "a b", "a;b", "a.b", "1a", "é", "a\n", "a".repeat(65)])
    assert.throws(() => identifier(text), /Not an identifier/, JSON.stringify(text));
});

test("leaves YAML plain where every reader takes it for this very text, and quotes it elsewhere", () => {
  const plain = ["westeurope", "EU", "invoice-platform-v1", "Orders in staging, westeurope", "ops@example.com"];
  for (const text of [...plain, "azurekeyvault://cs.vault.azure.net/keys/pulumi"]) assert.equal(yamlText(text), text);
  const quoted = [
    "",
    "true",
    "No",
    "y",
    "null",
    "1.28",
    "0x1f",
    "2026-11-01",
    "a: b",
    "a #b",
    "- a",
    "a ",
    "@a",
    "é",
    "a\nb",
  ];
  for (const text of quoted) {
    assert.match(yamlText(text), /^".*"$/, JSON.stringify(text));
    for (const version of ["1.1", "1.2"] as const) assert.equal(parse(yamlText(text), { version }), text);
  }
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from("aYn0 .,:/#@-_()'\"\\{}[]&*!|>%?=~")) }), (text) => {
      for (const version of ["1.1", "1.2"] as const)
        assert.equal((parse(`key: ${yamlText(text)}\n`, { version }) as { key: string }).key, text);
    }),
  );
});
