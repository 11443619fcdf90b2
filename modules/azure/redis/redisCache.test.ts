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

const refused: readonly (readonly [string, Partial<RedisCacheArgs>, RegExp])[] = [
  ["a size of the older service", { sku: "Premium_P1" }, /reads like Balanced_B5/],
  ["a user by name", { users: ["ada@example.com"] }, /object id is a GUID[^]*users\[0\]/],
  ["hyphens in a row", { cacheName: "redis--auth" }, /single hyphens/],
];
for (const [what, change, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new RedisCache("cache", { ...redisCacheArgs, ...change }), message);
  });
}
