import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { test } from "node:test";
import { mockCall, mockPreview } from "../testing/mockCloud.js";
import { computed } from "./computed.js";

const resource = { id: pulumi.output("an-id") };
const uriOf = (properties: { uri?: string }): string | undefined => properties.uri;

test("gives what the provider computed", async () => {
  assert.equal(await wireOf({ uri: "https://here/" }, "preview"), "https://here/");
});

test("counts as unknown what a preview of an existing resource leaves out", async () => {
  assert.equal(await wireOf({}, "preview"), pulumi.runtime.unknownValue);
});

test("does not hide what is missing when the resource is there", async () => {
  assert.equal(await wireOf({}, "apply"), undefined);
});

async function wireOf(properties: { uri?: string }, during: "preview" | "apply"): Promise<unknown> {
  await pulumi.runtime.setMocks({ newResource: mockPreview, call: mockCall }, "golden", "test", during === "preview");
  const value = computed(resource, pulumi.output(properties), uriOf);
  const serialized = await pulumi.runtime.serializeProperties("outputs", { value });
  return serialized["value"];
}
