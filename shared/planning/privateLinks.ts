import type { KindKnowledge, PrivateLink } from "../contracts/kinds.js";
import type { ArgumentValue, PlannedResource } from "../contracts/plan.js";
import { decideArguments } from "./decideArguments.js";
import type { Topology } from "./expandTopology.js";
import { holds } from "./holds.js";
import { lookup } from "../lookup.js";
import type { PlanContext } from "./planContext.js";

/** The way into a service from a network. */
export interface WayIn extends Omit<PrivateLink, "when"> {
  /** What its zone is called after in the program. */
  readonly base: string;
  /** What it leads to, in words. */
  readonly title: string;
}

/** Of kinds with planning steps of their own. Source: https://learn.microsoft.com/azure/private-link/private-endpoint-dns */
const fixed = {
  "key-vault": {
    base: "vault",
    title: "a key vault",
    group: "vault",
    zone: "privatelink.vaultcore.azure.net",
    argument: "privateEndpoint",
  },
  storage: {
    base: "blob",
    title: "an account's blobs",
    group: "blob",
    zone: "privatelink.blob.core.windows.net",
    argument: "privateEndpoint",
  },
} as const;

/** The way into a planned resource from a network, if it has one. */
export function wayInto(context: PlanContext, resource: PlannedResource): WayIn | undefined {
  if (resource.kind === "key-vault" || resource.kind === "storage") return fixed[resource.kind];
  if (resource.kind !== "described") return undefined;
  const kind = lookup(context.knowledge.kinds, resource.of);
  return kind && linkOf(context, kind, new Map(Object.entries(resource.args)));
}

/** The way into what a wish will come to. What has one is closed to the internet: nobody else gets in. */
export function wayIntoWish(context: PlanContext, wish: Topology["described"][number]): WayIn | undefined {
  const kind = lookup(context.knowledge.kinds, wish.entry.of);
  if (kind?.privateLink === undefined) return undefined;
  return linkOf(context, kind, decideArguments({ context, kind, wish, name: "", others: new Map() }).decided);
}

function linkOf(
  context: PlanContext,
  { privateLink, logicalName, title }: KindKnowledge,
  decided: ReadonlyMap<string, ArgumentValue>,
): WayIn | undefined {
  if (privateLink === undefined) return undefined;
  const { when, ...link } = privateLink;
  return when.every((each) => holds(each, { context, decided })) ? { ...link, base: logicalName, title } : undefined;
}
