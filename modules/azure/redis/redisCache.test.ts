import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { test } from "node:test";
import { redisCacheArgs } from "../testing/dataExamples.js";
import { only, outputsOf, workspaceId } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { synth } from "../testing/synth.js";
import { RedisCache } from "./redisCache.js";
import type { RedisCacheArgs } from "./redisCacheArgs.js";

const users = ["33333333-3333-4333-8333-333333333333", "44444444-4444-4444-8444-444444444444"];

test("declares the golden cache, which nobody may enter yet", async () => {
  matchesGolden("redis.closed", await synth(() => outputsOf(new RedisCache("cache", redisCacheArgs))));
});

test("declares the golden cache with a replica, users and logs", async () => {
  const args = { ...redisCacheArgs, sku: "MemoryOptimized_M10", highAvailability: true, users, workspaceId };
  matchesGolden("redis.available", await synth(() => outputsOf(new RedisCache("cache", args))));
});

test("is closed to networks, keys and plain text", async () => {
  const { resources } = await synth(() => outputsOf(new RedisCache("cache", redisCacheArgs)));
  const database = only(resources, "azure-native:redisenterprise:Database").inputs;
  assert.deepEqual([database["accessKeysAuthentication"], database["clientProtocol"]], ["Disabled", "Encrypted"]);
  const cluster = only(resources, "azure-native:redisenterprise:RedisEnterprise").inputs;
  assert.deepEqual([cluster["publicNetworkAccess"], cluster["minimumTlsVersion"]], ["Disabled", "1.2"]);
});

test("lets users in one after the other, because Azure fails one of two at a time", async () => {
  const waits = new Map<string, string[]>();
  await synth(() => {
    const named = new Map<unknown, string>();
    pulumi.runtime.registerStackTransformation(({ resource, type, name, opts }) => {
      named.set(resource, name);
      const before = [opts.dependsOn ?? []].flat() as pulumi.Resource[];
      if (type === "azure-native:redisenterprise:AccessPolicyAssignment")
        waits.set(
          name,
          before.map((each) => named.get(each) ?? ""),
        );
      return undefined;
    });
    return outputsOf(new RedisCache("cache", { ...redisCacheArgs, users }));
  });
  assert.deepEqual(
    [...waits],
    [
      ["cache-user-1", []],
      ["cache-user-2", ["cache-user-1"]],
    ],
  );
});

const refused: readonly (readonly [string, Partial<RedisCacheArgs>, RegExp])[] = [
  ["a size of the older service", { sku: "Premium_P1" }, /reads like Balanced_B5/],
  ["a user by name", { users: ["ada@example.com"] }, /object id is a GUID[^]*users\[0\]/],
  [
    "a user twice, also when spelt otherwise",
    { users: ["aaaaaaaa-3333-4333-8333-333333333333", pulumi.output("x"), "AAAAAAAA-3333-4333-8333-333333333333"] },
    /is there twice[^]*users\[2\]/,
  ],
  ["hyphens in a row", { cacheName: "redis--auth" }, /single hyphens/],
];
for (const [what, change, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new RedisCache("cache", { ...redisCacheArgs, ...change }), message);
  });
}
