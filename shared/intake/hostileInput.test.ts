import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { Fault } from "../contracts/problem.js";
import { acceptEventPayload, RequestEventType } from "./acceptEventPayload.js";
import { acceptRequest } from "./acceptRequest.js";
import { resolves } from "./testing/resolves.js";
import { context, edited, faultsOf, sample } from "./testing/samples.js";

const canary = "CANARY-7f3a";

/** What a fault speaks of: the whole, or one document of a bundle. */
function documentOf(whole: unknown, { document }: Fault): unknown {
  if (document === undefined) return whole;
  const { documents } = whole as { documents: Record<string, string> };
  return parse(documents[document] ?? "");
}

/** Keys and values that requests are made of, right ones among wrong ones. */
const word = fc.constantFrom(
  ...["trace_id", "env", "environment", "region", "cloud_region_map", "regions", "primary", "infra_plan", "resources"],
  ...["aks", "dns", "storage", "type", "fqdn", "node_count", "k8s_version", "secrets", "vault_ref", "value", "tags"],
  ...[
    "staging",
    "westeurope",
    "azure",
    "1.3",
    "a b",
    "a/b~c",
    "50%#?",
    "",
    "documents",
    "infra-plan.yaml",
    "tier",
    "é\u202e",
  ],
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    word,
    fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.constant(1.3)),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(word, tie("tree"), { maxKeys: 6 }),
  ),
}));

/** The invocation sample with some of its values replaced by anything. */
const mutated = fc
  .tuple(fc.nat(200), tree, fc.nat(200), tree)
  .map(([first, one, second, other]) =>
    replaceAt(replaceAt(JSON.parse(sample("invocation.json")), first, one), second, other),
  );

test("answers any JSON with faults that a reader can follow", () => {
  fc.assert(
    fc.property(fc.oneof(tree, mutated), fc.constantFrom(0, 2), (input, indent) => {
      const text = JSON.stringify(input, null, indent);
      const faults = faultsOf(text, "json");
      for (const fault of faults) {
        assert.deepEqual(Fault.safeParse(fault).error?.issues ?? [], []);
        assert.ok(resolves(documentOf(input, fault), fault), `${fault.pointer} in ${text}`);
        assert.ok(fault.line !== undefined && fault.column !== undefined);
        assert.match(fault.rule, /^[a-z]+(?:-[a-z0-9]+)*$/);
      }
      for (const document of new Set(faults.map((fault) => fault.document))) {
        const own = faults.filter((fault) => fault.document === document);
        const places = own.map(({ line = 0, column = 0 }) => line * 100_000 + column);
        assert.deepEqual(
          places,
          places.toSorted((a, b) => a - b),
        );
      }
    }),
    { numRuns: 1000 },
  );
});

test("says of YAML what it says of the same JSON, and of event data too", () => {
  fc.assert(
    fc.property(mutated, (input) => {
      const judged = (faults: readonly Fault[]) => faults.map(({ pointer, rule }) => `${pointer} ${rule}`).toSorted();
      const json = judged(faultsOf(JSON.stringify(input), "json"));
      assert.deepEqual(judged(faultsOf(stringify(input, { aliasDuplicateObjects: false }))), json);
      const data = acceptEventPayload({ type: "UpdateRegionCapacity", data: input }, context);
      if (
        typeof input === "object" &&
        input !== null &&
        !Array.isArray(input) &&
        "region" in input &&
        !("documents" in input)
      ) {
        assert.deepEqual(data.ok ? [] : judged(data.faults), json);
      }
    }),
    { numRuns: 300 },
  );
});

test("never throws, whatever text or value comes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.constantFrom("json", "yaml"), (text, format) => {
      faultsOf(text, format);
    }),
  );
  const typo = fc.tuple(fc.nat(800), fc.nat(5), fc.string({ unit: "binary", maxLength: 3 }));
  fc.assert(
    fc.property(fc.array(typo, { minLength: 1, maxLength: 4 }), fc.constantFrom("json", "yaml"), (typos, format) => {
      const text = typos.reduce(
        (before, [at, cut, add]) => before.slice(0, at) + add + before.slice(at + cut),
        sample(`invocation.${format}`),
      );
      faultsOf(text, format);
    }),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...RequestEventType.options),
      fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
      (type, data) => {
        acceptEventPayload({ type, data }, context);
      },
    ),
    { numRuns: 1000 },
  );
});

test("never repeats a tag's value that has the form of a secret, whatever the tag is called [CP-089, CP-130]", () => {
  for (const value of [
    "AccountKey=CANARYCANARYCANARYCANARY==",
    "https://st.example.com/c?sv=1&sig=CANARYCANARYCANARYCANARY",
    "Server=db;Password=CANARY",
    "postgres://app:CANARY@db/orders",
  ]) {
    const faults = faultsOf(edited(["edition: EU", `note: "${value}"`]));
    assert.deepEqual(
      faults.map(({ rule, pointer }) => [rule, pointer]),
      [["plaintext-secret", "#/tags/note"]],
    );
    assert.doesNotMatch(JSON.stringify(faults), /CANARY/);
  }
});

