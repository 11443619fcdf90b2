import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { test } from "node:test";
import { outputsOf } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { userAssignedIdentityArgs as plain, vaultId } from "../testing/networkExamples.js";
import { synth } from "../testing/synth.js";
import { builtInRoles } from "./builtInRoles.js";
import { UserAssignedIdentity } from "./userAssignedIdentity.js";
import type { UserAssignedIdentityArgs } from "./userAssignedIdentityArgs.js";

const issuer = "https://westeurope.oic.prod-aks.azure.com/tenant/issuer/";
const credential = { name: "auth-service", issuer, namespace: "auth", serviceAccount: "auth" };
const role = { name: "vault", role: "Key Vault Secrets User", scope: vaultId } as const;

test("declares the golden identity with two roles and two workloads [CP-086]", async () => {
  const roles = [role, { name: "files", role: "Storage Blob Data Reader", scope: vaultId } as const];
  const federatedCredentials = [credential, { ...credential, name: "auth-jobs", serviceAccount: "jobs" }];
  const args = { ...plain, roles, federatedCredentials };
  matchesGolden("identity.workload", await synth(() => outputsOf(new UserAssignedIdentity("auth", args))));
});

test("names an assignment the same on every run, and differently for every role, identity and key [CP-086]", async () => {
  const names = async (component: string, roles: UserAssignedIdentityArgs["roles"]) => {
    const { resources } = await synth(() => outputsOf(new UserAssignedIdentity(component, { ...plain, roles })));
    return resources.flatMap(({ inputs }) => inputs["roleAssignmentName"] ?? []);
  };
  const first = await names("auth", [role]);
  assert.deepEqual(await names("auth", [{ ...role, scope: pulumi.output(vaultId) }]), first);
  const others = [
    await names("other", [role]),
    await names("auth", [{ ...role, name: "second" }]),
    await names("auth", [{ ...role, role: "Key Vault Secrets Officer" }]),
  ];
  assert.equal(new Set([first, ...others].flat()).size, 4);
});

test("names an assignment while its scope and its principal are only planned", async () => {
  const { resources } = await synth(() => outputsOf(new UserAssignedIdentity("auth", { ...plain, roles: [role] })), {
    preview: true,
  });
  const assignment = resources.find(({ type }) => type === "azure-native:authorization:RoleAssignment");
  assert.match(String(assignment?.inputs["roleAssignmentName"]), /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]/);
  assert.notEqual(typeof assignment?.inputs["principalId"], "string");
});

test("writes one credential after the other, as Azure takes no two at a time", async () => {
  const order: (readonly [string, unknown])[] = [];
  const federatedCredentials = ["one", "two", "three"].map((name) => ({ ...credential, name, serviceAccount: name }));
  const record: pulumi.ResourceTransformation = ({ type, name, opts }) => {
    const [after] = [opts.dependsOn ?? []].flat() as pulumi.Resource[];
    if (type.endsWith(":FederatedIdentityCredential")) order.push([name, after?.urn]);
    return undefined;
  };
  const { outputs } = await synth(() => {
    new UserAssignedIdentity("auth", { ...plain, federatedCredentials }, { transformations: [record] });
    return Object.fromEntries(order);
  });
  const after = Object.entries(outputs).map(([name, urn]) => [name, String(urn).split("::").at(-1)]);
  const chain = { "auth-two": "auth-one", "auth-three": "auth-two" };
  assert.deepEqual(Object.fromEntries(after), chain, "the first one waits for nobody");
});

test("every built-in role has an id of its own", () => {
  const ids = Object.values(builtInRoles);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

const refused: readonly (readonly [string, Partial<UserAssignedIdentityArgs>, RegExp])[] = [
  [
    "a role that manages",
    { roles: [{ ...role, role: "Owner" as "Reader" }] },
    /one of AcrPull[^]*→ at roles\[0\]\.role/,
  ],
  ["a scope by its name", { roles: [{ ...role, scope: "kv-auth" }] }, /give the ARM id that the role is for/],
  ["two roles of one name", { roles: [role, role] }, /"vault" is there twice/],
  [
    "an issuer that anybody could play",
    { federatedCredentials: [{ ...credential, issuer: "http://issuer.example" }] },
    /an issuer is an https address/,
  ],
  [
    "a service account that Kubernetes would refuse",
    { federatedCredentials: [{ ...credential, serviceAccount: "Auth" }] },
    /Kubernetes name[^]*→ at federatedCredentials\[0\]\.serviceAccount/,
  ],
];
for (const [what, change, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new UserAssignedIdentity("auth", { ...plain, ...change }), message);
  });
}
