import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { test } from "node:test";
import * as z from "zod";
import { checked } from "./checked.js";
import { input } from "./input.js";
import { WorkspaceId } from "./placement.js";

const Args = z.strictObject({ zoneName: input(z.string().min(3, "too short")), nested: z.array(input(z.string())) });

test("takes what is known later as it is, and the very same object", () => {
  const zoneName = pulumi.output("x");
  const later = Promise.resolve("x");
  const result = checked(Args, "Thing", "name", { zoneName, nested: [later] });
  assert.equal(result.zoneName, zoneName);
  assert.equal(result.nested[0], later);
});

test("checks what is plain and says where it is wrong", () => {
  const wrong = { zoneName: "x", nested: ["ok", 7 as unknown as string] };
  assert.throws(() => checked(Args, "Thing", "name", wrong), /too short\n\s+→ at zoneName[^]*→ at nested\[1\]/);
});

test("says that an argument is missing", () => {
  assert.throws(() => checked(Args, "Thing", "name", { nested: [] } as unknown as z.input<typeof Args>), /at zoneName/);
});

test("takes a workspace by its ARM id only", () => {
  const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log";
  assert.equal(WorkspaceId.parse(id), id);
  assert.throws(() => WorkspaceId.parse("log"), /ARM id of a Log Analytics workspace/);
});
