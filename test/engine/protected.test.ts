import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { moduleStacks, type ModuleStacks } from "../kit/moduleStacks.js";

/** What production must not lose, and what comes and goes beside it, on the real engine. */
let stacks: ModuleStacks;
before(async () => {
  stacks = await moduleStacks();
});
after(() => stacks.world.close());

const steady = { vaultName: "kv-shop-prd-1a2b", secrets: true, records: true, hasVault: true };

test("a protected vault or zone is neither dropped nor replaced, and the run is told what to do", async () => {
  await stacks.create(program(steady));
  for (const [what, changes] of [
    ["drops", { hasVault: false }],
    ["replaces", { vaultName: "kv-shop-prd-9z8y" }],
  ] as const) {
    const target = program({ ...steady, ...changes });
    const refused = await stacks.world.engine.preview(target, { operationId: what });
    assert.ok(refused.kind === "failed", `${what} a protected vault`);
    assert.deepEqual([refused.code, refused.isTransient], ["resource-protected", false]);
    assert.match(refused.reason, /KeyVault.*::vault/);
    assert.match(refused.reason, /Keep it in the request as it is.*`pulumi state unprotect`/);
  }
  assert.deepEqual((await stacks.preview(program(steady))).plan.steps, [], "nothing was changed");
});

test("what a protected resource keeps nothing in still comes and goes", async () => {
  const less = program({ ...steady, secrets: false, records: false });
  const previewed = await stacks.preview(less);
  assert.deepEqual(previewed.plan.steps.map(({ op, type }) => `${op} ${type}`).sort(), [
    "delete azure-native:dns:RecordSet",
    "delete azure-native:keyvault:Secret",
  ]);
  await stacks.apply(less, previewed);
});

function program({ vaultName, secrets, records, hasVault }: typeof steady) {
  const tags = `{ environment: "prod" }`;
  const vault = `new KeyVault("vault", {
    resourceGroupName: group.name, location: "westeurope", vaultName: "${vaultName}", access: "rbac",
    purgeProtection: true, softDeleteRetentionInDays: 90, tags: ${tags},
    secrets: ${secrets ? `[{ name: "token", value: seedSecret("db-password") }]` : "[]"},
  }, { protect: true });`;
  return stacks.stack(
    `import { DnsZone, KeyVault, ResourceGroup, seedSecret } from "@cloud-provisioner/azure";
const group = new ResourceGroup("group", { resourceGroupName: "rg-shop-prd", location: "westeurope", tags: ${tags} });
${hasVault ? vault : ""}
new DnsZone("dns", {
  resourceGroupName: group.name, zoneName: "shop.example.com", tags: ${tags},
  records: ${records ? `[{ name: "www", type: "A", ttlSeconds: 300, target: "203.0.113.10" }]` : "[]"},
}, { protect: true });
export const unused = seedSecret.name + KeyVault.name;
`,
    ["db-password"],
  );
}
