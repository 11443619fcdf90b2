import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { parse } from "yaml";
import { z } from "zod";
import {
  authRequest,
  dualRegionRequest,
  invoiceRequest,
  readKnowledge,
  sha256,
  versionsFor,
  wideRequest,
} from "../../test/kit/requests.js";
import type { AcceptedRequest, ProvisionRequest } from "../contracts/request.js";
import { resolvePlan } from "../planning/resolvePlan.js";
import { template, printCode } from "./code.js";
import { renderStack } from "./renderStack.js";

const knowledge = await readKnowledge();
const text = z.string().min(1);

/**
 * What the provider takes for a workload's identity: every parameter a text, and one of them a YAML list of YAML texts.
 * Source: https://azure.github.io/secrets-store-csi-driver-provider-azure/docs/configurations/identity-access-modes/workload-identity-mode/,
 * https://secrets-store-csi-driver.sigs.k8s.io/concepts#secretproviderclass
 */
const SecretProviderClass = z.strictObject({
  apiVersion: z.literal("secrets-store.csi.x-k8s.io/v1"),
  kind: z.literal("SecretProviderClass"),
  metadata: z.strictObject({ name: text, namespace: text }),
  spec: z.strictObject({
    provider: z.literal("azure"),
    parameters: z.strictObject({
      keyvaultName: text,
      clientID: text,
      tenantId: text,
      objects: text
        .transform((objects) => z.strictObject({ array: z.array(text).min(1) }).parse(parse(objects)))
        .transform(({ array }) => array.map((item) => ProvidedObject.parse(parse(item)))),
    }),
  }),
});
const ProvidedObject = z.strictObject({ objectName: text, objectType: z.literal("secret") });

test("brings the secrets that ask for the agent, and only those, as the provider reads it [CP-090]", () => {
  const [[key, manifest] = [], ...others] = manifestsOf(wideRequest());
  assert.equal(key, "vault_agent_manifest");
  assert.deepEqual(others, []);
  assert.deepEqual(manifest?.metadata, { name: "vault-agent", namespace: "customernotification" });
  assert.deepEqual(manifest.spec.parameters, {
    keyvaultName: "vault.vaultName",
    clientID: "identity.clientId",
    tenantId: "identity.tenantId",
    objects: [{ objectName: "signing-key", objectType: "secret" }],
  });
});

test("reads in each region from the vault beside the cluster, as the identity there [CP-090]", () => {
  const request = dualRegionRequest({ secrets: brought("AUTH_SECRET", "IMPORT_TOKEN") });
  const manifests = manifestsOf(request);
  assert.deepEqual(
    manifests.map(([key, { spec }]) => [key, spec.parameters.keyvaultName, spec.parameters.clientID]),
    [
      ["vault_agent_manifest", "vault.vaultName", "identity.clientId"],
      ["secondary_vault_agent_manifest", "vaultNortheurope.vaultName", "identityNortheurope.clientId"],
    ],
  );
  for (const [, { spec }] of manifests)
    assert.deepEqual(
      spec.parameters.objects.map(({ objectName }) => objectName),
      ["auth-secret", "import-token"],
    );
});

test("writes no manifest where no cluster runs the agent, or no secret asks for it [CP-090]", () => {
  assert.deepEqual(manifestsOf(invoiceRequest()), []);
  assert.deepEqual(manifestsOf(authRequest()), []);
  assert.equal(manifestsOf(authRequest({ secrets: brought("AUTH_SECRET") })).length, 1);
});

test("writes a text of several lines so that it reads as it is, whatever it holds", () => {
  const hostile = "a: `${process.exit(1)}`\n\\n <!-- \u2028 é\r\n$`";
  const written = printCode(template(hostile), 0, 0);
  assert.match(written, /^[\n\x20-\x7e]*$/);
  assert.equal(runInNewContext(written), hostile);
  assert.equal(printCode(template("a:\n  - b\n"), 0, 0), "`a:\n  - b\n`");
});

function brought(...names: string[]): ProvisionRequest["secrets"] {
  return names.map((name) => ({
    name,
    vaultRef: `ref-${name.toLowerCase().replaceAll("_", "-")}`,
    mountStrategy: "vault-agent-sidecar",
  }));
}

/** The manifests that a program gives out, each output of a resource by its name (`vault.vaultName`). */
function manifestsOf(accepted: AcceptedRequest): [string, z.infer<typeof SecretProviderClass>][] {
  const plan = resolvePlan(accepted, knowledge, sha256);
  assert.ok(plan.ok, JSON.stringify(plan));
  const program = renderStack(plan.value, versionsFor(knowledge), sha256).files["index.ts"] ?? "";
  const outputsOf = (variable: string) => new Proxy({}, { get: (_, output) => `${variable}.${String(output)}` });
  const variables = [...program.matchAll(/^const (\w+) = new /gm)].map(([, name = ""]) => [name, outputsOf(name)]);
  return [...program.matchAll(/^export const (\w*vault_agent_manifest\w*) = (\{.*?^\});$/gms)].map(
    ([, key = "", code = ""]) => [
      key,
      SecretProviderClass.parse(runInNewContext(`(${code})`, Object.fromEntries(variables) as object)),
    ],
  );
}
