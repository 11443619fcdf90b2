import assert from "node:assert/strict";
import { test } from "node:test";
import { plainArguments } from "../../test/kit/plainArguments.js";
import { authRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import { KindKnowledge } from "../contracts/kinds.js";
import type { Knowledge } from "../contracts/knowledge.js";
import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import { ResolvedPlan as Plan } from "../contracts/plan.js";
import type { ProvisionRequest, SettingValue } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();
type Described = Extract<PlannedResource, { kind: "described" }>;

/** A kind that uses every source of an argument. */
const widget = KindKnowledge.parse({
  ...{ version: "1.0.0", date: "2026-11-01", source: "https://example.com/widgets" },
  ...{
    kind: "widget",
    label: "Widget",
    title: "a widget",
    about: "A widget.",
    module: "Widget",
    logicalName: "widget",
  },
  name: {
    argument: "widgetName",
    rule: {
      ...{ suffix: "wd", component: "short", separator: "-", minLength: 3, maxLength: 24, pattern: "^[a-z0-9-]+$" },
      ...{ scope: "global", hashLength: 5, source: "https://example.com/names" },
    },
  },
  settings: {
    size: { type: "choice", about: "How big.", values: ["small", "big"] },
    queues: { type: "texts", about: "Queues.", pattern: "^[a-z]+$", maxLength: 20, maxItems: 5, example: "orders" },
  },
  arguments: {
    size: { setting: "size", default: { production: "big", "non-production": "small" } },
    unset: { setting: "none" },
    careful: { fact: "isProduction" },
    mirror: { fact: "secondaryRegion" },
    zones: { fact: "zones" },
    zonal: { when: { argument: "size", is: ["big"] }, then: { fact: "hasZones" }, else: { value: false } },
    backup: { replication: "storage", values: { "geo-redundant": "geo", local: "local" }, default: "zone" },
    workspaceId: { output: "workspaceId", of: "monitoring" },
    vaultId: { output: "id", of: "keyvault" },
    queues: { each: "queues", as: { object: { name: { item: true }, sessions: { value: false } } } },
    readers: { list: [{ object: { id: { output: "id", of: "keyvault" } } }, { value: "all" }] },
  },
  outputs: [{ key: "widget_host", property: "host", meaning: "host of the widget" }],
  maxPerStack: 2,
});

const withWidget = (changes: Partial<KindKnowledge> = {}, more: Knowledge["kinds"] = {}): Knowledge => ({
  ...knowledge,
  kinds: { ...more, widget: { ...widget, ...changes } },
});

test("decides each argument by its source", () => {
  const request = authRequest({
    infraPlan: [entry({ size: "big", queues: ["orders", "mails"] }), { kind: "monitoring" }],
    regions: { primary: "westeurope", secondary: "northeurope", zones: ["1", "2"] },
    replication: { storage: "geo-redundant" },
    secrets: [],
  });
  assert.deepEqual(plainArguments(resource(request)), {
    size: "big",
    careful: false,
    mirror: "northeurope",
    zones: ["1", "2"],
    zonal: true,
    backup: "geo",
    workspaceId: "logs.workspaceId",
    queues: [
      { name: "orders", sessions: false },
      { name: "mails", sessions: false },
    ],
    readers: ["all"],
  });
});

test("takes defaults by the class of the environment, and says so", () => {
  const small = planned(authRequest({ infraPlan: [entry()], replication: {} }));
  assert.equal(plainArguments(described(small))["size"], "small");
  assert.ok(small.corrections.some(({ field }) => field === "infra_plan.widget.size"));
  const big = resource(authRequest({ environment: "prod", infraPlan: [entry()], replication: {} }));
  assert.deepEqual(
    [plainArguments(big)["size"], plainArguments(big)["careful"], plainArguments(big)["backup"]],
    ["big", true, "zone"],
  );
});

test("leaves out what no other resource gives, and refuses where it is required", () => {
  const request = authRequest({ infraPlan: [entry()], replication: {}, secrets: [] });
  const args = plainArguments(resource(request));
  assert.ok(!("vaultId" in args) && !("workspaceId" in args) && !("mirror" in args) && !("unset" in args));
  const strict = withWidget({ arguments: { vaultId: { output: "id", of: "keyvault", required: true } } });
  assert.deepEqual(rules(request, strict), ["missing-resource"]);
});

test("refuses a replication that the kind does not have", () => {
  const request = authRequest({ infraPlan: [entry()], replication: { storage: "zone-redundant" } });
  assert.deepEqual(rules(request, withWidget()), ["replication-mismatch"]);
});

test("refuses a setting that must be set, more than fit, and a kind that nobody describes [CP-126]", () => {
  const request = (count: number) =>
    authRequest({ infraPlan: Array.from({ length: count }, () => entry()), replication: {} });
  assert.deepEqual(rules(request(1), withWidget({ required: ["size"] })), ["missing-setting"]);
  assert.deepEqual(rules(request(2), withWidget()), []);
  assert.deepEqual(rules(request(4), withWidget()), ["quota-exceeded"]);
  for (const kind of ["gadget", "constructor"])
    assert.deepEqual(
      rules(authRequest({ infraPlan: [{ kind: "described", of: kind, settings: {} }], replication: {} })),
      ["unknown-module"],
    );
});

test("cuts a text and continues it, and lets a flag take away what is there by default", () => {
  const by = withWidget({
    arguments: {
      short: { fact: "component", maxLength: 2, suffix: "" },
      rule: { fact: "name", suffix: "-rule" },
      watched: { flag: "watched", default: true, then: { fact: "regionNames" } },
      guarded: { flag: "guarded", default: false, then: { value: "yes" } },
    },
  });
  const argsOf = (settings: Record<string, SettingValue>) => {
    const plan = planned(authRequest({ infraPlan: [entry(settings)], replication: {} }), by);
    return { args: plainArguments(described(plan)), name: described(plan).name, plan };
  };
  const usual = argsOf({});
  assert.deepEqual(usual.args, { short: "au", rule: `${usual.name}-rule`, watched: ["West Europe"] });
  const defaulted = usual.plan.corrections.filter(({ action }) => action === "DefaultedSetting");
  assert.deepEqual(
    defaulted.map(({ field, valueApplied }) => [field, valueApplied]),
    [
      ["infra_plan.widget.watched", true],
      ["infra_plan.widget.guarded", false],
    ],
  );
  const asked = argsOf({ watched: false, guarded: true });
  assert.deepEqual(asked.args, { short: "au", rule: `${asked.name}-rule`, guarded: "yes" });
  assert.deepEqual(
    asked.plan.provenance["resources.widget.args.guarded"]?.map(({ kind }) => kind),
    ["input", "default"],
  );
});

test("asks of an object that is left out for nothing that it would need", () => {
  const alert = { object: { threshold: { setting: "most" }, id: { output: "id", of: "keyvault", required: true } } };
  const by = withWidget({ arguments: { alerts: { list: [alert] } } });
  const asked = (settings: Record<string, SettingValue>, plan: ProvisionRequest["infraPlan"] = []) =>
    authRequest({ infraPlan: [entry(settings), ...plan], replication: {}, secrets: [] });
  assert.deepEqual(plainArguments(described(planned(asked({}), by))), { alerts: [] });
  assert.deepEqual(rules(asked({ most: 5 }), by), ["missing-resource"]);
  assert.deepEqual(plainArguments(described(planned(asked({ most: 5 }, [{ kind: "keyvault" }]), by))), {
    alerts: [{ threshold: 5, id: "vault.id" }],
  });
});

test("plans what a kind needs, and what that needs, and records both", () => {
  const gadget = {
    ...widget,
    kind: "gadget",
    logicalName: "gadget",
    needs: [{ kind: "keyvault", reason: "it has a key" }],
  };
  const needing = withWidget(
    {
      needs: [{ kind: "gadget", reason: "a widget without a gadget does nothing" }],
      arguments: { gadgetId: { output: "id", of: "gadget", required: true } },
    },
    { gadget },
  );
  const plan = planned(authRequest({ infraPlan: [entry()], replication: {}, secrets: [] }), needing);
  assert.deepEqual(
    plan.resources.map(({ logicalName }) => logicalName),
    ["resource-group", "vault", "gadget", "widget"],
  );
  assert.deepEqual(
    plan.corrections.filter(({ action }) => action.startsWith("Inferred")).map(({ field, reason }) => [field, reason]),
    [
      ["infra_plan.gadget", "a widget without a gadget does nothing"],
      ["infra_plan.keyvault", "it has a key"],
    ],
  );
});

test("keeps what is sensitive with a vault and tags it so, and no other [CP-069]", () => {
  const request = authRequest({ infraPlan: [entry()], replication: {}, secrets: [] });
  const sensitive = planned(request, withWidget({ classes: ["sensitive"] }));
  assert.ok(sensitive.resources.some(({ kind }) => kind === "key-vault"));
  assert.equal(sensitive.tags["compliance"], "high");
  const plain = planned(request, withWidget());
  assert.ok(!plain.resources.some(({ kind }) => kind === "key-vault"));
  assert.equal(plain.tags["compliance"], "standard");
});

test("lists the label, numbers what comes twice and survives being stored", () => {
  const plan = planned(authRequest({ infraPlan: [entry(), entry({ size: "big" })], replication: {}, secrets: [] }));
  assert.deepEqual(plan.resourcePlan, ["Widget"]);
  const names = plan.resources.filter(({ kind }) => kind === "described").map(({ logicalName }) => logicalName);
  assert.deepEqual(names, ["widget", "widget-2"]);
  assert.deepEqual(Plan.parse(JSON.parse(JSON.stringify(plan))), plan);
});

test("says of each argument who set it", () => {
  const { provenance } = planned(
    authRequest({ infraPlan: [entry({ queues: ["orders"] }), { kind: "monitoring" }], replication: {} }),
  );
  const kinds = (path: string) => provenance[`resources.widget.${path}`]?.map(({ kind }) => kind);
  assert.deepEqual(kinds("args.queues.0.name"), ["input"]);
  assert.deepEqual(kinds("args.queues.0.sessions"), ["default"]);
  assert.deepEqual(provenance["resources.widget.args.size"], [
    { kind: "input", field: "environment" },
    { kind: "default", file: "kinds/widget.yaml", path: "arguments.size.default.non-production" },
  ]);
  assert.deepEqual(kinds("args.workspaceId"), ["rule"]);
  const named = provenance["resources.widget.name"]?.at(-1);
  assert.deepEqual(named?.kind === "rule" && [named.file, named.reason], ["kinds/widget.yaml", "name"]);
});

function entry(settings: Record<string, SettingValue> = {}): ProvisionRequest["infraPlan"][number] {
  return { kind: "described", of: "widget", settings };
}

function planned(accepted: ReturnType<typeof authRequest>, by: Knowledge = withWidget()): ResolvedPlan {
  const result = resolvePlan(accepted, by, sha256);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function rules(accepted: ReturnType<typeof authRequest>, by: Knowledge = withWidget()): string[] {
  const result = resolvePlan(accepted, by, sha256);
  return result.ok ? [] : result.faults.map(({ rule }) => rule);
}

function described({ resources }: ResolvedPlan): Described {
  const found = resources.find((each): each is Described => each.kind === "described" && each.of === "widget");
  assert.ok(found);
  return found;
}

function resource(accepted: ReturnType<typeof authRequest>): Described {
  return described(planned(accepted));
}
