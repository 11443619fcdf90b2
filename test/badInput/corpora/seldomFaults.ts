import type { Fields } from "../../kit/requestForms.js";

const failover = { secondary_region: "northeurope", replication: { storage: "geo-redundant", dns: "failover" } };
const production = { environment: "prod", tags: {} };

/** One request for each rule that needs more than one wrong value, by the rule. */
export const seldomFaults: Readonly<Record<string, Fields>> = {
  "ambiguous-overlay": {
    infra_plan: [{ type: "storage" }, { type: "storage" }],
    overlays: [{ environment: "staging", infra_plan: { storage: "premium" } }],
  },
  "invalid-version": { infra_plan: [{ type: "aks", k8s_version: "newest" }] },
  "missing-resource": { infra_plan: [{ type: "aks", private: true }] },
  "no-room-for-network": {
    ...failover,
    infra_plan: [{ type: "aks" }, { type: "virtual-network", address_space: ["192.168.0.0/16"] }],
  },
  "organisation-zone": { infra_plan: [{ type: "dns", fqdn: "*.connectsoft.io" }] },
  "sku-not-in-region": {
    ...production,
    region: "eastus2",
    infra_plan: [
      { type: "postgresql", administrator: "operators", administrator_id: "00000000-0000-4000-8000-000000000001" },
    ],
  },
  "too-many-names": {
    ...failover,
    infra_plan: [
      { type: "aks" },
      ...Array.from({ length: 22 }, (_, index) => ({ type: "dns", fqdn: `n${index}.connectsoft.io` })),
    ],
  },
  "too-many-of-kind": { infra_plan: [{ type: "virtual-network" }, { type: "virtual-network" }] },
  "unsupported-field": { resource_compliance_tags: { identity_scopes: ["vault"] } },
  "unsupported-kind": { infra_plan: { app_registration: true } },
};
