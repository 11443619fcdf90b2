import { z } from "zod";

/** Bits that a range of IPv4 addresses shares (`/24`). */
const Bits = z.int().min(8).max(29);

/**
 * The addresses of a network and how they are shared out where a request does not say. Each subnet keeps its place
 * whatever else is planned, because Azure moves none that is in use.
 */
export const AddressPlan = z.strictObject({
  space: z.strictObject({
    /** Setting with the ranges of the network. */
    setting: z.string(),
    /** Setting with those of the network that stands in elsewhere; else the ranges after the first one's. */
    secondRegionSetting: z.string(),
    default: z.array(z.string()).min(1),
  }),
  /** By name, in the order of their places. */
  subnets: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/),
    z.strictObject({
      /** Setting with its range. */
      setting: z.string(),
      /** Size of one in a network that has the room. */
      bits: Bits,
      /** In a small network: how many bits more than the network's a part of it has (2 is a quarter). */
      share: z.int().min(1).max(8),
      /** Smallest that Azure takes. */
      longest: Bits,
    }),
  ),
});
export type AddressPlan = z.infer<typeof AddressPlan>;

/** Roles that an entry may give: each for one kind of data, none that manages anything. */
export const DataRole = z.enum([
  "AcrPull",
  "Azure Service Bus Data Receiver",
  "Azure Service Bus Data Sender",
  "EventGrid Data Sender",
  "Key Vault Secrets User",
  "Storage Blob Data Contributor",
]);

/** What of the stack gets a role on a resource, and only on that. */
export const Access = z.union([
  /** The nodes of its clusters, which pull images before any workload is there. */
  z.strictObject({ name: z.literal("pull"), role: z.literal("AcrPull"), to: z.literal("nodes") }),
  /** The identity of its workloads: wherever they run, or only where an environment for apps runs them. */
  z.strictObject({ name: z.string().regex(/^[a-z]+$/), role: DataRole, to: z.enum(["workloads", "apps"]) }),
]);
export type Access = z.infer<typeof Access>;
