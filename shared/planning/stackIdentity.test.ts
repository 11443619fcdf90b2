import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readKnowledge } from "../../test/kit/requests.js";
import { ComponentName, Environment, StackIdentity } from "../contracts/identity.js";
import { stackIdentity } from "./stackIdentity.js";

const knowledge = await readKnowledge();

test("derives project, stack and path of the specification's sample [CP-039, CP-094]", () => {
  const request = { component: "AuthService", environment: "staging", region: "westeurope" } as const;
  assert.deepEqual(stackIdentity(request, knowledge), {
    project: "authservice-westeurope",
    stack: "staging-westeurope-auth",
    label: "staging-westeurope",
    path: "infrastructure/stacks/authservice/staging/westeurope",
    ...request,
  });
});

test("gives a tenant a stack and a path of its own", () => {
  const request = { component: "Portal", environment: "prod", region: "uksouth", tenantId: "T-134" } as const;
  const { project, stack, path, tenant } = stackIdentity(request, knowledge);
  assert.deepEqual(
    [project, stack, path, tenant],
    ["portal-uksouth", "prod-uksouth-portal-t134", "infrastructure/stacks/portal/prod/uksouth/t134", "T-134"],
  );
});

test("keeps a component without the ending whole, and one that is nothing else", () => {
  const stackOf = (component: string) =>
    stackIdentity({ component, environment: "dev", region: "westeurope" }, knowledge).stack;
  assert.deepEqual(["Gateway", "Service", "Serviced", "Api-Service"].map(stackOf), [
    "dev-westeurope-gateway",
    "dev-westeurope-service",
    "dev-westeurope-serviced",
    "dev-westeurope-api",
  ]);
});

test("every identity is one Pulumi accepts, and two of them never share project and stack [CP-094]", () => {
  const request = fc.record({
    component: fc.oneof(
      fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,39}$/).filter((name) => ComponentName.safeParse(name).success),
      fc.constantFrom("Auth", "AuthService", "auth-service", "Audit"),
    ),
    environment: fc.constantFrom(...Environment.options),
    region: fc.constantFrom(...Object.keys(knowledge.regions.regions)),
    tenantId: fc.constantFrom(undefined, "T-1", "auth"),
  });
  fc.assert(
    fc.property(request, request, (one, other) => {
      const [first, second] = [stackIdentity(one, knowledge), stackIdentity(other, knowledge)];
      assert.ok(StackIdentity.safeParse(first).success, JSON.stringify(first));
      const isOneStack = first.project === second.project && first.stack === second.stack;
      assert.equal(isOneStack, first.path === second.path);
    }),
    { numRuns: 2000 },
  );
});
