import type * as network from "@pulumi/azure-native/network";
import * as z from "zod";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { placement } from "../args/placement.js";
import { unique } from "../args/unique.js";
import { addressFaults } from "./addressPlan.js";
import { mostInbound } from "./securityRules.js";

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork */
export const VirtualNetworkName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}[A-Za-z0-9_]$/,
    "a network name has 2 to 64 letters, digits, _ . and -, starts with a letter or digit and does not end in . or -",
  );

/** Source: as above; the same rule holds for subnets, security groups and their rules. */
const PartName = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?$/,
    "the name has 1 to 80 letters, digits, _ . and -, starts with a letter or digit and does not end in . or -",
  );

const Port = z
  .string()
  .regex(/^\d{1,5}(-\d{1,5})?$/, 'write a port or a range of ports as text, "443" or "8000-8100"')
  .refine((text) => {
    const [first = 0, last = first] = text.split("-").map(Number);
    return first >= 1 && first <= last && last <= 65_535;
  }, "ports go from 1 to 65535, the lower one first");

const Inbound = z.strictObject({
  name: PartName,
  ports: z.array(Port).min(1, "name at least one port"),
  /** Address ranges, or one service tag such as `Internet` or `AzureFrontDoor.Backend`. */
  sources: z
    .array(z.string().min(1))
    .min(1, "name at least one source")
    .refine((sources) => sources.length === 1 || sources.every((source) => /^[\d.:a-f]+(\/\d+)?$/i.test(source)), {
      message: "Azure takes several address ranges or one service tag, not both",
    }),
});

const Subnet = z.strictObject({
  name: PartName,
  /** Its addresses, for example `10.20.1.0/24`. Another range of a subnet in use is refused by Azure. */
  addressPrefix: z.string(),
  /**
   * What it is for: `cluster` (AKS nodes), `private-endpoints`, `database` (handed over to PostgreSQL flexible servers)
   * or `apps` (handed over to Container Apps environments). Decides the rules of its security group.
   */
  purpose: z.enum(["apps", "cluster", "database", "private-endpoints"]),
  /** Traffic let in besides what the purpose needs; the first rule comes first. */
  inbound: z
    .array(Inbound)
    .max(mostInbound, `at most ${mostInbound} rules`)
    .superRefine(unique(({ name }) => name))
    .optional(),
});

export const VirtualNetworkArgs = z
  .strictObject({
    ...placement,
    virtualNetworkName: input(VirtualNetworkName),
    /** Address ranges of the network, for example `10.20.0.0/16`. Networks that are ever to be peered must not share any. */
    addressSpace: z.array(z.string()).min(1, "a network needs an address range"),
    subnets: z.array(Subnet).superRefine(unique(({ name }) => name)),
    overrides: z
      .strictObject({
        network: z.custom<Overrides<network.VirtualNetworkArgs>>().optional(),
        /** For every security group, or for each by the name of its subnet. */
        securityGroup: z.custom<EachOverrides<network.NetworkSecurityGroupArgs, [subnet: string]>>().optional(),
      })
      .optional(),
  })
  .superRefine((args, context) => {
    for (const { message, path } of addressFaults(args)) context.addIssue({ code: "custom", message, path });
  });
export type VirtualNetworkArgs = z.input<typeof VirtualNetworkArgs>;
