import assert from "node:assert/strict";
import { test } from "node:test";
import type { Config } from "../config.js";
import { httpRequest, memoryApplication } from "../../test/kit/application.js";
import { callerOf, signedIn } from "./caller.js";

const { config: development } = (await memoryApplication()).app;
const platform: Config = { ...development, PROVISIONER_IDENTITY: "easy-auth", WEBSITE_AUTH_ENABLED: "True" };
const withoutSignIn: Config = { ...development, PROVISIONER_IDENTITY: "easy-auth" };

const principal = { "x-ms-client-principal-id": "8a1c", "x-ms-client-principal-name": "grace@house.test" };
const grace = { id: "8a1c", name: "grace@house.test", kind: "person" };

const cases: [string, Record<string, string>, Config, unknown][] = [
  ["believes the platform's headers where the platform sets them", principal, platform, grace],
  ["believes no forged header where nobody signs in", principal, withoutSignIn, undefined],
  [
    "believes no forged header where sign-in is switched off",
    principal,
    { ...platform, WEBSITE_AUTH_ENABLED: "False" },
    undefined,
  ],
  [
    "takes a principal without an address for a machine",
    { ...principal, "x-ms-client-principal-name": "pipeline" },
    platform,
    { ...grace, name: "pipeline", kind: "machine" },
  ],
  ["needs id and name", { "x-ms-client-principal-name": "grace@house.test" }, platform, undefined],
  ["believes no development header behind the platform", { "x-provisioner-user": "grace" }, platform, undefined],
  [
    "names a person on a development host",
    { "x-provisioner-user": "Grace" },
    development,
    { id: "grace", name: "Grace", kind: "person" },
  ],
  ["takes no name that could forge a log line", { "x-provisioner-user": "grace approved" }, development, undefined],
  ["believes no platform header on a development host", principal, development, undefined],
];
for (const [title, headers, config, expected] of cases)
  test(title, () => {
    assert.deepEqual(signedIn(httpRequest("POST", { headers }), config), expected);
  });

test("takes a call that shows only a function key for a machine's", () => {
  assert.deepEqual(callerOf(httpRequest("POST", { headers: principal }), withoutSignIn), {
    id: "function-key",
    name: "orchestrator",
    kind: "machine",
  });
});
