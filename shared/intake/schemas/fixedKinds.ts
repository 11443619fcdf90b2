import { z } from "zod";
import { ContainerName, RetentionDays, StorageTier, VaultPolicy } from "../../contracts/request.js";
import { azureTypesOf } from "./azureTypes.js";
import { aks } from "./clusterSettings.js";
import { Fqdn } from "./fqdn.js";
import { lifecycle } from "./lifecycleSettings.js";
import { explainName } from "./names.js";
import { anyCase, worded } from "./wording.js";

const Policy = worded(VaultPolicy, anyCase("a vault policy", VaultPolicy.options));

const Tier = worded(StorageTier, anyCase("a storage tier", StorageTier.options));

const storage = {
  tier: Tier.optional(),
  containers: worded(
    z
      .array(
        worded(ContainerName, {
          title: "a container name",
          remedy: "3 to 63 small letters, digits and single hyphens, beginning and ending with a letter or digit.",
          explain: explainName,
        }),
      )
      .max(100),
    { title: "a list of container names", remedy: "A list of names of blob containers.", examples: ["[receipts]"] },
  ).optional(),
  lifecycle: lifecycle.optional(),
};

const dns = { fqdn: Fqdn };

const monitoring = {
  retention_days: worded(RetentionDays, {
    title: "a number of days",
    remedy: "A whole number from 30 to 730.",
  }).optional(),
};

/** What people call the kinds with code of their own, and other names for each. */
export const kindSpellings = {
  aks: ["AKS", ...azureTypesOf("aks")],
  keyvault: ["key_vault", "kv", ...azureTypesOf("keyvault")],
  storage: ["blob_storage", "blob", ...azureTypesOf("storage")],
  dns: ["dns_zone", ...azureTypesOf("dns")],
  monitoring: ["log_analytics", "azure_monitor", "app_insights", ...azureTypesOf("monitoring")],
};

/** The `type` of a list item, in any of its spellings. */
const kind = <K extends keyof typeof kindSpellings>(name: K) =>
  worded(z.literal(name), {
    title: "a kind of resource",
    values: Object.fromEntries(kindSpellings[name].map((spelling) => [spelling, name])),
    correction: "NormalisedKind",
  });

/** Kinds with code of their own, as items of a list. */
export const fixedItems = [
  z.strictObject({ type: kind("aks"), ...aks }),
  z.strictObject({ type: kind("keyvault"), policy: Policy.optional() }),
  z.strictObject({ type: kind("storage"), ...storage }),
  z.strictObject({ type: kind("dns"), ...dns }),
  z.strictObject({ type: kind("monitoring"), ...monitoring }),
] as const;

/** The same kinds as members of a map. */
export const fixedMembers = {
  aks: worded(z.union([z.boolean(), z.strictObject(aks)]), {
    title: "a cluster",
    remedy: "true, or an object with size, node_count, k8s_version and others.",
    spellings: kindSpellings.aks,
    isAnyCase: true,
  }).optional(),
  keyvault: worded(z.union([z.boolean(), Policy, z.strictObject({ policy: Policy.optional() })]), {
    title: "a key vault",
    remedy: `true, ${VaultPolicy.options.join(", ")}, or an object with policy.`,
    spellings: kindSpellings.keyvault,
    isAnyCase: true,
  }).optional(),
  storage: worded(z.union([z.boolean(), Tier, z.strictObject(storage)]), {
    title: "a storage account",
    remedy: `true, ${StorageTier.options.join(", ")}, or an object with tier, containers and lifecycle.`,
    spellings: kindSpellings.storage,
    isAnyCase: true,
  }).optional(),
  dns: worded(z.union([z.literal(false), Fqdn, z.strictObject(dns)]), {
    title: "a DNS entry",
    remedy: "The full domain name, or an object with fqdn.",
    examples: ["auth.europe.connectsoft.io"],
    spellings: kindSpellings.dns,
    isAnyCase: true,
  }).optional(),
  monitoring: worded(z.union([z.boolean(), z.strictObject(monitoring)]), {
    title: "monitoring",
    remedy: "true, or an object with retention_days.",
    spellings: kindSpellings.monitoring,
    isAnyCase: true,
  }).optional(),
};

export type FixedItem = z.infer<(typeof fixedItems)[number]>;
