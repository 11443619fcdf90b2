import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { openCloud } from "../cloudStore.js";
import { codeOf, testCloud, type TestCloud } from "../testing/testCloud.js";
import { readCaller, type Caller } from "./caller.js";

let cloud: TestCloud;
beforeEach(() => {
  cloud = testCloud();
});
afterEach(() => {
  cloud.close();
});

const owner = (fencingToken: number | undefined, stack = "shop/dev"): Caller => ({
  stack,
  fencingToken,
  operationId: "op-1",
});
const group = (name: string) => ({ resourceGroupName: name, location: "westeurope" });

test("refuses every write of an owner that a newer one has replaced", () => {
  assert.equal(codeOf(cloud.create("resources:ResourceGroup", group("rg-a"), owner(1))), "");
  assert.equal(codeOf(cloud.create("resources:ResourceGroup", group("rg-b"), owner(2))), "");
  assert.equal(codeOf(cloud.create("resources:ResourceGroup", group("rg-c"), owner(1))), "StaleFencingToken");
  assert.equal(codeOf(cloud.update("resources:ResourceGroup", group("rg-a"), owner(1))), "StaleFencingToken");
  assert.equal(codeOf(cloud.remove("resources:ResourceGroup", group("rg-a"), owner(1))), "StaleFencingToken");
  assert.equal(codeOf(cloud.remove("resources:ResourceGroup", group("rg-a"), owner(2))), "");
});

test("a stack that was ever fenced takes no write without a token; other stacks are not concerned", () => {
  cloud.create("resources:ResourceGroup", group("rg-a"), owner(7));
  assert.equal(codeOf(cloud.create("resources:ResourceGroup", group("rg-b"), owner(undefined))), "StaleFencingToken");
  assert.equal(codeOf(cloud.create("resources:ResourceGroup", group("rg-c"), owner(undefined, "other"))), "");
  assert.equal(codeOf(cloud.create("resources:ResourceGroup", group("rg-d"), owner(1, "third"))), "");
});

test("the token, the stack and the operation stand in the journal and at the resource", () => {
  cloud.create("resources:ResourceGroup", group("rg-a"), owner(3));
  cloud.create("resources:ResourceGroup", group("rg-b"), owner(2));
  const view = openCloud(cloud.folder);
  assert.deepEqual(
    view.resources().map(({ name, stack, fencingToken }) => [name, stack, fencingToken]),
    [["rg-a", "shop/dev", 3]],
  );
  assert.deepEqual(
    view
      .journal()
      .map(({ sequence, outcome, fencingToken, operationId }) => [sequence, outcome, fencingToken, operationId]),
    [
      [1, "done", 3, "op-1"],
      [2, "refused", 2, "op-1"],
    ],
  );
  assert.deepEqual(view.fences(), { "shop/dev": 3 });
  view.close();
});

test("reads the caller from the environment and says what is wrong with it", () => {
  assert.deepEqual(readCaller({}), { stack: undefined, fencingToken: undefined, operationId: undefined });
  assert.deepEqual(
    readCaller({ PROVISIONER_STACK: "s", PROVISIONER_FENCING_TOKEN: "0", PROVISIONER_OPERATION_ID: "o" }),
    {
      stack: "s",
      fencingToken: 0,
      operationId: "o",
    },
  );
  for (const token of ["-1", "1.5", "x", "9007199254740993"]) {
    assert.ok("problem" in readCaller({ PROVISIONER_STACK: "s", PROVISIONER_FENCING_TOKEN: token }), token);
  }
  assert.ok("problem" in readCaller({ PROVISIONER_FENCING_TOKEN: "1" }));
});
