import { z } from "zod";
import type { KindKnowledge } from "../../contracts/kinds.js";
import { describedKind, type DescribedEntry } from "./describedKind.js";
import { fixedItems, fixedMembers, type FixedItem } from "./fixedKinds.js";
import { explainKind } from "./futureKinds.js";
import { worded } from "./wording.js";
import { lookup } from "../../lookup.js";

export type PlanItem = FixedItem | DescribedEntry;

/** A plan as a map from kind to what it says; described kinds say it as entries already. */
export type PlanMap = {
  readonly [K in keyof typeof fixedMembers]?: z.infer<(typeof fixedMembers)[K]>;
} & { readonly described: readonly DescribedEntry[] };

/** The schemas of a plan with the fixed kinds and those that the knowledge describes. */
export function planSchemas(kinds: Readonly<Record<string, KindKnowledge>>) {
  const items = Object.values(kinds).map((knowledge) => describedKind(knowledge, "Planned").item);
  const item: z.ZodType<PlanItem> = worded(z.discriminatedUnion("type", [...fixedItems, ...items]), {
    remedy: "An object with its `type`, such as {type: aks, node_count: 3}.",
    explainField: explainKind,
  });
  const list = worded(z.array(item).max(2000), { title: "a list of resources" });
  /** First form: a list of `{ type, ... }`, as `infra-plan.yaml` writes it. */
  const file = z.strictObject({ resources: list });
  /** Second and third form: a map from kind to `true`, a plain value or an object. */
  const map = planMap(kinds, "Planned");
  const infraPlan = worded(z.union([list, file, map]), {
    title: "an infrastructure plan",
    remedy: "What to provision: a map from kind to settings, or a list of resources with their `type`.",
  }).meta({ id: "InfraPlan" });
  return { file, map, infraPlan };
}
export type InfraPlan = z.infer<ReturnType<typeof planSchemas>["infraPlan"]>;

/** Changes that an overlay makes to a plan: a map in which nothing is required, because the plan itself has it. */
export function planChanges(kinds: Readonly<Record<string, KindKnowledge>>): z.ZodType<PlanMap> {
  return planMap(
    Object.fromEntries(Object.entries(kinds).map(([name, knowledge]) => [name, { ...knowledge, required: [] }])),
    "Changed",
  );
}

function planMap(kinds: Readonly<Record<string, KindKnowledge>>, role: "Planned" | "Changed"): z.ZodType<PlanMap> {
  const members = Object.fromEntries(
    Object.entries(kinds).map(([name, knowledge]) => [name, describedKind(knowledge, role).member]),
  );
  const fields = worded(z.strictObject({ ...fixedMembers, ...members }), { explainField: explainKind });
  return fields.transform((written): PlanMap => {
    const entries = Object.keys(members).map((name) => lookup(written as Record<string, unknown>, name));
    return { ...written, described: entries.filter((entry): entry is DescribedEntry => entry !== undefined) };
  });
}
