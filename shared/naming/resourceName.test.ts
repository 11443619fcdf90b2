import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readKnowledge, sha256 } from "../../test/kit/requests.js";
import { Environment } from "../contracts/identity.js";
import { NamedKind } from "../contracts/knowledge.js";
import { stackIdentity } from "../planning/stackIdentity.js";
import { nameProblems, nameRuleOf, type Nameable } from "./nameProblems.js";
import { nameParts } from "./nameParts.js";
import { resourceName } from "./resourceName.js";

const knowledge = await readKnowledge();
const { naming } = knowledge;

/** Kinds of naming.yaml that get a derived name; the others are named by the request. */
const fixed = NamedKind.options.filter((kind) => naming.kinds[kind].suffix !== "");
const described = Object.values(knowledge.kinds).map(({ kind, name: { rule } }) => ({ kind, rule }));
const derived: readonly Nameable[] = [...fixed, ...described];
const ruleOf = (kind: Nameable) => nameRuleOf(kind, naming).rule;

const prefix = fc
  .array(fc.stringMatching(/^[a-z0-9]{1,6}$/), { minLength: 1, maxLength: 3 })
  .map((words) => `p${words.join("-")}`.slice(0, naming.prefix.maxLength).replace(/-$/, ""));
const place = fc.record({
  prefix,
  environment: fc.constantFrom(...Environment.options),
  region: fc.constantFrom(...Object.keys(knowledge.regions.regions)),
  component: fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,39}$/),
  tenantId: fc.option(fc.stringMatching(/^[A-Z]-[0-9]{1,8}$/), { nil: undefined }),
  kind: fc.constantFrom<Nameable[]>(...derived),
  ordinal: fc.integer({ min: 1, max: 9 }),
  /** Region that the resource lies in instead, to stand in for the stack's own. */
  standsInFrom: fc.constantFrom<(string | undefined)[]>(undefined, "northeurope", "ukwest"),
});
type Place = typeof place extends fc.Arbitrary<infer T> ? T : never;

/** Parts that are easily taken for one another. */
const lookalike: fc.Arbitrary<Place> = fc.record({
  prefix: fc.constantFrom("cs", "cs-stg", "cs-stg-weu", "cs-stg-weu-auth"),
  environment: fc.constantFrom("staging", "prod"),
  region: fc.constantFrom("westeurope", "westus", "westus2"),
  component: fc.constantFrom("Auth", "AuthService", "auth-service", "Weu", "WeuAuth", "Stg"),
  tenantId: fc.constantFrom(undefined, "Auth", "T-1", "Weu"),
  kind: fc.constant("aks" as const),
  ordinal: fc.constantFrom(1, 2),
  standsInFrom: fc.constantFrom<(string | undefined)[]>(undefined, "westus", "westus2", "northeurope"),
});

/** Two stacks of which one resource group would hold either, with names of a kind that are too long and end in a hash. */
const longest: Place = {
  ...{ prefix: "cs-stg-weu-auth", environment: "prod", region: "westeurope", component: "Auth", tenantId: undefined },
  ...{ kind: "aks", ordinal: 1, standsInFrom: "westus" },
};
const cutAlike = described
  .filter(({ rule }) => rule.scope === "resource-group" && rule.maxLength <= 40)
  .map((kind): [Place, Place, Nameable] => [longest, { ...longest, component: "AuthService" }, kind]);

test("every name is valid for its kind, whatever it is made of [CP-065, CP-066]", () => {
  fc.assert(
    fc.property(place, (at) => {
      const name = nameOf(at);
      fc.pre(!/microsoft|windows/.test(name));
      assert.deepEqual(nameProblems(name, at.kind, naming), [], name);
      assert.match(name, /^[a-z0-9-]{1,63}$/);
    }),
    { numRuns: 2000 },
  );
});

test("the same parts give the same name", () => {
  fc.assert(fc.property(place, (at) => nameOf(at) === nameOf(structuredClone(at))));
});

test("two stacks or positions never share a name in one scope", () => {
  fc.assert(
    fc.property(lookalike, lookalike, fc.constantFrom(...derived), (one, other, kind) => {
      fc.pre([one, other].every(({ region, standsInFrom }) => region !== standsInFrom));
      const isWhole = ruleOf(kind).scope === "resource-group" && ![one, other].some((at) => isCut({ ...at, kind }));
      const scope = isWhole ? stackOf : pathOf;
      const areSame = (["ordinal", "prefix", "standsInFrom"] as const).every((part) => one[part] === other[part]);
      const areOne = areSame && scope(one) === scope(other);
      const names = [nameOf({ ...one, kind }), nameOf({ ...other, kind })];
      assert.equal(names[0] === names[1], areOne, names.join(" and "));
    }),
    { numRuns: 5000, examples: cutAlike },
  );
});

