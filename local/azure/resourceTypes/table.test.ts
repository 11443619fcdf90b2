import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { landscape } from "../testing/landscape.js";
import { templateParameters } from "../values/armId.js";
import { nameParameter, pathParameters } from "./outputs.js";
import type { ResourceType } from "./resourceType.js";
import { textOf } from "./resourceView.js";
import { resourceType, resourceTypes } from "./table.js";

const sdk = dirname(createRequire(import.meta.url).resolve("@pulumi/azure-native/package.json"));

/** What the installed SDK says about one class. */
interface SdkClass {
  readonly declaration: string;
  readonly inputs: ReadonlySet<string>;
  readonly requiredInputs: readonly string[];
  /** Outputs that are no inputs: what Azure computes. */
  readonly computed: readonly string[];
}

function sdkClass(type: ResourceType): SdkClass {
  const [, module = "", name = ""] = type.token.split(":");
  const file = join(sdk, module, name.charAt(0).toLowerCase() + name.slice(1));
  const code = readFileSync(`${file}.js`, "utf8");
  const names = (pattern: RegExp) => [...code.matchAll(pattern)].map((match) => match[1] ?? "");
  const inputs = new Set(names(/resourceInputs\["(\w+)"\] = \(?args/g));
  return {
    declaration: readFileSync(`${file}.d.ts`, "utf8"),
    inputs,
    requiredInputs: names(/Missing required property '(\w+)'/g),
    computed: names(/resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g).filter((output) => !inputs.has(output)),
  };
}

for (const type of resourceTypes) {
  test(`${type.token} agrees with the installed SDK`, () => {
    const { declaration, inputs, requiredInputs, computed } = sdkClass(type);
    assert.match(declaration, new RegExp(`REST API version ${type.apiVersion}\\b`));
    const parameters = pathParameters(type);
    assert.deepEqual(
      parameters.filter((parameter) => !inputs.has(parameter)),
      [],
      "path parameters that the SDK does not have",
    );
    assert.ok(computed.includes("azureApiVersion"), "the SDK's text was not understood");
    const named = new Set(["name", "type", "location", "azureApiVersion", ...Object.keys(type.outputs)]);
    assert.deepEqual(
      computed.filter((output) => !named.has(output)),
      [],
      "outputs of the SDK that the row does not name",
    );
    const asked = new Set([...parameters, ...(type.required ?? []).map((path) => path.split(/[.[]/)[0])]);
    assert.deepEqual(
      requiredInputs.filter((name) => !asked.has(name)),
      [],
      "inputs that the SDK requires and the row does not",
    );
  });
}

test("every kind has a sample in the landscape, and its name obeys its own rule", () => {
  for (const type of resourceTypes) {
    const found = landscape.find(({ token }) => token === type.token);
    assert.ok(found, `${type.token} has no sample`);
    const name = textOf(found.inputs[nameParameter(type)]);
    assert.match(name, type.nameRule.pattern);
    assert.ok(name.length >= type.nameRule.minLength && name.length <= type.nameRule.maxLength);
  }
});

test("a parent is a kind of the table and its path parameters are among its child's", () => {
  for (const type of resourceTypes.filter(({ parent }) => parent !== undefined)) {
    const parent = resourceType(type.parent ?? "");
    assert.ok(parent, `${type.token} has the unknown parent ${type.parent ?? ""}`);
    const own = templateParameters(type.idTemplate);
    assert.ok(templateParameters(parent.idTemplate).every((parameter) => own.includes(parameter)));
    assert.ok(type.idTemplate.startsWith(`${parent.idTemplate}/`));
  }
});

test("a row names Azure's reference of its own type as its source", () => {
  for (const { source, armType } of resourceTypes)
    assert.equal(source, `https://learn.microsoft.com/azure/templates/${armType.toLowerCase()}`);
});

test("every type that a module declares has a row", () => {
  const folder = "test/golden/modules";
  const goldens = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  const declared = new Set(goldens.flatMap((golden) => golden.match(/(?<="type": ")azure-native:\w+:\w+(?=")/g) ?? []));
  assert.ok(declared.size > 40);
  const missing = [...declared].filter((token) => resourceType(token) === undefined);
  assert.deepEqual(missing, []);
});

test("tokens and ARM types are unique", () => {
  assert.equal(new Set(resourceTypes.map(({ token }) => token)).size, resourceTypes.length);
  assert.equal(new Set(resourceTypes.map(({ armType }) => armType.toLowerCase())).size, resourceTypes.length);
});
