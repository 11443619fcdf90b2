import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import * as z from "zod";
import { mockCall, mockResource } from "../testing/mockCloud.js";
import { checkedOutputs } from "./checkedOutputs.js";
import { HttpsUrl } from "./outputRules.js";

const Outputs = z.strictObject({ uri: HttpsUrl, note: z.string().optional() });
const project = path.join(__dirname, "../../..");
type Uri = string | undefined;

test("gives what Azure computed, secrets as secrets", async () => {
  const { uri } = await wired({ uri: pulumi.secret("https://here/") });
  assert.deepEqual(uri, { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value: "https://here/" });
});

test("counts as unknown what a preview leaves out, and not what may be absent", async () => {
  const wire = await wired({ uri: pulumi.output<Uri>(undefined) }, true);
  assert.equal(wire["uri"], pulumi.runtime.unknownValue);
  assert.equal(wire["note"], undefined);
});

test("names component, resource and output of what Azure left out, and of what cannot be right", async () => {
  const missing = await faultOf(pulumi.output<Uri>(undefined));
  assert.equal(missing, 'KeyVault "auth" has no output "uri": Azure returned none. Does an override take it away?');
  const wrong = await faultOf(pulumi.output("http://s3cr3t/"));
  assert.equal(wrong, 'KeyVault "auth" has an output "uri" that cannot be right: the URL starts with https');
});

test("a program ends in a fault rather than with an empty output [CP-064]", () => {
  const program = `
    const pulumi = require("@pulumi/pulumi");
    const { KeyVault } = require("./modules/azure/main.ts");
    const { keyVaultArgs } = require("./modules/azure/testing/examples.ts");
    const newResource = ({ name, inputs }) => ({ id: "/subscriptions/s/" + name, state: { ...inputs, name } });
    const call = () => ({ tenantId: "t" });
    pulumi.runtime.setMocks({ newResource, call }).then(() => new KeyVault("auth", keyVaultArgs));`;
  const ended = spawnSync(process.execPath, ["--import", "tsx", "-e", program], { cwd: project, encoding: "utf8" });
  assert.notEqual(ended.status, 0);
  assert.match(ended.stderr, /KeyVault "auth" has no output "vaultUri": Azure returned none/);
});

async function wired({ uri }: { uri: pulumi.Output<Uri> }, preview = false): Promise<Record<string, unknown>> {
  await pulumi.runtime.setMocks({ newResource: mockResource, call: mockCall }, "golden", "test", preview);
  const found = { uri, note: pulumi.output(undefined) };
  return pulumi.runtime.serializeProperties("outputs", { ...checkedOutputs(Outputs, "KeyVault", "auth", found) });
}

/** What is wrong with the outputs when `uri` is what was found. */
async function faultOf(uri: pulumi.Output<Uri>): Promise<unknown> {
  await pulumi.runtime.setMocks({ newResource: mockResource, call: mockCall }, "golden", "test", false);
  const outputs = checkedOutputs(Outputs, "KeyVault", "auth", { uri, note: pulumi.output(undefined) });
  const said = pulumi.recover(outputs.uri, (error) => (error instanceof Error ? error.message : "none"));
  return (await pulumi.runtime.serializeProperties("outputs", { said }))["said"];
}
