import { z } from "zod";
import {
  AksSize,
  IpRange,
  KubernetesVersion as KubernetesVersionText,
  MaintenanceWindow,
  NodeCount,
  PoolName,
  Taint,
  UpgradeChannel,
  Weekday,
} from "../../contracts/request.js";
import type { FaultText } from "../reading/finding.js";
import { anyCase, worded } from "./wording.js";

/** Text, or a number whose written form is kept. */
const KubernetesVersion = worded(
  z
    .union([worded(KubernetesVersionText, { title: "a Kubernetes version", explain: explainVersion }), z.number()])
    .transform(String),
  {
    title: "a Kubernetes version",
    remedy: 'A minor version with two digits in quotes, such as "1.36", or an exact one, such as "1.36.1".',
    examples: ["1.36"],
    spellings: ["kubernetes_version"],
    isAsWritten: true,
  },
);

const nodes = worded(NodeCount, { title: "a number of nodes", remedy: "A whole number from 1 to 100." });
const size = worded(AksSize, anyCase("a cluster size", AksSize.options));

const UserPool = worded(
  z.strictObject({
    name: worded(PoolName, {
      title: "a pool name",
      remedy: "1 to 12 small letters and digits, a letter first; system is the pool that every cluster has.",
      examples: ["work"],
    }),
    size: size.optional(),
    node_count: worded(nodes, { spellings: ["min_count"] }).optional(),
    max_count: worded(nodes, {
      remedy: "The most nodes that Azure may scale the pool to; node_count is then the fewest.",
    }).optional(),
    taints: worded(
      z
        .array(
          worded(Taint, {
            title: "a taint",
            remedy: "A key, a value and an effect: NoSchedule, PreferNoSchedule or NoExecute.",
            examples: ["dedicated=batch:NoSchedule"],
          }),
        )
        .max(10),
      {
        title: "a list of taints",
        remedy: "A list of taints that keep away what does not tolerate them.",
        examples: ["[dedicated=batch:NoSchedule]"],
      },
    ).optional(),
  }),
  { title: "a pool of nodes", remedy: "An object with name, size, node_count, max_count and taints." },
);

const { startTime, durationHours, utcOffset } = MaintenanceWindow.shape;
const Window = worded(
  z.strictObject({
    day: worded(Weekday, anyCase("a day of the week", Weekday.options)),
    start_time: worded(startTime, {
      title: "a time of day",
      remedy: "Hours and minutes in quotes.",
      examples: ["02:00"],
      spellings: ["start"],
    }),
    duration_hours: worded(durationHours, {
      title: "a number of hours",
      remedy: "A whole number from 4 to 24: an upgrade takes four.",
      spellings: ["duration"],
    }),
    utc_offset: worded(utcOffset.unwrap(), {
      title: "an offset from UTC",
      remedy: "In quotes, with its sign; summer time is not followed.",
      examples: ["+01:00"],
    }).optional(),
  }),
  {
    title: "a maintenance window",
    remedy: "An object with day, start_time, duration_hours and, if not UTC, utc_offset.",
  },
);

/** What a plan may say of a cluster. */
export const aks = {
  size: size.optional(),
  node_count: nodes.optional(),
  k8s_version: KubernetesVersion.optional(),
  user_pools: worded(z.array(UserPool).max(10), {
    title: "a list of pools for workloads",
    remedy: "Pools for workloads; size and node_count of the cluster are then those of its system pool.",
    spellings: ["pools", "node_pools"],
  }).optional(),
  private: worded(z.boolean(), {
    title: "true or false",
    remedy: "Whether the API server is reached from the stack's network only; needs virtual-network in the plan.",
    spellings: ["private_cluster"],
  }).optional(),
  authorized_ip_ranges: worded(
    z
      .array(
        worded(IpRange, {
          title: "an IPv4 range",
          remedy: "An address, or one with the length of its prefix.",
          examples: ["203.0.113.0/24"],
        }),
      )
      .min(1)
      .max(200),
    {
      title: "a list of IPv4 ranges",
      remedy: "From where the API server is reached; from everywhere where the list is left out.",
      spellings: ["api_server_authorized_ip_ranges", "authorised_ip_ranges"],
    },
  ).optional(),
  auto_upgrade_channel: worded(UpgradeChannel, {
    ...anyCase("an upgrade channel", UpgradeChannel.options),
    spellings: ["upgrade_channel"],
  }).optional(),
  maintenance_window: worded(Window, { spellings: ["maintenance"] }).optional(),
};

function explainVersion(version: string): Partial<FaultText> | undefined {
  if (!/^1\.\d$/.test(version)) return { rule: "invalid-version" };
  return {
    rule: "version-lost-zero",
    detail: `The Kubernetes version ${version} may have been ${version}0: a number loses its final zero.`,
    remedy: `Write it in quotes with two digits, such as "${version}0".`,
  };
}
