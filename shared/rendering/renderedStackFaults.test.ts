import assert from "node:assert/strict";
import { test } from "node:test";
import {
  authRequest,
  invoiceRequest,
  readKnowledge,
  sha256,
  versionsFor,
  wideRequest,
} from "../../test/kit/requests.js";
import { runFixture } from "../../test/kit/runFixture.js";
import { endingEvent } from "../events/runEvents.js";
import type { RenderedStack, ResolvedPlan } from "../contracts/plan.js";
import type { AcceptedRequest } from "../contracts/request.js";
import { resolvePlan } from "../planning/resolvePlan.js";
import { selectTemplates } from "../planning/selectTemplates.js";
import { renderedStackFaults } from "./renderedStackFaults.js";
import { renderStack } from "./renderStack.js";

const knowledge = await readKnowledge();
const settings = "Pulumi.staging-westeurope-auth.yaml";

test("finds nothing wrong with what is rendered", () => {
  for (const request of [authRequest(), invoiceRequest(), wideRequest()])
    assert.deepEqual(renderedStackFaults(...rendered(request), knowledge), []);
  const named = { name: "IMPORT_FROM", vaultRef: "import-token", mountStrategy: "vault-agent-sidecar" } as const;
  assert.deepEqual(renderedStackFaults(...rendered(authRequest({ secrets: [named] })), knowledge), []);
});

for (const name of ["Pulumi.yaml", settings, "index.ts"])
  test(`fails a stack without ${name}, or with an empty one [CP-125]`, () => {
    for (const text of [undefined, "", " \n"]) {
      const faults = faultsWith({ [name]: text });
      assert.deepEqual(
        faults.filter(({ rule }) => rule === "missing-file").map(({ document }) => document),
        [name],
      );
    }
  });

test("fails a stack that uses secrets and names no provider for them, in the specification's words [CP-129]", () => {
  const [stack] = rendered(authRequest());
  for (const provider of ["", 'secretsprovider: ""']) {
    const text = (stack.files[settings] ?? "").replace("secretsprovider: passphrase", provider);
    const faults = faultsWith({ [settings]: text });
    assert.deepEqual(
      faults.map(({ detail }) => detail),
      ["Missing secretsProvider in Pulumi config"],
    );
    const { data } = endingEvent(runFixture, { kind: "invalid", faults }, undefined, runFixture.submittedAt, sha256);
    assert.deepEqual(
      [data["event"], data["reason"], data["severity"], data["stage"]],
      ["ProvisioningFailed", "Missing secretsProvider in Pulumi config", "high", "validation"],
    );
  }
});

test("needs no secrets provider where there are no secrets", () => {
  const [stack, plan] = rendered(invoiceRequest({ secrets: [] }));
  const name = "Pulumi.prod-francecentral-invoice.yaml";
  const text = (stack.files[name] ?? "").replace("secretsprovider: passphrase", "");
  assert.deepEqual(renderedStackFaults({ ...stack, files: { ...stack.files, [name]: text } }, plan, knowledge), []);
});

test("fails a secrets provider that stacks may not use", () => {
  for (const provider of ["awskms://alias/x", "azurekeyvault://evil.example/keys/k", "default"]) {
    const [stack] = rendered(authRequest());
    const text = (stack.files[settings] ?? "").replace("passphrase", provider);
    assert.deepEqual(
      faultsWith({ [settings]: text }).map(({ rule }) => rule),
      ["unknown-secrets-provider"],
    );
  }
});

test("fails files that are not what Pulumi reads [CP-126]", () => {
  assert.deepEqual(
    faultsWith({ "Pulumi.yaml": "name: [" })
      .map(({ rule }) => rule)
      .slice(0, 1),
    ["invalid-yaml"],
  );
  assert.deepEqual(
    faultsWith({ "Pulumi.yaml": "name: x\ndescription: y\nruntime: python" }).map(({ rule }) => rule),
    ["invalid-settings"],
  );
  assert.deepEqual(
    faultsWith({ [settings]: "secretsprovider: passphrase\nconfig: {}" }).map(({ rule }) => rule),
    ["invalid-settings"],
  );
});

for (const line of [
  `import * as fs from "node:fs";`,
  `import { evil } from "@cloud-provisioner/azure";`,
  `import {\n  ResourceGroup,\n  evil,\n} from "@cloud-provisioner/azure";`,
  `import "child_process";`,
  `export * from "node:fs";`,
  `const fs = require("node:fs");`,
  `const fs = await import("node:fs");`,
  'const fs = `${require("node:fs")}`;',
])
  test(`fails a program with ${JSON.stringify(line)}, which is not whitelisted [CP-126]`, () => {
    const [stack] = rendered(authRequest());
    const faults = faultsWith({ "index.ts": `${stack.files["index.ts"] ?? ""}\n${line}\n` });
    assert.deepEqual(
      faults.map(({ rule }) => rule),
      ["unknown-module"],
    );
  });

test("fails any file that holds a secret's form, by its line and without the secret [CP-130]", () => {
  const [stack] = rendered(authRequest());
  const connection = "AccountKey=CANARYCANARYCANARYCANARY==";
  for (const name of Object.keys(stack.files)) {
    const text = `${stack.files[name] ?? ""}\n# ${connection}`;
    const found = faultsWith({ [name]: text }).filter(({ rule }) => rule === "plaintext-secret");
    assert.deepEqual(
      found.map(({ document, detail }) => [document, detail]),
      [[name, `Line ${text.split("\n").length} holds what looks like an account key; it is not shown.`]],
    );
  }
});

test("selects a module for each kind, each once [CP-085]", () => {
  const [, plan] = rendered(wideRequest());
  assert.deepEqual(selectTemplates(plan.resources), [
    ...[
      "AksCluster",
      "DnsZone",
      "IngressAddress",
      "KeyVault",
      "LogAnalytics",
      "ResourceGroup",
      "Storage",
      "UserAssignedIdentity",
    ],
  ]);
});

test("allows the modules that the knowledge describes, and no other [CP-126]", () => {
  const [stack, plan] = rendered(authRequest({ infraPlan: [{ kind: "described", of: "redis", settings: {} }] }));
  assert.deepEqual(renderedStackFaults(stack, plan, knowledge), []);
  assert.deepEqual(
    renderedStackFaults(stack, plan, { kinds: {} }).map(({ rule }) => rule),
    ["unknown-module"],
  );
});

function faultsWith(changes: Readonly<Record<string, string | undefined>>) {
  const [stack, plan] = rendered(authRequest());
  const files = Object.fromEntries(
    Object.entries({ ...stack.files, ...changes }).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, text]],
    ),
  );
  return renderedStackFaults({ ...stack, files }, plan, knowledge);
}

function rendered(accepted: AcceptedRequest): [RenderedStack, ResolvedPlan] {
  const plan = resolvePlan(accepted, knowledge, sha256);
  assert.ok(plan.ok, JSON.stringify(plan));
  return [renderStack(plan.value, versionsFor(knowledge), sha256), plan.value];
}
