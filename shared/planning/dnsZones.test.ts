import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlanEntry } from "../contracts/request.js";
import { authRequest, dualRegionRequest, invoiceRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { PlannedKind, PlannedResource } from "../contracts/plan.js";
import type { AcceptedRequest } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();

/** Zones of a plan with the names of their records. */
function zonesOf(infraPlan: PlanEntry[], dnsZones?: string[]): Record<string, string[]> {
  const request = authRequest({ infraPlan, replication: {}, ...(dnsZones && { dnsZones }) });
  const plan = resolvePlan(request, knowledge, sha256);
  assert.ok(plan.ok, JSON.stringify(plan));
  return Object.fromEntries(
    plan.value.resources.flatMap((resource) =>
      resource.kind === "dns-zone" ? [[resource.name, resource.args.records.map(({ name }) => name)]] : [],
    ),
  );
}

const aks: PlanEntry = { kind: "aks" };
const dns = (fqdn: string): PlanEntry => ({ kind: "dns", fqdn });

test("puts a name into the longest zone that the request knows, and else into the one after its first label [CP-010]", () => {
  const entries = [aks, dns("auth.eu.connectsoft.io"), dns("a.b.connectsoft.io"), dns("other.example.com")];
  assert.deepEqual(zonesOf(entries, ["connectsoft.io", "eu.connectsoft.io"]), {
    "eu.connectsoft.io": ["auth"],
    "connectsoft.io": ["a.b"],
    "example.com": ["other"],
  });
  assert.deepEqual(zonesOf(entries.slice(0, 2)), { "eu.connectsoft.io": ["auth"] });
});

test("makes no zone below another one of the stack, which would have no delegation, and says so [CP-001]", () => {
  const entries = [aks, dns("a.b.example.com"), dns("b.example.com")];
  assert.deepEqual(zonesOf(entries), { "example.com": ["a.b", "b"] });
  assert.deepEqual(zonesOf([aks, dns("c.a.b.example.com"), dns("a.b.example.com"), dns("x.example.com")]), {
    "example.com": ["c.a.b", "a.b", "x"],
  });
  assert.deepEqual(zonesOf([aks, dns("a.notb.com"), dns("a.b.com")]), { "notb.com": ["a"], "b.com": ["a"] });
  assert.deepEqual(zonesOf([aks, dns("x.connectsoft.io"), dns("a.x.connectsoft.io"), dns("c.b.x.connectsoft.io")]), {
    "x.connectsoft.io": ["@", "a", "c.b"],
  });
  assert.deepEqual(zonesOf([...entries.slice(0, 2), dns("x.example.com")], ["b.example.com"]), {
    "b.example.com": ["a"],
    "example.com": ["x"],
  });

  const plan = resolvePlan(authRequest({ infraPlan: entries, replication: {} }), knowledge, sha256);
  assert.ok(plan.ok);
  const [moved] = plan.value.corrections.filter(({ action }) => action === "SharedDnsZone");
  assert.deepEqual([moved?.valueBefore, moved?.valueApplied], ["b.example.com", "example.com"]);
  assert.deepEqual(plan.value.provenance["resources.dns.name"]?.at(-1), {
    kind: "rule",
    rule: "PlanDns",
    reason: "example.com is a zone of the stack too, and a zone below it would have to be delegated there",
    replaced: { value: "b.example.com" },
  });
});

test("makes a zone that is an entry itself, without a record", () => {
  assert.deepEqual(zonesOf([aks, dns("apps.connectsoft.io")], ["apps.connectsoft.io"]), { "apps.connectsoft.io": [] });
});

test("names a cluster in the first zone that the request knows [CP-088]", () => {
  assert.deepEqual(zonesOf([aks], ["connectsoft.test"]), { "connectsoft.test": ["auth.weu.stg"] });
});

test("makes a name directly below the organisation's zone a zone of its own, and says why [CP-001]", () => {
  assert.deepEqual(zonesOf([aks, dns("invoices.connectsoft.io"), dns("api.invoices.connectsoft.io")]), {
    "invoices.connectsoft.io": ["@", "api"],
  });
  const plan = resolvePlan(invoiceRequest(), knowledge, sha256);
  assert.ok(plan.ok, JSON.stringify(plan));
  assert.deepEqual(plan.value.provenance["resources.dns.name"]?.at(-1), {
    kind: "rule",
    rule: "PlanDns",
    reason: "connectsoft.io is the organisation's zone, so a name directly below it is a zone of its own",
    file: "dns.yaml",
    replaced: { value: "connectsoft.io" },
  });
});

test("says where a zone's name comes from without saying that a request asked for it, which may not be so", () => {
  for (const infraPlan of [[aks], [aks, dns("auth.eu.connectsoft.io")]]) {
    const plan = resolvePlan(authRequest({ infraPlan, replication: {} }), knowledge, sha256);
    assert.ok(plan.ok, JSON.stringify(plan));
    const last = plan.value.provenance["resources.dns.name"]?.at(-1);
    assert.equal(last?.kind === "rule" && last.reason, "the component's domain name without its first label");
  }
});

test("lets the name of a zone follow the ingress, or hold its address where too many names follow it", () => {
  const names = (count: number) => [
    aks,
    ...Array.from({ length: count }, (_, index) => dns(`n${index}.connectsoft.io`)),
  ];
  const targetsOf = (infraPlan: PlanEntry[]) =>
    planned(authRequest({ infraPlan, replication: {} }), "dns-zone").map(({ args }) => args.records);
  const records = (target: object) => [{ name: "@", type: "A", ttlSeconds: 300, target }];
  assert.deepEqual(targetsOf(names(1)), [records({ kind: "resource", logicalName: "ingress" })]);
  const many = targetsOf(names(knowledge.dns.mostAliases + 1));
  assert.deepEqual(many[0], records({ kind: "output", logicalName: "ingress", output: "ipAddress" }));
});

test("fails the name of a zone over by a profile that knows addresses, which alone it can follow [CP-015]", () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => dns(`n${index}.connectsoft.io`));
  const request = dualRegionRequest({ infraPlan: [aks, dns("auth.eu.connectsoft.io"), ...names(1)] });
  assert.deepEqual(
    planned(request, "traffic-manager").flatMap(({ args }) => args.endpoints.map(({ target }) => target.output)),
    ["ipAddress", "ipAddress"],
  );
  assert.deepEqual(
    planned(request, "dns-zone").map(({ args: { records } }) => [records[0]?.type, records[0]?.target]),
    [
      ["CNAME", { kind: "output", logicalName: "traffic", output: "fqdn" }],
      ["A", { kind: "resource", logicalName: "traffic" }],
    ],
  );
  const tooMany = dualRegionRequest({ infraPlan: [aks, ...names(knowledge.dns.mostAliases + 2)] });
  assert.deepEqual(faultsOf(tooMany), [
    ["/infraPlan/21/fqdn", "too-many-names"],
    ["/infraPlan/22/fqdn", "too-many-names"],
  ]);
});

test("takes the organisation's zone for a stack only where the request names it among its zones", () => {
  for (const fqdn of ["connectsoft.io", "*.ConnectSoft.io."]) {
    const infraPlan: PlanEntry[] = [aks, dns(fqdn)];
    assert.deepEqual(faultsOf(authRequest({ infraPlan })), [["/infraPlan/1/fqdn", "organisation-zone"]]);
    const zones = zonesOf(infraPlan, ["connectsoft.io"]);
    assert.deepEqual(Object.keys(zones), ["connectsoft.io"]);
  }
});

function planned<K extends PlannedKind>(request: AcceptedRequest, kind: K): Extract<PlannedResource, { kind: K }>[] {
  const plan = resolvePlan(request, knowledge, sha256);
  assert.ok(plan.ok, JSON.stringify(plan));
  return plan.value.resources.filter((each): each is Extract<PlannedResource, { kind: K }> => each.kind === kind);
}

/** What is wrong with a request's names, and where. */
function faultsOf(request: AcceptedRequest): (readonly [string, string])[] {
  const plan = resolvePlan(request, knowledge, sha256);
  return plan.ok ? [] : plan.faults.map(({ pointer, rule }) => [pointer.replace(/^#/, ""), rule] as const);
}
