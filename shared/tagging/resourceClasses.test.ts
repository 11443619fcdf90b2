import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import { resolvePlan } from "../planning/resolvePlan.js";

test("says in the plan what holds data, what is sensitive and what can be left, and which document says so", async () => {
  const request = authRequest({
    infraPlan: [
      { kind: "keyvault", policy: "rbac" },
      { kind: "storage", tier: "hot" },
      { kind: "described", of: "service-bus", settings: {} },
      { kind: "described", of: "alerts", settings: { emails: ["ops@connectsoft.io"] } },
    ],
    replication: {},
  });
  const plan = resolvePlan(request, await readKnowledge(), sha256);
  assert.ok(plan.ok, JSON.stringify(plan));
  const { resources, classes, provenance } = plan.value;
  const queues = resources.find((each) => each.kind === "described" && each.of === "service-bus")?.logicalName ?? "";
  assert.deepEqual(classes, {
    vault: ["sensitive"],
    storage: ["stateful"],
    [queues]: ["stateful"],
    alerts: ["ephemeral"],
  });
  assert.deepEqual(provenance["classes.storage"], [{ kind: "default", file: "tagging.yaml", path: "classes" }]);
  assert.deepEqual(provenance["classes.alerts"], [{ kind: "default", file: "kinds/alerts.yaml", path: "classes" }]);
});