test("never repeats the value of a tag that is named like a secret, nor an unfinished text [CP-089, CP-130]", () => {
  for (const name of [
    "db_password",
    "ApiKey",
    "client-secret",
    "sas_token",
    "connection string",
    "passwordHash",
    "sas",
  ]) {
    const faults = faultsOf(edited(["edition: EU", `"${name}": "${canary}"`]));
    assert.deepEqual(
      faults.map(({ rule }) => rule),
      ["plaintext-secret"],
    );
    assert.doesNotMatch(JSON.stringify(faults), /CANARY/);
  }
  assert.doesNotMatch(
    JSON.stringify(faultsOf(edited(["vault_ref: authservice-app-secret", `vault_ref: "${canary}`]))),
    /CANARY/,
  );
});

test("leaves every prototype as it was", () => {
  const before = Object.getOwnPropertyNames(Object.prototype).toSorted();
  for (const key of ["__proto__", "constructor", "prototype"]) {
    for (const place of ["", '"tags": ', '"infra_plan": ', '"infra_plan": {"aks": ', '"secrets": [']) {
      const close = place.endsWith("[") ? "]" : place.includes("{") ? "}" : "";
      const text = place === "" ? `{"${key}": {"polluted": 1}}` : `{${place}{"${key}": {"polluted": 1}}${close}}`;
      for (const format of ["json", "yaml"] as const) {
        assert.ok(
          faultsOf(text, format).some(({ rule }) => rule === "forbidden-key"),
          text,
        );
      }
      acceptEventPayload({ type: "UpdateRegionCapacity", data: JSON.parse(text) }, context);
    }
  }
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype).toSorted(), before);
});

test("takes no name that could leave a folder, a shell or a program", () => {
  const names = [
    ...[
      "../x",
      "..\\x",
      "%2e%2e%2f",
      "/etc/passwd",
      "C:\\x",
      "a/b",
      ".",
      "..",
      "a\0b",
      "-rf",
      "--config-file=x",
      "$(id)",
      "`id`",
    ],
    ...[
      "a;b",
      "a|b",
      "a&b",
      "a\nb",
      "a b",
      '"',
      "'",
      "${x}",
      "*/",
      "</script>",
      "\u202eabc",
      "рrod",
      "ａｂｃ",
      "e\u0301",
      "x".repeat(300),
    ],
  ];
  const fields = [
    "trace_id",
    "execution_id",
    "blueprint_id",
    "component",
    "resource_group",
    "resource_prefix",
    "region",
    "tenant_id",
    "edition",
    "environment",
    "fallback_region",
  ];
  const request = JSON.parse(sample("invocation.json")) as Record<string, unknown>;
  for (const name of names) {
    for (const field of fields) {
      const isId = /_id$|component|edition/.test(field);
      const faults = faultsOf(JSON.stringify({ ...request, [field]: name }), "json");
      assert.ok(faults.length > 0 || (isId && name === "."), `${field}: ${name}`);
    }
    for (const plan of [{ storage: { containers: [name] } }, { dns: name }]) {
      assert.ok(faultsOf(JSON.stringify({ ...request, infra_plan: plan }), "json").length > 0, name);
    }
  }
});

test("answers long bait in every field", () => {
  const request = JSON.parse(sample("invocation.json")) as Record<string, unknown>;
  const baits = [
    "a".repeat(32_768) + "!",
    "a-".repeat(16_384) + "!",
    "a.".repeat(16_384) + "!",
    " ".repeat(32_768) + "!",
    "1.".repeat(16_384),
  ];
  for (const bait of baits) {
    const filled = {
      ...Object.fromEntries(Object.keys(request).map((key) => [key, bait])),
      ...Object.fromEntries(
        ["resource_group", "resource_prefix", "tenant_id", "edition", "agent_origin"].map((key) => [key, bait]),
      ),
      infra_plan: { dns: bait, aks: { k8s_version: bait }, storage: { containers: [bait] } },
      secrets: [{ name: bait, vault_ref: bait, mount_strategy: bait }],
      tags: { bait },
    };
    const faults = faultsOf(JSON.stringify(filled), "json");
    assert.ok(faults.length >= 16, `${faults.length} faults`);
    assert.ok(JSON.stringify(faults).length < 20_000);
  }
});

test("keeps its answer small when keys are long and faults are many", () => {
  const many = Object.fromEntries(
    Array.from({ length: 5000 }, (_, index) => [`unknown-${index}-${"k".repeat(100)}`, 1]),
  );
  const faults = faultsOf(JSON.stringify(many), "json");
  assert.ok(faults.length >= 5000);
  assert.ok(faults.every((fault) => JSON.stringify(fault).length < 2000));
});

test("reads YAML that the library would read differently with another version the same way every time", () => {
  const text = edited(["agent_origin: orchestrator", "agent_origin: on"]);
  assert.equal((parse(text, { version: "1.1" }) as Record<string, unknown>)["agent_origin"], true);
  const answer = acceptRequest({ text, format: "yaml" }, context);
  assert.equal(answer.ok && answer.value.request.requestedBy, "on");
});

/** A copy of a JSON value with its n-th inner value replaced. */
function replaceAt(value: unknown, index: number, replacement: unknown): unknown {
  let left = index % 40;
  const copy = (inner: unknown): unknown => {
    if (left-- === 0) return replacement;
    if (Array.isArray(inner)) return inner.map(copy);
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, member]) => [key, copy(member)]));
  };
  return copy(value);
}
