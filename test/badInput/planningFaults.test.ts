import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { provisionOnEvent } from "../../functions/eventgrid/provisionOnEvent.js";
import * as handlers from "../../functions/handlers.js";
import { Fault, ProblemDetails } from "../../shared/contracts/problem.js";
import { resolves, valueAt } from "../../shared/intake/testing/resolves.js";
import { httpRequest, memoryApplication, memoryRuns } from "../kit/application.js";
import { smallRequest } from "../kit/exampleBundle.js";
import { requestForms, type Fields, type Written } from "../kit/requestForms.js";

interface PlanningFault {
  readonly what: string;
  readonly fields: Fields;
  readonly rule: string;
  /** What stands at the place of the fault, in whichever form. */
  readonly value?: unknown;
}

const secondary = { secondary_region: "northeurope", replication: { storage: "geo-redundant", dns: "failover" } };
const secret = (name: string) => ({ name, vault_ref: "authservice-app-secret", mount_strategy: "env" });
const longGroup = "cs-stg-rg-".padEnd(88, "x");

/** Requests that intake understands and planning cannot carry out. */
const cases: readonly PlanningFault[] = [
  {
    what: "a zone that the region does not have",
    fields: { region: "francesouth", zones: ["1"], infra_plan: [{ type: "aks" }] },
    rule: "unknown-zone",
    value: ["1"],
  },
  {
    what: "a version that AKS never had",
    fields: { infra_plan: [{ type: "keyvault" }, { type: "aks", k8s_version: "1.99" }] },
    rule: "unknown-kubernetes-version",
    value: "1.99",
  },
  {
    what: "a replication that a tier does not have",
    fields: { infra_plan: [{ type: "storage", tier: "premium" }], replication: { storage: "geo-redundant" } },
    rule: "replication-mismatch",
    value: "geo-redundant",
  },
  {
    what: "a resource group whose name leaves no room for that of the failover group",
    fields: { resource_group: longGroup, infra_plan: [{ type: "storage" }], ...secondary },
    rule: "forbidden-name",
    value: longGroup,
  },
  {
    what: "a resource group whose name leaves no room for a cluster's",
    fields: { resource_group: "cs-stg-rg-".padEnd(60, "x"), infra_plan: [{ type: "aks" }] },
    rule: "name-too-long",
    value: "cs-stg-rg-".padEnd(60, "x"),
  },
  {
    what: "a size that nobody offers",
    fields: { infra_plan: [{ type: "redis", sku: "Balanced_B9999" }] },
    rule: "unknown-sku",
    value: "Balanced_B9999",
  },
  {
    what: "a prefix that is too long",
    fields: { resource_prefix: "abcdefghijklmnopqrstuvwxyz", infra_plan: [{ type: "keyvault" }] },
    rule: "forbidden-name",
    value: "abcdefghijklmnopqrstuvwxyz",
  },
  {
    what: "a tenant too long for names",
    fields: { tenant_id: "tenant-with-a-very-long-name", infra_plan: [{ type: "keyvault" }] },
    rule: "forbidden-name",
    value: "tenant-with-a-very-long-name",
  },
  {
    what: "a tag that is required and not there",
    fields: {
      tags: { owner: "a" },
      resource_constraints: { require_tags: ["cost_center"] },
      infra_plan: [{ type: "keyvault" }],
    },
    rule: "missing-tag",
  },
  {
    what: "a tag that is required of a request without tags",
    fields: { resource_constraints: { require_tags: ["cost_center"] }, infra_plan: [{ type: "keyvault" }] },
    rule: "missing-tag",
    value: "cost_center",
  },
  {
    what: "more tags than a zone takes",
    fields: {
      tags: Object.fromEntries(
        Array.from({ length: 16 }, (_, index) => [`tag${String.fromCharCode(97 + index)}`, "a"]),
      ),
      infra_plan: [{ type: "dns", fqdn: "reports.example.connectsoft.io" }],
    },
    rule: "too-many-tags",
    value: Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`tag${String.fromCharCode(97 + index)}`, "a"])),
  },
  {
    what: "a tag that a zone does not take",
    fields: {
      tags: { "cost center": "4711" },
      infra_plan: [{ type: "dns", fqdn: "reports.example.connectsoft.io" }],
    },
    rule: "forbidden-tag",
    value: "4711",
  },
  {
    what: "a secret that would be the kubeconfig in the vault",
    fields: { secrets: [secret("REPORT_KUBECONFIG")], infra_plan: [{ type: "aks" }] },
    rule: "duplicate-secret",
    value: "REPORT_KUBECONFIG",
  },
  {
    what: "a secret named as Azure names its own",
    fields: { secrets: [secret("MICROSOFT_KEY")], infra_plan: [{ type: "keyvault" }] },
    rule: "forbidden-name",
    value: "MICROSOFT_KEY",
  },
  {
    what: "a reference that the vault does not know",
    fields: { secrets: [{ name: "KEY", vault_ref: "nobody-knows" }], infra_plan: [{ type: "keyvault" }] },
    rule: "unknown-vault-ref",
    value: "nobody-knows",
  },
  {
    what: "a tier without the copies that the strategy asks for",
    fields: {
      infra_plan: [{ type: "container-registry", sku: "Standard" }],
      replication: { storage: "geo-redundant" },
    },
    rule: "contradiction",
    value: "Standard",
  },
  {
    what: "a stand-in that the quota of clusters leaves no room for",
    fields: {
      infra_plan: [{ type: "aks" }, { type: "storage" }],
      resource_constraints: { quotas: { max_aks_clusters: 1 } },
      ...secondary,
    },
    rule: "quota-exceeded",
    value: "failover",
  },
];

