import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlanEntry } from "../contracts/request.js";
import { authRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
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

test("makes a zone that is an entry itself, without a record", () => {
  assert.deepEqual(zonesOf([aks, dns("apps.connectsoft.io")], ["apps.connectsoft.io"]), { "apps.connectsoft.io": [] });
});

test("names a cluster in the first zone that the request knows [CP-088, CP-108]", () => {
  assert.deepEqual(zonesOf([aks], ["connectsoft.test"]), { "connectsoft.test": ["auth.weu.stg"] });
});
