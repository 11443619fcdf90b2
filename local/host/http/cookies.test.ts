import assert from "node:assert/strict";
import { test } from "node:test";
import { setCookie } from "./cookies.js";

test("writes every attribute of a cookie", () => {
  const cookie = setCookie({
    name: "session",
    value: "a b;c",
    domain: { value: "localhost" },
    path: { value: "/api" },
    expires: { value: { seconds: 0 } },
    maxAge: { value: 0 },
    secure: { value: true },
    httpOnly: { value: true },
    sameSite: "explicitNone",
  });
  assert.equal(
    cookie,
    "session=a%20b%3Bc; Domain=localhost; Path=/api; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Secure; HttpOnly; SameSite=None",
  );
});

test("leaves out what was not set", () => {
  assert.equal(setCookie({ name: "a", value: "1", secure: { value: false }, sameSite: "none" }), "a=1");
});
