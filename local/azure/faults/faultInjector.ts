import { createHash } from "node:crypto";
import { join } from "node:path";
import { inTransaction, type CloudDatabase } from "../cloud/cloudDatabase.js";
import type { ResourceType } from "../resourceTypes/resourceType.js";
import { normalizeRegion } from "../values/regions.js";
import type { FaultEffect, FaultRule } from "./faultPlan.js";
import { watchedFile } from "./watchedFile.js";

/** Name of the file in the simulated Azure's folder that says what goes wrong; its schema is FaultPlan. */
export const faultPlanFile = "faults.json";

/** A call to the cloud, as far as fault rules look at it. */
export interface FaultedCall {
  readonly op: "create" | "update" | "delete" | "read" | "invoke";
  /** Token of the resource or of the invoke. */
  readonly token: string;
  /** Absent for invokes. */
  readonly type: ResourceType | undefined;
  readonly armType: string;
  readonly id: string;
  readonly name: string;
  /** Empty where the kind has none. */
  readonly location: string;
  readonly objectId: string;
}

/** Decides for each call what goes wrong with it, after the plan in the given folder. */
export type FaultInjector = (call: FaultedCall) => Promise<FaultEffect | undefined>;

/** Follows `faults.json`, also while it changes; counts in the store, so that `times` holds over processes. */
export function faultInjector(folder: string, database: () => CloudDatabase): FaultInjector {
  const plan = watchedFile(join(folder, faultPlanFile), async () => (await import("./faultPlan.js")).FaultPlan);
  return async (call) => {
    const rules = (await plan())?.rules ?? [];
    return rules.find((rule) => matches(rule, call) && applies(rule, countMatch(database(), rule)))?.effect;
  };
}

function matches({ match }: FaultRule, call: FaultedCall): boolean {
  const ops = match.op === undefined ? undefined : [match.op].flat();
  return (
    (match.type === undefined || isType(match.type, call)) &&
    (match.name === undefined || glob(match.name).test(call.name)) &&
    (ops === undefined || ops.includes(call.op)) &&
    (match.location === undefined || normalizeRegion(match.location) === normalizeRegion(call.location))
  );
}

function applies(rule: FaultRule, match: number): boolean {
  return match > rule.skip && (rule.times === undefined || match <= rule.skip + rule.times);
}

/** The number of this match, from 1. */
function countMatch(database: CloudDatabase, rule: FaultRule): number {
  const key = rule.name ?? createHash("sha256").update(JSON.stringify(rule)).digest("hex");
  return inTransaction(database, () => {
    const row = database
      .prepare(
        "INSERT INTO faultMatches VALUES (?, 1) ON CONFLICT (rule) DO UPDATE SET matches = matches + 1 RETURNING matches",
      )
      .get(key) as { matches: number };
    return row.matches;
  });
}

function isType(wanted: string, { token, armType }: FaultedCall): boolean {
  const text = wanted.toLowerCase();
  return [token, token.replace(/^azure-native:/, ""), armType].some((name) => name.toLowerCase() === text);
}

function glob(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i");
}
