import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PlannedResource } from "../../shared/contracts/plan.js";
import { acceptRequest } from "../../shared/intake/acceptRequest.js";
import { kinds, sample } from "../../shared/intake/testing/samples.js";
import { memoryApplication } from "../kit/application.js";

const { app } = await memoryApplication();
const caller = { id: "ada", name: "ada", kind: "person" } as const;
const request = JSON.parse(sample("invocation.json")) as Record<string, unknown>;

/** Few letters, so that names meet once case, hyphens and underscores no longer tell them apart. */
const word = fc.stringMatching(/^[aAbB][ab][aA_-]?[bB]$/);
const lower = fc.stringMatching(/^[ab][ab]-?[ab]$/);
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 4 });
const some = list(fc.constant(true));

const plans = fc.record({
  clusters: some,
  storages: list(list(lower)),
  queues: list(word),
  topics: list(word),
  databases: list(lower),
  domains: list(
    fc
      .tuple(fc.constantFrom("a", "A", "b", "*"), fc.constantFrom("x.io", "X.io", "y.x.io"))
      .map(([host, zone]) => `${host}.${zone}`),
  ),
  identities: some,
  registries: some,
  secrets: list(fc.oneof(word, fc.constant("AKS_KUBECONFIG"), fc.constant("kubeconfig"))),
});

const administrator = { administrator: "sg-admins", administrator_id: "11111111-2222-3333-4444-555555555555" };

function documentOf({
  clusters,
  storages,
  queues,
  topics,
  databases,
  domains,
  identities,
  registries,
  secrets,
}: typeof plans extends fc.Arbitrary<infer T> ? T : never) {
  return {
    ...request,
    infra_plan: [
      { type: "keyvault", policy: "rbac" },
      ...clusters.map(() => ({ type: "aks" })),
      ...storages.map((containers) => ({ type: "storage", containers })),
      { type: "service-bus", queues, topics },
      { type: "postgresql", databases, ...administrator },
      ...domains.map((fqdn) => ({ type: "dns", fqdn })),
      ...identities.map(() => ({ type: "managed-identity" })),
      ...registries.map(() => ({ type: "container-registry" })),
    ],
    secrets: secrets.map((name) => ({ name, vault_ref: "authservice-app-secret" })),
  };
}

test("takes only requests of which no two things get one name, and points at both of those that would", () => {
  const seen = { refused: 0, taken: 0 };
  fc.assert(
    fc.property(plans, (asked) => {
      const document = documentOf(asked);
      const accepted = app.accept({ text: JSON.stringify(document), format: "json" }, caller);
      if (!accepted.ok) {
        seen.refused++;
        for (const { rule, detail, pointer } of accepted.faults) {
          if (!rule.startsWith("duplicate-")) continue;
          const other = /#\/[\w/]+/.exec(detail)?.[0];
          assert.ok(other !== undefined && other !== pointer, `${pointer} ${detail}`);
        }
        return;
      }
      const plan = app.resolve(accepted.value, undefined);
      if (!plan.ok) {
        seen.refused++;
        return;
      }
      seen.taken++;
      assertDistinct(
        plan.value.resources,
        plan.value.secrets.map(({ secretName }) => secretName),
      );
    }),
    { numRuns: 400 },
  );
  assert.ok(seen.refused > 50 && seen.taken > 20, JSON.stringify(seen));
});

/** Names in each of their scopes, as Azure compares them: without case. */
function assertDistinct(resources: readonly PlannedResource[], secretNames: readonly string[]): void {
  const spaces = new Map<string, string[]>();
  const add = (space: string, ...names: readonly string[]) =>
    spaces.set(space, [...(spaces.get(space) ?? []), ...names]);
  for (const resource of resources) {
    add("logical names", resource.logicalName);
    add(resource.kind === "described" ? resource.of : resource.kind, resource.name);
    if (resource.kind === "storage") add(`containers of ${resource.name}`, ...resource.args.containers);
    if (resource.kind === "dns-zone")
      add(`records of ${resource.name}`, ...resource.args.records.map(({ name }) => name));
    if (resource.kind === "aks" && resource.args.kubeconfigSecret) add("vault", resource.args.kubeconfigSecret);
    if (resource.kind !== "described") continue;
    for (const [argument, value] of Object.entries(resource.args))
      if (["queues", "topics", "databases"].includes(argument))
        add(`${resource.name} ${argument === "topics" ? "queues" : argument}`, ...textsIn(value));
  }
  add("vault", ...secretNames);
  for (const [space, names] of spaces) {
    const same = names.map((name) => name.toLowerCase());
    assert.deepEqual(
      same.filter((name, index) => same.indexOf(name) < index),
      [],
      space,
    );
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  const { kind, ...members } = value as Record<string, unknown>;
  return Object.values(Array.isArray(value) ? value : kind === undefined ? value : members).flatMap(textsIn);
}

test("every list of names that a kind takes is held to naming nothing twice", () => {
  const lists = Object.values(kinds).flatMap(({ kind, settings, required }) =>
    Object.entries(settings).flatMap(([name, setting]) =>
      setting.type === "texts" && name !== "address_space" ? [{ kind, name, example: setting.example, required }] : [],
    ),
  );
  assert.ok(lists.length > 4);
  const context = { kinds, regions: ["westeurope", "francecentral"], regionSpellings: {}, caller: "ada" };
  for (const { kind, name, example, required } of lists) {
    const needed = required.length > 0 && kind === "postgresql" ? administrator : {};
    const infra_plan = [{ type: kind, ...needed, [name]: [example, example.toUpperCase().toLowerCase()] }];
    const answer = acceptRequest({ text: JSON.stringify({ ...request, infra_plan }), format: "json" }, context);
    const faults = answer.ok ? [] : answer.faults;
    assert.ok(
      faults.some(({ rule, pointer }) => rule === "duplicate-name" && pointer === `#/infra_plan/0/${name}/1`),
      `${kind} ${name}`,
    );
  }
});
