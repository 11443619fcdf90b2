import type { Fields } from "../../kit/requestForms.js";

/** A request that intake understands and planning cannot carry out. */
interface PlanningFault {
  readonly what: string;
  readonly fields: Fields;
  readonly rule: string;
  /** What stands at the place of the fault, in whichever form. */
  readonly value?: unknown;
}

const secondary = { secondary_region: "northeurope", replication: { storage: "geo-redundant", dns: "failover" } };
const secret = (name: string) => ({ name, vault_ref: "authservice-app-secret", mount_strategy: "env" });
const longGroup = "cs-stg-rg-".padEnd(88, "x");

/** What planning refuses, one after the other. */
export const planningFaults: readonly PlanningFault[] = [
  {
    what: "a zone that the region does not have",
    fields: { region: "francesouth", zones: ["1"], infra_plan: [{ type: "aks" }] },
    rule: "unknown-zone",
    value: ["1"],
  },
  {
    what: "a version that AKS never had",
    fields: { infra_plan: [{ type: "keyvault" }, { type: "aks", k8s_version: "1.99" }] },
    rule: "unknown-kubernetes-version",
    value: "1.99",
  },
  {
    what: "a replication that a tier does not have",
    fields: { infra_plan: [{ type: "storage", tier: "premium" }], replication: { storage: "geo-redundant" } },
    rule: "replication-mismatch",
    value: "geo-redundant",
  },
  {
    what: "a resource group whose name leaves no room for that of the failover group",
    fields: { resource_group: longGroup, infra_plan: [{ type: "storage" }], ...secondary },
    rule: "forbidden-name",
    value: longGroup,
  },
  {
    what: "a resource group whose name leaves no room for a cluster's",
    fields: { resource_group: "cs-stg-rg-".padEnd(60, "x"), infra_plan: [{ type: "aks" }] },
    rule: "name-too-long",
    value: "cs-stg-rg-".padEnd(60, "x"),
  },
  {
    what: "a size that nobody offers",
    fields: { infra_plan: [{ type: "redis", sku: "Balanced_B9999" }] },
    rule: "unknown-sku",
    value: "Balanced_B9999",
  },
  {
    what: "a prefix that is too long",
    fields: { resource_prefix: "abcdefghijklmnopqrstuvwxyz", infra_plan: [{ type: "keyvault" }] },
    rule: "forbidden-name",
    value: "abcdefghijklmnopqrstuvwxyz",
  },
  {
    what: "a tenant too long for names",
    fields: { tenant_id: "tenant-with-a-very-long-name", infra_plan: [{ type: "keyvault" }] },
    rule: "forbidden-name",
    value: "tenant-with-a-very-long-name",
  },
  {
    what: "a tag that is required and not there",
    fields: {
      tags: { owner: "a" },
      resource_constraints: { require_tags: ["cost_center"] },
      infra_plan: [{ type: "keyvault" }],
    },
    rule: "missing-tag",
  },
  {
    what: "a tag that is required of a request without tags",
    fields: { resource_constraints: { require_tags: ["cost_center"] }, infra_plan: [{ type: "keyvault" }] },
    rule: "missing-tag",
    value: "cost_center",
  },
  {
    what: "more tags than a zone takes",
    fields: {
      tags: Object.fromEntries(
        Array.from({ length: 16 }, (_, index) => [`tag${String.fromCharCode(97 + index)}`, "a"]),
      ),
      infra_plan: [{ type: "dns", fqdn: "reports.example.connectsoft.io" }],
    },
    rule: "too-many-tags",
    value: Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`tag${String.fromCharCode(97 + index)}`, "a"])),
  },
  {
    what: "a tag that a zone does not take",
    fields: {
      tags: { "cost center": "4711" },
      infra_plan: [{ type: "dns", fqdn: "reports.example.connectsoft.io" }],
    },
    rule: "forbidden-tag",
    value: "4711",
  },
  {
    what: "a secret that would be the kubeconfig in the vault",
    fields: { secrets: [secret("REPORT_KUBECONFIG")], infra_plan: [{ type: "aks" }] },
    rule: "duplicate-secret",
    value: "REPORT_KUBECONFIG",
  },
  {
    what: "a secret named as Azure names its own",
    fields: { secrets: [secret("MICROSOFT_KEY")], infra_plan: [{ type: "keyvault" }] },
    rule: "forbidden-name",
    value: "MICROSOFT_KEY",
  },
  {
    what: "a reference that the vault does not know",
    fields: { secrets: [{ name: "KEY", vault_ref: "nobody-knows" }], infra_plan: [{ type: "keyvault" }] },
    rule: "unknown-vault-ref",
    value: "nobody-knows",
  },
  {
    what: "a tier without the copies that the strategy asks for",
    fields: {
      infra_plan: [{ type: "container-registry", sku: "Standard" }],
      replication: { storage: "geo-redundant" },
    },
    rule: "contradiction",
    value: "Standard",
  },
  {
    what: "a stand-in that the quota of clusters leaves no room for",
    fields: {
      infra_plan: [{ type: "aks" }, { type: "storage" }],
      resource_constraints: { quotas: { max_aks_clusters: 1 } },
      ...secondary,
    },
    rule: "quota-exceeded",
    value: "failover",
  },
];
