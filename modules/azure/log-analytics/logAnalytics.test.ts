import assert from "node:assert/strict";
import { test } from "node:test";
import { logAnalyticsArgs, outputsOf } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { synth } from "../testing/synth.js";
import { LogAnalytics } from "./logAnalytics.js";

test("declares the golden workspace and the Application Insights that writes into it", async () => {
  matchesGolden("log-analytics.basic", await synth(() => outputsOf(new LogAnalytics("logs", logAnalyticsArgs))));
});

test("marks the connection string as secret", async () => {
  const { outputs } = await synth(() => outputsOf(new LogAnalytics("logs", logAnalyticsArgs)));
  const { connectionString } = outputs as { connectionString: Record<string, string> };
  assert.deepEqual(Object.keys(connectionString), ["[secret]"]);
});

test("refuses a retention that the pricing tier does not offer", () => {
  for (const retentionInDays of [29, 731, 30.5]) {
    assert.throws(() => new LogAnalytics("logs", { ...logAnalyticsArgs, retentionInDays }), /retentionInDays/);
  }
});

test("stands in two regions beside itself, each with its own workspace", async () => {
  const { resources, outputs } = await synth(() => {
    const regions = ["westeurope", "northeurope"].map(
      (location) =>
        new LogAnalytics(`logs-${location}`, {
          ...logAnalyticsArgs,
          location,
          workspaceName: `log-auth-${location}`,
          insightsName: `appi-auth-${location}`,
        }),
    );
    return { workspaceIds: regions.map(({ workspaceId }) => workspaceId) };
  });
  const placed = resources
    .filter(({ type }) => type.startsWith("azure-native:"))
    .map(({ inputs }) => [inputs["location"], inputs["workspaceName"] ?? inputs["workspaceResourceId"]]);
  const [west, north] = outputs["workspaceIds"] as [string, string];
  assert.deepEqual(placed, [
    ["northeurope", north],
    ["westeurope", west],
    ["northeurope", "log-auth-northeurope"],
    ["westeurope", "log-auth-westeurope"],
  ]);
});
