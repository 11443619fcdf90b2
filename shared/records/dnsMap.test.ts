import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { authRequest, dualRegionRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import { runFixture } from "../../test/kit/runFixture.js";
import type { AppliedRecord } from "../contracts/evidence.js";
import type { AcceptedRequest, ProvisionRequest } from "../contracts/request.js";
import { resolvePlan } from "../planning/resolvePlan.js";
import { dnsMap } from "./dnsMap.js";

const knowledge = await readKnowledge();
const outputs = {
  aks_cluster_fqdn: { value: "api-server.example.com", isSecret: false },
  ingress_address: { value: "203.0.113.10", isSecret: false },
  secondary_ingress_address: { value: "203.0.113.20", isSecret: false },
  traffic_manager_fqdn: { value: "auth.trafficmanager.net", isSecret: false },
};

function mapOf(accepted: AcceptedRequest): Record<string, unknown> | undefined {
  const plan = resolvePlan(accepted, knowledge, sha256);
  assert.ok(plan.ok, JSON.stringify(plan));
  const text = dnsMap(runFixture, plan.value, { outputs } as unknown as AppliedRecord);
  return text === undefined ? undefined : (parse(text) as Record<string, unknown>);
}

test("maps each name to where it leads, and what leads there to the regions in order [CP-060]", () => {
  const map = mapOf(dualRegionRequest());
  assert.deepEqual(map?.["records"], [
    {
      fqdn: "auth.europe.connectsoft.io",
      zone: "europe.connectsoft.io",
      type: "CNAME",
      ttl_seconds: 60,
      target: "auth.trafficmanager.net",
    },
  ]);
  assert.deepEqual(map["endpoints"], [
    { region: "westeurope", priority: 1, target: "203.0.113.10" },
    { region: "northeurope", priority: 2, target: "203.0.113.20" },
  ]);
  assert.equal(map["trace_id"], runFixture.traceId);
});

test("maps several names of one region, and has no map of one [CP-060]", () => {
  const entry = (fqdn: string): ProvisionRequest["infraPlan"][number] => ({ kind: "dns", fqdn });
  const infraPlan = [{ kind: "aks" as const }, entry("a.example.io"), entry("b.example.io")];
  const map = mapOf(authRequest({ infraPlan, replication: {} }));
  assert.deepEqual(
    (map?.["records"] as { fqdn: string; target: string }[]).map(({ fqdn, target }) => [fqdn, target]),
    [
      ["a.example.io", "203.0.113.10"],
      ["b.example.io", "203.0.113.10"],
    ],
  );
  assert.equal(mapOf(authRequest()), undefined);
});
