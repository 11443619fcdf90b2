import type * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { test } from "node:test";
import * as azure from "./main.js";
import * as args from "./testing/dataExamples.js";
import { only, outputsOf, tags } from "./testing/examples.js";
import { synth } from "./testing/synth.js";

const extra = { tags: { cost_center: "7" } };

/** By the type of what each declares first. */
const overridden: Readonly<Record<string, () => pulumi.ComponentResource>> = {
  "dbforpostgresql:Server": () =>
    new azure.PostgresServer("x", { ...args.postgresServerArgs, overrides: { server: extra } }),
  "sql:Server": () => new azure.SqlServer("x", { ...args.sqlServerArgs, overrides: { server: extra } }),
  "redisenterprise:RedisEnterprise": () =>
    new azure.RedisCache("x", { ...args.redisCacheArgs, overrides: { cluster: extra } }),
  "eventgrid:Topic": () => new azure.EventGridTopic("x", { ...args.eventGridTopicArgs, overrides: { topic: extra } }),
  "servicebus:Namespace": () =>
    new azure.ServiceBusNamespace("x", { ...args.serviceBusNamespaceArgs, overrides: { namespace: extra } }),
  "containerregistry:Registry": () =>
    new azure.ContainerRegistry("x", { ...args.containerRegistryArgs, overrides: { registry: extra } }),
  "app:ManagedEnvironment": () =>
    new azure.ContainerAppsEnvironment("x", {
      ...args.containerAppsEnvironmentArgs,
      overrides: { environment: extra },
    }),
  "monitor:ActionGroup": () => new azure.Alerts("x", { ...args.alertsArgs, overrides: { actionGroup: extra } }),
};
for (const [type, declare] of Object.entries(overridden)) {
  test(`${type}: takes an override beside the module's own choices, and has outputs`, async () => {
    const { resources, outputs } = await synth(() => outputsOf(declare()));
    assert.deepEqual(only(resources, `azure-native:${type}`).inputs["tags"], { ...tags, ...extra.tags });
    assert.ok(Object.keys(outputs).length > 0);
  });
}
