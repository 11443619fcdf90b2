import assert from "node:assert/strict";
import { test } from "node:test";
import { stableGuid } from "./stableGuid.js";

test("makes the version 5 GUID of a text in the name space of URLs", () => {
  // As uuid5(NAMESPACE_URL, "https://www.example.com/") of other implementations.
  assert.equal(stableGuid("https://www.example.com/"), "3d3ed9d2-aa3d-5fa6-90e8-ed662e90f559");
  assert.equal(stableGuid("https://www.example.com/"), stableGuid("https://www.example.com/"));
  assert.notEqual(stableGuid("a"), stableGuid("b"));
});
