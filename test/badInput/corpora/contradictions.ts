/** A change of the invocation sample that makes it say something impossible. */
export interface Contradiction {
  readonly what: string;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly rule: string;
  readonly pointer: string;
}

const item = (what: string, changes: Contradiction["changes"], rule: string, pointer: string): Contradiction => ({
  what,
  changes,
  rule,
  pointer,
});

/** Requests of which every field is right and the whole is not. `canary` stands where a secret may stand by mistake. */
export const contradictions = (canary: string): readonly Contradiction[] => [
  item(
    "two overlays for one environment",
    { overlays: [{ environment: "staging" }, { environment: "staging" }] },
    "contradiction",
    "#/overlays/1/environment",
  ),
  item(
    "two overlays for one environment in two spellings",
    { overlays: [{ environment: "staging" }, { environment: "stg" }] },
    "contradiction",
    "#/overlays/1/environment",
  ),
  item("a region that does not exist", { region: "westeurop" }, "unknown-region", "#/region"),
  item(
    "a region outside the region map",
    { region: "eastus2", cloud_region_map: { primary_region: "westeurope", secondary_region: "northeurope" } },
    "region-not-in-map",
    "#/region",
  ),
  item(
    "a region map without the environment",
    { cloud_region_map: { regions: { staging: { default: "westeurope" } } } },
    "no-region-for-environment",
    "#/cloud_region_map/regions",
  ),
  item(
    "two regions that are one",
    { cloud_region_map: { primary_region: "westeurope", secondary_region: "West Europe" } },
    "contradiction",
    "#/cloud_region_map/secondary_region",
  ),
  item("a field under two names that differ", { env: "staging" }, "contradiction", "#/env"),
  item("a tag that says another environment", { tags: { env: "staging" } }, "contradiction", "#/tags/env"),
  item("tags that differ only in case", { tags: { Owner: "a", owner: "b" } }, "duplicate-name", "#/tags/owner"),
  item("a tag named like a secret", { tags: { db_password: canary } }, "plaintext-secret", "#/tags/db_password"),
  item("a tag that Azure keeps for itself", { tags: { "hidden-title": "a" } }, "forbidden-tag", "#/tags/hidden-title"),
  item(
    "more tags than Azure takes",
    { tags: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`t${index}`, "a"])) },
    "too-many-tags",
    "#/tags",
  ),
  item("a tag that the service sets", { tags: { provisioned_by: "me" } }, "read-only-field", "#/tags/provisioned_by"),
  item(
    "one domain name twice",
    {
      infra_plan: [
        { type: "dns", fqdn: "a.example.com" },
        { type: "dns", fqdn: "A.example.com" },
      ],
    },
    "duplicate-name",
    "#/infra_plan/1/fqdn",
  ),
  item(
    "a queue and a topic of one name",
    { infra_plan: { "service-bus": { queues: ["orders"], topics: ["Orders"] } } },
    "duplicate-name",
    "#/infra_plan/service-bus/topics/0",
  ),
  item(
    "a container twice",
    { infra_plan: [{ type: "storage", containers: ["inbox", "inbox"] }] },
    "duplicate-name",
    "#/infra_plan/0/containers/1",
  ),
  item("a second vault", { infra_plan: [{ type: "keyvault" }, { type: "kv" }] }, "duplicate-entry", "#/infra_plan/1"),
  item(
    "subnets that overlap",
    { infra_plan: { vnet: { nodes_subnet: "10.20.0.0/20", endpoints_subnet: "10.20.8.0/24" } } },
    "overlapping-ranges",
    "#/infra_plan/vnet/endpoints_subnet",
  ),
  item(
    "a network that meets what clusters have for their pods",
    { infra_plan: [{ type: "aks" }, { type: "vnet", address_space: ["10.0.0.0/8"] }] },
    "overlapping-ranges",
    "#/infra_plan/1/address_space/0",
  ),
  item(
    "a subnet that is no part of its network",
    { infra_plan: { vnet: { address_space: ["10.30.0.0/16"], nodes_subnet: "10.20.0.0/20" } } },
    "range-outside-network",
    "#/infra_plan/vnet/nodes_subnet",
  ),
  item(
    "a network without room for a cluster's nodes",
    { infra_plan: { aks: true, vnet: { address_space: ["10.30.0.0/28"] } } },
    "no-room-for-subnet",
    "#/infra_plan/vnet/address_space",
  ),
  item(
    "an address instead of a range",
    { infra_plan: { vnet: { nodes_subnet: "10.20.0.5/24" } } },
    "invalid-range",
    "#/infra_plan/vnet/nodes_subnet",
  ),
  item("a plan that asks for nothing", { infra_plan: { aks: false } }, "empty-plan", "#/infra_plan"),
  item("a kind that nobody knows", { infra_plan: [{ type: "mainframe" }] }, "unknown-kind", "#/infra_plan/0/type"),
  item(
    "more nodes than the constraints allow",
    { infra_plan: { aks: { node_count: 5 } }, resource_constraints: { quotas: { max_nodes_per_cluster: 3 } } },
    "quota-exceeded",
    "#/infra_plan/aks/node_count",
  ),
  item(
    "more clusters than the constraints allow",
    { infra_plan: [{ type: "aks" }, { type: "aks" }], resource_constraints: { quotas: { max_aks_clusters: 1 } } },
    "quota-exceeded",
    "#/infra_plan/1",
  ),
  item(
    "a version that lost its last zero",
    { infra_plan: { aks: { k8s_version: 1.3 } } },
    "version-lost-zero",
    "#/infra_plan/aks/k8s_version",
  ),
  item("a wildcard for a name", { component: "Auth*" }, "wildcard-name", "#/component"),
  item("a name that Azure keeps for itself", { resource_group: "microsoft-rg" }, "reserved-name", "#/resource_group"),
  item(
    "two secrets with one name",
    {
      secrets: [
        { name: "KEY", vault_ref: "authservice-app-secret" },
        { name: "key", vault_ref: "authservice-app-secret" },
      ],
    },
    "duplicate-name",
    "#/secrets/1/name",
  ),
  item(
    "two secrets that are one in the vault",
    {
      secrets: [
        { name: "DB_KEY", vault_ref: "authservice-app-secret" },
        { name: "DB-KEY", vault_ref: "authservice-app-secret" },
      ],
    },
    "duplicate-name",
    "#/secrets/1/name",
  ),
  item(
    "a secret by value",
    { secrets: [{ name: "KEY", vault_ref: "authservice-app-secret", value: canary }] },
    "plaintext-secret",
    "#/secrets/0/value",
  ),
  item(
    "a secret where its reference belongs",
    { secrets: [{ name: "KEY", vault_ref: `${canary}!` }] },
    "plaintext-secret",
    "#/secrets/0/vault_ref",
  ),
  item(
    "a reference that the vault does not know",
    { secrets: [{ name: "KEY", vault_ref: canary }] },
    "unknown-vault-ref",
    "#/secrets/0/vault_ref",
  ),
  item("a provider that is not there", { cloud_provider: "aws" }, "unsupported-provider", "#/cloud_provider"),
  item("a field that the service sets", { status: "done" }, "read-only-field", "#/status"),
  item("a field that nobody knows", { infra_plann: {} }, "unknown-field", "#/infra_plann"),
  item(
    "too many entries",
    { infra_plan: Array.from({ length: 2001 }, () => ({ type: "keyvault" })) },
    "too-many-items",
    "#/infra_plan",
  ),
  item("a domain name that is none", { infra_plan: { dns: "localhost" } }, "invalid-fqdn", "#/infra_plan/dns"),
  item("a name with a blank", { component: "Auth Service" }, "invalid-name", "#/component"),
  item("a missing field", { trace_id: undefined }, "missing-field", "#/trace_id"),
  item("a tag on two lines", { tags: { note: "a\nb" } }, "forbidden-tag", "#/tags/note"),
];
