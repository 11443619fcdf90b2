import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { test } from "node:test";
import { mockCall, mockPreview } from "../testing/mockCloud.js";
import { computed } from "./computed.js";

const resource = { id: pulumi.output("an-id") };
const uriOf = (properties: { uri?: string }): string | undefined => properties.uri;

test("gives what the provider computed", async () => {
  assert.equal(await previewed({ uri: "https://here/" }), "https://here/");
});

test("counts as unknown what a preview of an existing resource leaves out", async () => {
  assert.equal(await previewed({}), pulumi.runtime.unknownValue);
});

async function previewed(properties: { uri?: string }): Promise<unknown> {
  await pulumi.runtime.setMocks({ newResource: mockPreview, call: mockCall }, "golden", "test", true);
  const value = computed(resource, pulumi.output(properties), uriOf);
  const serialized = await pulumi.runtime.serializeProperties("outputs", { value });
  return serialized["value"];
}
