import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  authRequest,
  dualRegionRequest,
  invoiceRequest,
  readKnowledge,
  sha256,
  wideRequest,
} from "../../test/kit/requests.js";
import type { ResolvedPlan } from "../contracts/plan.js";
import { PricesKnowledge } from "../contracts/prices.js";
import type { AcceptedRequest, PlanEntry, ProvisionRequest } from "../contracts/request.js";
import { projectCost } from "./projectCost.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();
const { prices } = knowledge;

function planOf(request: AcceptedRequest): ResolvedPlan {
  const planned = resolvePlan(request, knowledge, sha256);
  assert.ok(planned.ok, JSON.stringify(planned));
  return planned.value;
}

const person = { administrator: "sg-admins", administrator_id: "11111111-2222-3333-4444-555555555555" };
const described = (of: string, settings = {}): PlanEntry => ({ kind: "described", of, settings });
const everything: readonly PlanEntry[] = [
  described("azure-sql", { databases: ["orders", "users"], ...person }),
  described("postgresql", person),
  described("container-registry"),
  described("static-web-app"),
  described("event-grid"),
  described("service-bus"),
  described("container-apps"),
  described("virtual-network"),
  described("managed-identity"),
  described("alerts", { emails: ["ops@connectsoft.io"], aks_cpu_percent: 80, aks_disk_percent: 90 }),
];
const ofProduction = (changes: Partial<ProvisionRequest>): AcceptedRequest =>
  authRequest({ environment: "prod", replication: {}, ...changes });
const plans = [
  authRequest(),
  dualRegionRequest(),
  invoiceRequest(),
  wideRequest(),
  ofProduction({ infraPlan: [{ kind: "aks" }, { kind: "keyvault" }, { kind: "storage" }, ...everything] }),
].map(planOf);

/** The price list of a house that knows fewer prices, and charges other amounts. */
const otherPrices = fc
  .tuple(fc.subarray([...prices.prices.keys()]), fc.double({ min: 0.000001, max: 9_000, noNaN: true }))
  .map(([kept, factor]): PricesKnowledge => {
    const scaled = (amounts: Readonly<Record<string, number>>) =>
      Object.fromEntries(Object.entries(amounts).map(([key, amount]) => [key, amount * factor]));
    const rows = kept.flatMap((index) => prices.prices[index] ?? []);
    return {
      ...prices,
      prices: rows.map((row) => {
        if ("amount" in row) return { ...row, amount: row.amount * factor };
        return "bySku" in row ? { ...row, bySku: scaled(row.bySku) } : { ...row, byRegion: scaled(row.byRegion) };
      }),
    };
  });

test("charges nothing twice, sums to the cent, and prices only what has a price [CP-110]", () => {
  fc.assert(
    fc.property(fc.constantFrom(...plans), otherPrices, (plan, list) => {
      const { rows, notPriced, free, atLeast } = projectCost(plan, list);
      const charged = [...rows, ...notPriced].map(({ resource, what }) => `${resource}: ${what}`);
      assert.equal(new Set(charged).size, charged.length, charged.join("\n"));

      const cents = rows.reduce((sum, { monthly }) => sum + BigInt(Math.round(monthly * 100)), 0n);
      assert.equal(BigInt(Math.round(atLeast * 100)), cents);

      const known = new Set(list.prices.map(({ meter, date, source }) => `${meter} ${date} ${source}`));
      for (const { unitPrice, date, source, sku, priceRegion } of rows) {
        const row = list.prices.find(
          (price) => price.date === date && price.source === source && amountsOf(price, sku, priceRegion) === unitPrice,
        );
        assert.ok(row && known.has(`${row.meter} ${date} ${source}`), `${sku ?? ""} at ${unitPrice} is in no row`);
      }

      const accounted = new Set([...rows, ...notPriced, ...free].map(({ resource }) => resource));
      for (const { logicalName } of plan.resources) assert.ok(accounted.has(logicalName), `${logicalName} is left out`);
    }),
  );
});

function amountsOf(price: PricesKnowledge["prices"][number], sku?: string, region?: string): number | undefined {
  if ("amount" in price) return price.region === region ? price.amount : undefined;
  if ("bySku" in price) return price.region === region ? price.bySku[sku ?? ""] : undefined;
  return price.sku === sku ? price.byRegion[region ?? ""] : undefined;
}

test("has no amount without a price list, and names every charge instead", () => {
  for (const plan of plans) {
    const { rows, notPriced, atLeast } = projectCost(plan, { ...prices, prices: [] });
    assert.deepEqual([rows, atLeast], [[], 0]);
    assert.ok(notPriced.length > 0);
  }
});

