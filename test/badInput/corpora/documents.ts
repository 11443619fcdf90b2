/** A text that is refused, and by which rule. */
export interface BadDocument {
  readonly what: string;
  readonly text: string;
  readonly format: "json" | "yaml";
  readonly rule: string;
  /** Where the fault is; the whole document where it is left out. */
  readonly pointer?: string;
}

const json = (what: string, text: string, rule: string, pointer?: string): BadDocument => ({
  what,
  text,
  format: "json",
  rule,
  ...(pointer !== undefined && { pointer }),
});
const yaml = (what: string, text: string, rule: string, pointer?: string): BadDocument => ({
  ...json(what, text, rule, pointer),
  format: "yaml",
});

/** S24: keys that name a prototype, in every way to write them. */
export const pollution: readonly BadDocument[] = ["__proto__", "constructor", "prototype"].flatMap((key) => [
  json(`${key} at the root`, `{"${key}":{"polluted":1}}`, "forbidden-key", `#/${key}`),
  json(
    `${key} in an escape`,
    `{"\\u00${key.charCodeAt(0).toString(16)}${key.slice(1)}":{"polluted":1}}`,
    "forbidden-key",
    `#/${key}`,
  ),
  json(`${key} in tags`, `{"tags":{"${key}":"x"}}`, "forbidden-key", `#/tags/${key}`),
  json(
    `${key} in an entry`,
    `{"infra_plan":[{"type":"aks","${key}":{"polluted":1}}]}`,
    "forbidden-key",
    `#/infra_plan/0/${key}`,
  ),
  yaml(`${key} in YAML`, `tags:\n  ${key}:\n    polluted: 1`, "forbidden-key", `#/tags/${key}`),
]);

const laughs = "abcdefghi".split("").map(
  (name, index, names) =>
    `${name}: &${name} [${Array(9)
      .fill(index === 0 ? "lol" : `*${names[index - 1] ?? ""}`)
      .join(",")}]`,
);

/** S25, S26: little text that becomes much, or deep. */
export const bombs: readonly BadDocument[] = [
  yaml("a billion laughs", laughs.join("\n"), "yaml-anchor"),
  yaml("an alias to itself", "a: &a [*a]", "yaml-alias"),
  yaml("a merge key", "a:\n  <<: {b: 1}", "yaml-merge-key", "#/a/%3C%3C"),
  yaml("an anchor that nobody uses", "a: &a 1", "yaml-anchor"),
  json("33 levels", `${'{"a":'.repeat(32)}[]${"}".repeat(32)}`, "too-deep", `#${"/a".repeat(32)}`),
  json("20,000 levels", `${"[".repeat(20_000)}${"]".repeat(20_000)}`, "too-deep", `#${"/0".repeat(32)}`),
  json("500,000 levels", `${"[".repeat(500_000)}${"]".repeat(500_000)}`, "too-deep", `#${"/0".repeat(32)}`),
  yaml("20,000 levels of YAML", "[".repeat(20_000), "too-deep"),
  yaml("a line of dashes", "- ".repeat(50_000), "too-deep"),
  json("500,000 values", `[${"0,".repeat(500_000)}0]`, "too-many-values", "#/39999"),
  yaml("many values in YAML", "- 0\n".repeat(60_000), "too-many-values", "#/39999"),
  json("a key of 2,000 characters", `{"${"k".repeat(2000)}":1}`, "key-too-long"),
];

/** Numbers that another reader would see as another number. */
export const numbers: readonly BadDocument[] = [
  ...["1e400", "-1e400", "9007199254740993", "-9007199254740993", "1e16"].map((number) =>
    json(`the number ${number}`, `{"tags":{"a":${number}}}`, "unsafe-number", "#/tags/a"),
  ),
  ...["NaN", "Infinity", "-Infinity", "0x1F", "01", "+1", ".5", "1.", "1_000"].map((number) =>
    json(`the number ${number}`, `{"tags":{"a":${number}}}`, "malformed-json"),
  ),
  yaml("an octal or decimal number", "tags: {a: 0777}", "ambiguous-number", "#/tags/a"),
  yaml("a number beyond all in YAML", "tags: {a: .inf}", "unsafe-number", "#/tags/a"),
  json(
    "minus zero where a count belongs",
    '{"infra_plan":{"aks":{"node_count":-0}}}',
    "out-of-range",
    "#/infra_plan/aks/node_count",
  ),
  json(
    "a fraction where a count belongs",
    '{"infra_plan":{"aks":{"node_count":3.7}}}',
    "wrong-type",
    "#/infra_plan/aks/node_count",
  ),
  json("a number in a text", '{"infra_plan":{"aks":{"node_count":"3"}}}', "wrong-type", "#/infra_plan/aks/node_count"),
];

/** Texts that are no document. */
export const malformed: readonly BadDocument[] = [
  json("nothing", "", "malformed-json"),
  json("a blank", " \n", "malformed-json"),
  json("a comma too many", '{"a":1,}', "malformed-json"),
  json("single quotes", "{'a':1}", "malformed-json"),
  json("a comment", '{"a":1 /* no */}', "malformed-json"),
  json("two values", "{}{}", "malformed-json"),
  json("a key twice", '{"tags":{"a":"1","a":"2"}}', "duplicate-key", "#/tags/a"),
  json("a key twice with an escape", '{"tags":{"a":"1","\\u0061":"2"}}', "duplicate-key", "#/tags/a"),
  json("half a character in an escape", '{"tags":{"a":"\\ud800"}}', "invalid-encoding", "#/tags/a"),
  json("a delete character", '{"tags":{"a":"\u007f"}}', "control-character"),
  yaml("a control character", "a: \u0007", "control-character"),
  yaml("two documents", "a: 1\n---\nb: 2", "yaml-many-documents"),
  yaml("a tag that runs code", "a: !!js/function 'x'", "yaml-tag"),
  yaml("a binary tag", "a: !!binary aGk=", "yaml-tag"),
  yaml("a directive", "%YAML 1.1\n---\na: 1", "yaml-directive"),
  yaml("a tab that indents", "a:\n\tb: 1", "malformed-yaml"),
  yaml("a key that is a list", "? [a]\n: b", "yaml-complex-key"),
  yaml("yes where true belongs", "auto_proceed: yes", "wrong-type", "#/auto_proceed"),
  yaml("a list where an object belongs", "- a", "wrong-type"),
  json("null", "null", "wrong-type"),
];
