import assert from "node:assert/strict";
import { test } from "node:test";
import { refusedCaller } from "./loopbackGuard.js";

test("serves this machine's own names and pages of its own origin", () => {
  for (const host of ["127.0.0.1:7071", "localhost:7071", "localhost", "[::1]:7071", "LOCALHOST:1"]) {
    assert.equal(refusedCaller({ headers: { host } }), undefined, host);
    assert.equal(refusedCaller({ headers: { host, origin: `http://${host.toLowerCase()}` } }), undefined, host);
  }
});

test("refuses a name that only resolves to this machine", () => {
  for (const host of [
    "evil.test",
    "127.0.0.1.evil.test",
    "localhost.evil.test:7071",
    "",
    "127.0.0.1@evil.test",
    "0.0.0.0",
  ]) {
    assert.match(refusedCaller({ headers: { host } }) ?? "", /Host header/, host);
  }
  assert.match(refusedCaller({ headers: {} }) ?? "", /Host header/);
});

test("refuses pages of other origins, also of another port of this machine", () => {
  const host = "127.0.0.1:7071";
  for (const origin of [
    "http://evil.test",
    "null",
    "https://127.0.0.1:7071",
    "http://127.0.0.1:3000",
    "http://localhost:7071",
  ]) {
    assert.match(refusedCaller({ headers: { host, origin } }) ?? "", /not served/, origin);
  }
});
