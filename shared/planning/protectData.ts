import type { ArgumentSource, Condition, KindKnowledge, Protection } from "../contracts/kinds.js";
import type { Correction } from "../contracts/request.js";
import { causeOf, type DescribedCase } from "./describedArguments.js";
import { holds } from "./holds.js";
import { lookup } from "../lookup.js";
import type { PlanFault, RequestPointer } from "./planFault.js";
import { placeIn } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { byDefault, writtenOf } from "./why.js";

const reaches: readonly Protection["reach"][] = ["local", "zone-redundant", "geo-redundant"];
const width = (reach: Protection["reach"]): number => reaches.indexOf(reach);

/**
 * What keeps the data of a described resource: of the protections that its entry lists and that hold, the one that
 * reaches furthest. A stateful resource must have a backup, or copies in more than one place, and reach as far as
 * `replication.storage` asks. What the request's own words rule out is refused at both places; what the kind, the region
 * or a default rules out is recorded. `of.decided` are all arguments; a mirror is held to nothing that leaves its region.
 * Source: specification section 5.4.
 */
export function protectData(of: DescribedCase): Resolution<Protection | undefined> {
  const { kind, context } = of;
  if (!kind.classes.includes("stateful")) return resolved(undefined);
  const { request, site, inputs } = context;
  const kept = kind.protections.filter(({ when }) => when.every((each) => holds(each, of)));
  const best = kept.reduce<(typeof kept)[number] | undefined>(
    (widest, each) => (widest === undefined || width(each.reach) > width(widest.reach) ? each : widest),
    undefined,
  );
  const asked = request.replication.storage;
  const why = best && {
    "": [
      ...writtenOf([
        ...(asked === undefined ? [] : inputs("/replication/storage", "replication.storage")),
        ...best.when.flatMap((each) => causeOf(each, of)),
      ]),
      ...byDefault(`kinds/${kind.kind}.yaml`, `protections.${kind.protections.indexOf(best)}`),
    ],
  };
  const found = best && { means: best.means, reach: best.reach, by: best.by };
  const shortfall =
    site.role === "secondary" ? nothing : (tooNarrow(of, asked, found) ?? unprotected(of, found) ?? nothing);
  return resolved(found, shortfall.corrections, shortfall.faults, why);
}

interface Shortfall {
  readonly corrections: readonly Correction[];
  readonly faults: readonly PlanFault[];
}
const nothing: Shortfall = { corrections: [], faults: [] };

/** Nothing reaches as far as the request's replication asks. */
function tooNarrow(
  of: DescribedCase,
  asked: Protection["reach"] | undefined,
  found: Protection | undefined,
): Shortfall | undefined {
  if (asked === undefined || asked === "local" || (found && width(found.reach) >= width(asked))) return undefined;
  const { kind, context } = of;
  const candidates = kind.protections.filter(({ reach }) => reach === asked);
  const missing = candidates.flatMap(({ when }) => when.find((each) => !holds(each, of)) ?? []);
  const setting = writtenCause(missing, of);
  if (setting !== undefined) return refused(of, setting, "/replication/storage", `replication.storage is ${asked}`);
  const { region } = context.site;
  const lacking = missing.find((each) => "region" in each && each.region !== "secondary");
  if (lacking && "region" in lacking) {
    const detail =
      lacking.region === "zones"
        ? `${region.displayName} has no availability zones.`
        : `${region.displayName} has no paired region to replicate to.`;
    return { corrections: [], faults: [mismatch(kind, detail, asked)] };
  }
  const reason = missing.some((each) => "region" in each)
    ? "the request names no secondary region"
    : `${kind.title} has nothing that is ${asked}`;
  return {
    corrections: [
      {
        action: "DeferredReplication",
        field: `infra_plan.${kind.kind}`,
        valueBefore: asked,
        valueApplied: found?.reach ?? null,
        reason: `${reason}; its data is kept by ${found?.by ?? "nothing"}`,
        severity: "warning",
      },
    ],
    faults: [],
  };
}

/** Neither a backup nor copies in more than one place: what is lost in one place is lost. */
function unprotected(of: DescribedCase, found: Protection | undefined): Shortfall | undefined {
  if (found && (found.means === "backup" || found.reach !== "local")) return undefined;
  const { kind, context } = of;
  const setting = writtenCause(
    kind.protections.flatMap(({ when }) => when.find((each) => !holds(each, of)) ?? []),
    of,
  );
  if (setting !== undefined && context.environment.class === "production")
    return refused(of, setting, "/environment", `${context.request.environment} is a production environment`);
  return {
    corrections: [
      {
        action: "KeptUnprotectedData",
        field: `infra_plan.${kind.kind}`,
        valueApplied: found?.reach ?? null,
        reason: `${kind.title} is of class stateful and should be replicated or backed up; its data is kept by ${found?.by ?? "nothing"}`,
        severity: "warning",
      },
    ],
    faults: [],
  };
}

/** The setting of the request that keeps a condition from holding. */
function writtenCause(missing: readonly Condition[], { kind, wish }: DescribedCase): string | undefined {
  return missing
    .flatMap((each) => ("argument" in each ? settingsOf(lookup(kind.arguments, each.argument)) : []))
    .find((setting) => lookup(wish.entry.settings, setting) !== undefined);
}

/** Settings that an argument may come from. */
function settingsOf(source: ArgumentSource | undefined): string[] {
  if (source === undefined) return [];
  if ("setting" in source) return [source.setting];
  return "when" in source ? [...settingsOf(source.then), ...settingsOf(source.else)] : [];
}

/** Both words of a contradiction, each at its own place. */
function refused({ kind, wish }: DescribedCase, setting: string, other: RequestPointer, said: string): Shortfall {
  const field = `infra_plan.${kind.kind}.${setting}`;
  const remedy = `Leave ${setting} out, or change what it contradicts.`;
  return {
    corrections: [],
    faults: [
      {
        at: placeIn(wish, "settings", setting),
        rule: "contradiction",
        detail: `With this ${setting}, ${kind.title} does not keep its data as it must: ${said}.`,
        remedy,
      },
      {
        at: other,
        rule: "contradiction",
        detail: `${said}, and with the ${setting} that the plan sets (${field}) ${kind.title} does not keep its data so.`,
        remedy,
      },
    ],
  };
}

function mismatch({ title }: KindKnowledge, detail: string, asked: string): PlanFault {
  return {
    at: "/replication/storage",
    rule: "replication-mismatch",
    detail: `${title} cannot be ${asked} here: ${detail}`,
    remedy: "Choose a replication that plan and region allow, or another region.",
  };
}
