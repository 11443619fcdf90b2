import assert from "node:assert/strict";
import { test } from "node:test";
import { alertsArgs } from "../testing/dataExamples.js";
import { only, outputsOf } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { synth } from "../testing/synth.js";
import { Alerts } from "./alerts.js";
import type { AlertsArgs } from "./alertsArgs.js";

type MetricAlert = AlertsArgs["metricAlerts"][number];

const full = (change: Partial<MetricAlert> = {}): MetricAlert => ({
  name: "disk-fills",
  scopeId: "/subscriptions/s/resourceGroups/rg-auth/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql-auth",
  metric: { namespace: "Microsoft.DBforPostgreSQL/flexibleServers", name: "storage_percent", aggregation: "Average" },
  operator: "GreaterThan",
  threshold: 80,
  severity: 2,
  ...change,
});

test("declares the golden group that mails", async () => {
  matchesGolden("alerts.email", await synth(() => outputsOf(new Alerts("alerts", alertsArgs))));
});

test("declares the golden alerts on metrics and on the health of Azure", async () => {
  const dimensions = [{ name: "ServerName", operator: "Include" as const, values: ["*"] }];
  const metric = { ...full().metric, dimensions };
  const args: AlertsArgs = {
    ...alertsArgs,
    webhooks: [{ name: "pager", url: "https://pager.example.com/hook/s3cr3t" }],
    metricAlerts: [
      full({ description: "Less than a fifth is left.", metric }),
      full({ name: "disk-fills-by-the-day", everyMinutes: 60, windowMinutes: 1440 }),
    ],
    serviceHealth: { name: "azure-health", regions: ["West Europe", "East US 2"] },
  };
  matchesGolden("alerts.all", await synth(() => outputsOf(new Alerts("alerts", args))));
});

test("keeps the URL of a webhook secret", async () => {
  const webhooks = [{ name: "pager", url: "https://pager.example.com/hook/s3cr3t" }];
  const { resources } = await synth(() => outputsOf(new Alerts("alerts", { ...alertsArgs, webhooks })));
  assert.deepEqual(only(resources, "azure-native:monitor:ActionGroup").inputs["webhookReceivers"], {
    "[secret]": [{ name: "pager", serviceUri: "https://pager.example.com/hook/s3cr3t", useCommonAlertSchema: true }],
  });
});

test("repeats no URL that it refuses", () => {
  const webhooks = [{ name: "pager", url: "http://pager.example.com/s3cr3t" }];
  assert.throws(
    () => new Alerts("alerts", { ...alertsArgs, webhooks }),
    (error: Error) => /https URL[^]*webhooks\[0\]\.url/.test(error.message) && !error.message.includes("s3cr3t"),
  );
});

const refused: readonly (readonly [string, Partial<AlertsArgs>, RegExp])[] = [
  ["alerts that nobody hears", { emails: [] }, /name somebody who hears of it/],
  [
    "two receivers of one name",
    { webhooks: [{ name: "On-Call", url: "https://pager.example.com" }] },
    /"On-Call" is there twice[^]*webhooks\[0\]\.name/,
  ],
  ["a window with blind spots", { metricAlerts: [full({ everyMinutes: 30, windowMinutes: 5 })] }, /never seen/],
  ["a region by its short name", { serviceHealth: { name: "h", regions: ["westeurope"] } }, /display name/],
  ["a scope that is a name", { metricAlerts: [full({ scopeId: "psql-auth" })] }, /ARM id of the watched resource/],
];
for (const [what, change, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new Alerts("alerts", { ...alertsArgs, ...change }), message);
  });
}