test("counts nodes of every pool, standbys and databases, and says what it assumes", () => {
  const plan = planOf(
    ofProduction({
      infraPlan: [
        { kind: "aks", nodeCount: 2 },
        described("postgresql", { ...person, storage_gb: 64 }),
        described("azure-sql", { ...person, databases: ["orders", "users"] }),
        described("redis", { sku: "Balanced_B1" }),
      ],
      regions: { primary: "westeurope", zones: ["1", "2"] },
    }),
  );
  const { rows, notPriced } = projectCost(plan, prices);
  const row = (resource: string, what: string) => rows.find((each) => each.resource === resource && each.what === what);
  assert.deepEqual(
    [row("cluster", "nodes of the system pool"), row("cluster", "nodes of the pool work")].map((each) => [
      each?.quantity,
      each?.monthly,
    ]),
    [
      [3, 503.7],
      [2, 335.8],
    ],
  );
  assert.deepEqual(
    [row("postgres", "compute")?.quantity, row("postgres", "disk")?.quantity],
    [2, 128],
    "with a standby",
  );
  assert.deepEqual([row("cache", "nodes")?.quantity, row("cache", "nodes")?.monthly], [2, 46.72]);
  assert.equal(row("cache", "nodes")?.priceRegion, "eastus");
  assert.match(row("cache", "nodes")?.assumption ?? "", /list price of eastus.*none for westeurope/);
  assert.match(row("sql", "storage of orders")?.assumption ?? "", /^32 GB of data$/);
  assert.ok(row("sql", "compute of users"));
  const missing = notPriced.map(({ resource, what }) => `${resource}: ${what}`);
  assert.ok(missing.includes("sql: zone redundancy of orders"), missing.join(", "));
});

test("takes a region's own price before one that stands in for it", () => {
  const disk = (region: string) => {
    const { resources } = planOf(
      authRequest({
        ...{ region, regions: { primary: region, zones: [] }, resourceGroup: undefined as never },
        ...{ replication: {}, infraPlan: [described("postgresql", person)] },
      }),
    );
    return projectCost({ resources }, prices).rows.find(({ what }) => what === "disk");
  };
  assert.deepEqual([disk("westeurope")?.priceRegion, disk("westeurope")?.unitPrice], ["westeurope", 0.1369]);
  assert.deepEqual([disk("uksouth")?.priceRegion, disk("uksouth")?.unitPrice], ["eastus", 0.115]);
});

test("says of a kind that the price list does not know that it has no price", () => {
  const kinds = Object.fromEntries(Object.entries(prices.kinds).filter(([kind]) => kind !== "redis"));
  const plan = planOf(authRequest({ replication: {}, infraPlan: [described("redis")] }));
  const found = projectCost(plan, { ...prices, kinds }).notPriced.find(({ resource }) => resource === "cache");
  assert.match(found?.reason ?? "", /does not say how redis is billed/);
});

test("knows how every kind of the knowledge is billed, each price by a dated source", () => {
  const unknown = Object.keys(knowledge.kinds).filter((kind) => !Object.hasOwn(prices.kinds, kind));
  assert.deepEqual(unknown, []);
  const meters = new Set(
    Object.values(prices.kinds)
      .flatMap((billing) => ("charges" in billing ? billing.charges : []))
      .map(({ meter }) => meter),
  );
  const named = new Set([...prices.prices.map(({ meter }) => meter), ...Object.keys(prices.unpriced)]);
  assert.deepEqual([...meters].sort(), [...named].sort());
  for (const { date, source } of prices.prices) assert.ok(date <= prices.date && source.startsWith("https://"));
});

test("refuses a price list that counts a charge twice, hides an assumption, or mixes units", () => {
  const messages = (changes: Partial<PricesKnowledge>): string[] => {
    const checked = PricesKnowledge.safeParse({ ...prices, ...changes });
    return checked.success ? [] : checked.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  };
  const charge = { meter: "redis-node", what: "nodes", quantity: 1 } as const;
  assert.deepEqual(messages({ kinds: { redis: { charges: [charge, charge] } } }), [
    "kinds.redis.charges.1.what: nodes is charged twice",
  ]);
  assert.deepEqual(messages({ kinds: { redis: { charges: [{ ...charge, quantity: 5 }] } } }), [
    "kinds.redis.charges.0: a quantity that is assumed needs its assumption",
  ]);
  const [price] = prices.prices;
  assert.ok(price);
  const same = { meter: price.meter, unit: "month" as const, amount: 1, date: price.date, source: price.source };
  assert.deepEqual(messages({ prices: [price, same] }), ["prices.1.unit: vm is priced by hour above"]);
});