const { app } = await memoryApplication();

async function faultsOf(body: unknown, format: "json" | "yaml"): Promise<readonly Fault[]> {
  const text = format === "json" ? JSON.stringify(body, null, 2) : stringify(body);
  const sent = { body: text, headers: { "content-type": `application/${format}` } };
  const answer = await handlers.validateRequest(app, httpRequest("POST", sent));
  return ProblemDetails.parse(JSON.parse(answer.body as string)).errors ?? [];
}

/** The document that a fault speaks of, as text and as value. */
function documentOf(body: unknown, format: "json" | "yaml", { document }: Fault): { text: string; value: unknown } {
  const { documents = {} } = body as { documents?: Readonly<Record<string, string>> };
  const whole = format === "json" ? JSON.stringify(body, null, 2) : stringify(body);
  const text = document === undefined ? whole : (documents[document] ?? "");
  return { text, value: parse(text) as unknown };
}

const given = ["infra_plan", "secrets", "tags"];
const base = Object.fromEntries(Object.entries(smallRequest("exec-7")).filter(([name]) => !given.includes(name)));

for (const { what, fields, rule, value } of cases)
  for (const [form, write] of Object.entries(requestForms)) {
    const written = write({ ...base, ...fields });
    if (written === undefined) continue;
    test(`shows ${what}, written as ${form}, at its place in what was sent`, async () => {
      for (const format of ["json", "yaml"] as const) {
        const { body, isBundle }: Written = written;
        const faults = await faultsOf(body, format);
        const fault = faults.find((each) => each.rule === rule);
        assert.ok(fault, JSON.stringify(faults));
        const { text, value: sent } = documentOf(body, format, fault);
        assert.ok(resolves(sent, fault), `${fault.pointer} in ${text}`);
        assert.equal(fault.document !== undefined, isBundle, "a bundle's fault names its document");
        assert.ok(fault.line !== undefined && fault.column !== undefined);
        assert.ok(text.split("\n")[fault.line - 1]?.slice(fault.column - 1), "the line is there");
        if (value !== undefined) assert.deepEqual(valueAt(sent, fault.pointer), value);
      }
    });
  }

/** Several requests as one that asks for all that they ask for. */
function together(requests: readonly Fields[]): Fields {
  const all: Record<string, unknown> = {};
  for (const [name, value] of requests.flatMap((fields) => Object.entries(fields))) {
    const before = all[name];
    if (Array.isArray(before) && Array.isArray(value)) all[name] = [...(before as unknown[]), ...(value as unknown[])];
    else if (typeof before === "object" && typeof value === "object") all[name] = { ...before, ...value };
    else all[name] = value;
  }
  return all;
}

test("shows every fault of any request that cannot be planned at a place in what was sent", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.subarray([...cases], { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...Object.values(requestForms)),
      fc.constantFrom("json" as const, "yaml" as const),
      async (chosen, write, format) => {
        const written = write(together([base, ...chosen.map(({ fields }) => fields)]));
        if (written === undefined) return;
        const faults = await faultsOf(written.body, format);
        assert.ok(faults.length > 0);
        for (const fault of faults) {
          seen.add(fault.rule);
          assert.ok(resolves(documentOf(written.body, format, fault).value, fault), JSON.stringify(fault));
          assert.equal(fault.document !== undefined, written.isBundle, JSON.stringify(fault));
          assert.ok(fault.line !== undefined);
        }
      },
    ),
    { numRuns: 150 },
  );
  assert.ok(seen.size >= 8, [...seen].join(", "));
});

test("shows faults of an event's data by pointers into it, without lines", async () => {
  const { app: receiving, ledger } = await memoryApplication();
  for (const { what, fields, value, rule } of cases) {
    const data = { ...base, tenant_id: "T-134", ...fields };
    const event = { id: `e-${cases.findIndex((each) => each.what === what)}`, eventType: "UpdateRegionCapacity", data };
    assert.equal(await provisionOnEvent(receiving, memoryRuns().runs, event), "refused");
    const refusal = (await ledger.read(`refusals/event-${event.id}.json`)) ?? "{}";
    const { faults } = z.object({ faults: z.array(Fault) }).parse(JSON.parse(refusal));
    const fault = faults.find((each) => each.rule === rule);
    assert.ok(fault && fault.line === undefined, refusal);
    if (value !== undefined) assert.deepEqual(valueAt(data, fault.pointer), value);
    assert.ok(resolves(data, fault), fault.pointer);
  }
});
