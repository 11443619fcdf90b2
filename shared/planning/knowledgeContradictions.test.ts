import assert from "node:assert/strict";
import { test } from "node:test";
import { readKnowledge } from "../../test/kit/requests.js";
import type { KindKnowledge } from "../contracts/kinds.js";
import type { Knowledge } from "../contracts/knowledge.js";
import { knowledgeContradictions } from "./knowledgeContradictions.js";

const knowledge = await readKnowledge();
const { regions, environments, aks, blueprints, kinds } = knowledge;
const { westeurope, northeurope } = regions.regions;
const redis = kinds["redis"];
assert.ok(westeurope && northeurope && redis);

test("finds none in the built-in knowledge", () => {
  assert.deepEqual(knowledgeContradictions(knowledge), []);
});

const withRegions = (changes: Knowledge["regions"]["regions"]): Partial<Knowledge> => ({
  regions: { ...regions, regions: { ...regions.regions, ...changes } },
});
const withKind = (name: string, changes: Partial<KindKnowledge>): Partial<Knowledge> => ({
  kinds: { ...kinds, [name]: { ...redis, kind: name, spellings: [], ...changes } },
});
const staging = environments.environments.staging;

const cases: Readonly<Record<string, readonly [changes: Partial<Knowledge>, found: readonly string[]]>> = {
  "an environment in a region that is not known": [
    {
      environments: {
        ...environments,
        environments: {
          ...environments.environments,
          staging: { ...staging, topology: { ...staging.topology, failover: "atlantis" } },
        },
      },
    },
    ["environments.environments.staging.topology.failover: atlantis is not a region of the region knowledge"],
  ],
  "a pair that is not known": [
    withRegions({ westeurope: { ...westeurope, pair: "atlantis" } }),
    ["regions.regions.westeurope.pair: atlantis is not a region of the region knowledge"],
  ],
  "a size in a region that is not known": [
    {
      skus: {
        ...knowledge.skus,
        kinds: {
          redis: {
            argument: "sku",
            series: [
              {
                ...{ name: "sizes", skus: ["Balanced_B5"], date: "2026-11-21", source: "https://learn.microsoft.com" },
                onlyIn: ["westeurope", "atlantis"],
              },
            ],
          },
        },
      },
    },
    ["skus.kinds.redis.series.0: atlantis is not a region of the region knowledge"],
  ],
  "two regions with one code": [
    withRegions({ northeurope: { ...northeurope, code: "weu" } }),
    ["regions.regions.northeurope.code: weu is already the code of westeurope"],
  ],
  "an environment with the code of a region": [
    withRegions({ westeurope: { ...westeurope, code: "dev" } }),
    ["environments.environments.dev.code: dev is already the code of westeurope"],
  ],
  "default versions without support": [
    { aks: { ...aks, defaultVersion: { production: "1.99", "non-production": "1.27" } } },
    [
      "aks.defaultVersion.production: 1.99 is not one of the versions",
      "aks.defaultVersion.non-production: the support of 1.27 has ended",
    ],
  ],
  "a use case of a kind that is not there": [
    { blueprints: { ...blueprints, useCases: { billing: { about: "Bills.", infrastructure: ["aks", "ledger"] } } } },
    ["blueprints.useCases.billing.infrastructure.1: there is no kind ledger"],
  ],
  "an entry that needs a kind that is not there": [
    withKind("garnet", { needs: [{ kind: "ledger", reason: "it writes to it" }] }),
    ["kinds.garnet.needs.0.kind: there is no kind ledger"],
  ],
  "an entry under another's name": [
    withKind("garnet", { kind: "redis" }),
    ["kinds.garnet.kind: the entry of redis must be named redis.yaml"],
  ],
  "an entry of a kind with code of its own": [
    withKind("storage", {}),
    ["kinds.storage.kind: storage cannot be described: plans have code of their own for it"],
  ],
  "settings that are none": [
    withKind("garnet", { plainSetting: "colour", required: ["sku", "weight"] }),
    [
      "kinds.garnet.plainSetting: colour is not one of the settings",
      "kinds.garnet.required: weight is not one of the settings",
    ],
  ],
  "names that lead to two kinds": [
    withKind("garnet", { spellings: ["managed_redis", "BLOB", "postgresql", "garnet-cache"] }),
    [
      "kinds.garnet.spellings.1: BLOB already leads to storage",
      "kinds.garnet.spellings.2: postgresql already leads to postgresql",
      "kinds.garnet.spellings.0: managed_redis already leads to redis",
    ],
  ],
};

for (const [title, [changes, found]] of Object.entries(cases))
  test(`finds ${title}`, () => {
    const words = knowledgeContradictions({ ...knowledge, ...changes }).map(
      ({ path, message }) => `${path.join(".")}: ${message}`,
    );
    assert.deepEqual(words.sort(), [...found].sort());
  });