test("each part changes the name", () => {
  const at: Place = {
    ...{ prefix: "cs", environment: "staging", region: "westeurope", component: "AuthService" },
    ...{ tenantId: undefined, kind: "storage", ordinal: 1, standsInFrom: undefined },
  };
  const changes: Partial<Place>[] = [
    { prefix: "ct" },
    { environment: "prod" },
    { region: "northeurope" },
    { component: "AuditService" },
    { component: "Auth" },
    { tenantId: "T-134" },
    { ordinal: 2 },
    { standsInFrom: "northeurope" },
  ];
  for (const kind of derived) {
    const names = [at, ...changes.map((change) => ({ ...at, ...change }))].map((each) => nameOf({ ...each, kind }));
    const shared = kind === "resource-group" || ruleOf(kind).scope === "global" ? 0 : 1;
    assert.equal(new Set(names).size, names.length - shared, names.join(", "));
  }
});

test("names read as the convention says where the kind allows it [CP-065]", () => {
  const at = nameParts(
    "cs",
    stackIdentity({ component: "AuthService", environment: "staging", region: "westeurope" }, knowledge),
    knowledge,
  );
  const names = fixed.map((kind) => [kind, resourceName(kind, at, naming, sha256).value]);
  assert.deepEqual(Object.fromEntries(names), {
    "resource-group": "cs-stg-weu-authservice-rg",
    "log-analytics": "cs-stg-weu-auth-log",
    "app-insights": "cs-stg-weu-auth-appi",
    "key-vault": "cs-stg-weu-auth-kv-skl5t",
    storage: "csstgweuauthstnk9hs2t0",
    aks: "cs-stg-weu-auth-aks",
    "public-ip": "cs-stg-weu-auth-pip",
    "dns-label": "cs-stg-weu-auth-ingress-vbms0",
    "traffic-manager": "cs-stg-weu-auth-traf-medum",
    "workload-identity": "cs-stg-weu-auth-id",
  });
});

test("records what a kind's rule changed, and only then [CP-066]", () => {
  const at = nameParts(
    "cs",
    stackIdentity({ component: "AuthService", environment: "staging", region: "westeurope" }, knowledge),
    knowledge,
  );
  assert.deepEqual(resourceName("aks", at, naming, sha256).corrections, []);
  const [correction] = resourceName("storage", at, naming, sha256).corrections;
  assert.equal(correction?.valueBefore, "cs-stg-weu-auth-st");
  assert.equal(correction.valueApplied, "csstgweuauthstnk9hs2t0");
  assert.match(correction.reason, /hyphens are not allowed; the name must be unique in all of Azure/);
});

test("a cut name still differs from another that is cut to the same words", () => {
  const long = { component: `${"Customer".repeat(4)}A`, environment: "staging", region: "westeurope" } as const;
  const other = { ...long, component: `${"Customer".repeat(4)}B` };
  const [one, two] = [long, other].map(
    (request) =>
      resourceName("aks", nameParts("cs", stackIdentity(request, knowledge), knowledge), naming, sha256, {
        maxLength: 30,
      }).value,
  );
  assert.ok(one !== undefined && one.length <= 30);
  assert.equal(one.slice(0, 18), two?.slice(0, 18));
  assert.notEqual(one, two);
});

test("names with capitals, underscores, wildcards or reserved words are refused [CP-100, CP-103]", () => {
  const refused = [
    "CS-stg",
    "cs_stg",
    "cs-stg-*",
    "cs.stg",
    "cs-",
    "login-rg",
    "cs-windows-rg",
    "azure",
    "a-secondary",
  ];
  for (const name of refused) assert.notDeepEqual(nameProblems(name, "resource-group", naming), [], name);
  assert.deepEqual(nameProblems("cs-stg-rg-auth", "resource-group", naming), []);
});

function nameOf(at: Place): string {
  return named(at).value;
}

/** Whether a name ends in a hash over all parts because the whole of it is too long. */
function isCut(at: Place): boolean {
  const { value, corrections } = named(at);
  return corrections.some(
    ({ valueBefore }) => String(valueBefore).replaceAll("-", ruleOf(at.kind).separator) !== value,
  );
}

function named(at: Place): ReturnType<typeof resourceName> {
  const { prefix: head, environment, region, component, tenantId, kind, ordinal, standsInFrom } = at;
  const here = nameParts(head, stackIdentity({ component, environment, region, tenantId }, knowledge), knowledge);
  const code = standsInFrom === undefined ? undefined : knowledge.regions.regions[standsInFrom]?.code;
  const parts = code === undefined ? here : { ...here, region: code, standsInFor: here.region };
  return resourceName(kind, parts, naming, sha256, { ordinal });
}

function pathOf({ component, environment, region, tenantId }: Place): string {
  return stackIdentity({ component, environment, region, tenantId }, knowledge).path;
}

/** What tells two stacks apart inside one resource group. */
function stackOf({ component, environment, region, tenantId }: Place): string {
  return stackIdentity({ component, environment, region, tenantId }, knowledge).stack;
}
