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
