import { completeKind } from "../testing/completeKind.js";
import { redisCacheArgs } from "../testing/dataExamples.js";
import { workspaceId } from "../testing/examples.js";
import { privateConnection } from "../testing/networkExamples.js";
import { RedisCache } from "./redisCache.js";
import { RedisCacheArgs } from "./redisCacheArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(RedisCache, RedisCacheArgs, "cache", {
    ...redisCacheArgs,
    users: ["33333333-3333-4333-8333-333333333333", "44444444-4444-4444-8444-444444444444"],
    privateEndpoint: privateConnection,
    workspaceId,
  }),
];
