import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import {
  authRequest,
  dualRegionRequest,
  invoiceRequest,
  readKnowledge,
  sha256,
  versionsFor,
  wideRequest,
} from "../../test/kit/requests.js";
import type { KindKnowledge, KindSetting } from "../contracts/kinds.js";
import type { PlanEntry, SettingValue } from "../contracts/request.js";
import { resolvePlan } from "../planning/resolvePlan.js";
import { renderStack } from "./renderStack.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const knowledge = await readKnowledge();

/** A stack of two regions with a network in the first. */
const networked = dualRegionRequest({
  infraPlan: [
    ...dualRegionRequest().request.infraPlan,
    { kind: "described", of: "virtual-network", settings: { address_space: ["10.20.0.0/16"] } },
  ],
});

test("renders programs that compile against the modules under the options they are rendered with [CP-011]", () => {
  const stacks = [authRequest(), invoiceRequest(), wideRequest(), dualRegionRequest(), networked].map((request) => {
    const plan = resolvePlan(request, knowledge, sha256);
    assert.ok(plan.ok, JSON.stringify(plan));
    return renderStack(plan.value, versionsFor(knowledge), sha256).files;
  });
  const programs = stacks.map((files) => files["index.ts"] ?? "");
  const wrong = (programs[0] ?? "").replace("vaultName:", "vaultNam:");
  const found = problems([...programs, wrong], compilerOptions(stacks[0]?.["tsconfig.json"] ?? ""));
  assert.match(found.pop()?.join("\n") ?? "", /vaultNam/, "the compiler finds a wrong argument");
  assert.deepEqual(found, [[], [], [], [], []]);
});

test("renders every described kind, as it comes and with all that can be set, so that it compiles", () => {
  const kinds = Object.values(knowledge.kinds);
  const stacks = [
    authRequest({ infraPlan: kinds.map((kind) => describedEntry(kind, kind.required)), replication: {} }),
    authRequest({
      // Alerts on what a cluster and an account measure need both.
      infraPlan: [
        { kind: "aks" },
        { kind: "storage" },
        ...kinds.map((kind) => describedEntry(kind, Object.keys(kind.settings))),
      ],
      environment: "prod",
      regions: { primary: "westeurope", secondary: "northeurope", zones: ["1", "2"] },
      replication: { storage: "geo-redundant" },
    }),
  ].map((request) => {
    const plan = resolvePlan(request, knowledge, sha256);
    assert.ok(plan.ok, JSON.stringify(plan));
    return renderStack(plan.value, versionsFor(knowledge), sha256).files;
  });
  const programs = stacks.map((files) => files["index.ts"] ?? "");
  for (const program of programs)
    for (const { module } of kinds) assert.ok(program.includes(`= new ${module}(`), module);
  assert.deepEqual(problems(programs, compilerOptions(stacks[0]?.["tsconfig.json"] ?? "")), [[], []]);
});

/** An entry of a kind that sets these settings to what its knowledge says is a value. */
function describedEntry({ kind, settings }: KindKnowledge, names: readonly string[]): PlanEntry {
  const values = names.map((name) => [name, sampleOf(settings[name])] as const);
  return { kind: "described", of: kind, settings: Object.fromEntries(values) };
}

function sampleOf(setting: KindSetting | undefined): SettingValue {
  switch (setting?.type) {
    case "choice":
      return setting.values.at(-1) ?? "";
    case "integer":
      return setting.values?.at(-1) ?? setting.max;
    case "text":
      return setting.example;
    case "texts":
      return [setting.example];
    case "flag":
    case undefined:
      return true;
  }
}

function compilerOptions(text: string): ts.CompilerOptions {
  const file = JSON.parse(text) as { readonly compilerOptions: Record<string, unknown> };
  const { options, errors } = ts.convertCompilerOptionsFromJson(file.compilerOptions, root);
  assert.deepEqual(errors, []);
  // The modules of this repository stand in for their package; everything else is resolved as installed.
  return {
    ...options,
    noEmit: true,
    types: ["node"],
    paths: { "@cloud-provisioner/azure": [join(root, "modules/azure/main.ts")] },
  };
}

/** What a compiler says of each program, as if it lay beside this repository's packages; it lies in memory only. */
function problems(programs: readonly string[], options: ts.CompilerOptions): string[][] {
  const files = new Map(programs.map((text, index) => [join(root, `rendered-${index}.ts`), text]));
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.fileExists = (name) => files.has(name) || ts.sys.fileExists(name);
  host.getSourceFile = (name, version) => {
    const text = files.get(name);
    return text === undefined ? read(name, version) : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((name) => {
    const source = program.getSourceFile(name);
    assert.ok(source);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  });
}
