import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { tempFolder } from "../testing/tempFolder.js";
import { readHostJson } from "./hostJson.js";

function read(t: TestContext, content: unknown) {
  const folder = tempFolder(t);
  writeFileSync(join(folder, "host.json"), JSON.stringify(content));
  return readHostJson(folder);
}

test("reads what it honours", (t) => {
  const settings = read(t, {
    version: "2.0",
    functionTimeout: "00:10:00",
    logging: { logLevel: { default: "Warning", "Function.Add": "trace" } },
    extensions: {
      http: { routePrefix: "/v1/" },
      durableTask: {
        hubName: "Hub",
        maxConcurrentActivityFunctions: 3,
        maxConcurrentOrchestratorFunctions: 4,
        overridableExistingInstanceStates: "AnyState",
      },
    },
  });
  assert.deepEqual(settings, {
    routePrefix: "v1",
    hubName: "Hub",
    maxConcurrentActivities: 3,
    maxConcurrentOrchestrations: 4,
    overridable: "AnyState",
    functionTimeoutMs: 600_000,
    logLevels: new Map([
      ["default", "warning"],
      ["Function.Add", "trace"],
    ]),
    warnings: [],
  });
});

test("takes Azure's defaults", (t) => {
  const { routePrefix, functionTimeoutMs, overridable, warnings } = read(t, { version: "2.0" });
  assert.deepEqual([routePrefix, functionTimeoutMs, overridable, warnings], ["api", 1_800_000, "NonRunningStates", []]);
  assert.equal(read(t, { version: "2.0", functionTimeout: "-1" }).functionTimeoutMs, Infinity);
});

test("warns of keys that have no effect here", (t) => {
  const { warnings } = read(t, {
    version: "2.0",
    singleton: {},
    extensionBundle: { id: "x" },
    logging: { console: { isEnabled: true } },
    extensions: { queues: { batchSize: 1 }, durableTask: { maxQueuePollingInterval: "00:00:10" } },
  });
  assert.deepEqual(
    warnings.map((warning) => /'(.*)'/.exec(warning)?.[1]),
    ["singleton", "logging.console", "extensions.queues", "extensions.durableTask.maxQueuePollingInterval"],
  );
});

test("refuses a file that is not valid, naming every problem", (t) => {
  const durableTask = { maxConcurrentActivityFunctions: 0 };
  const wrong = { version: "1.0", functionTimeout: "soon", extensions: { durableTask } };
  assert.throws(
    () => read(t, wrong),
    (error: Error) =>
      /version/.test(error.message) && /functionTimeout/.test(error.message) && /maxConcurrent/.test(error.message),
  );
  assert.throws(() => readHostJson(tempFolder(t)), /No host.json/);
});
