import { stringify } from "yaml";
import type { AppliedRecord } from "../contracts/evidence.js";
import type { OutputReference, PlannedResource, ResolvedPlan, RecordTarget } from "../contracts/plan.js";
import type { RunInput } from "../contracts/run.js";
import { variableOf } from "../rendering/code.js";
import { stackOutputs } from "../rendering/stackOutputs.js";
import { runMetadata } from "./runMetadata.js";
import { lookup } from "../lookup.js";

/**
 * The names of a stack and the places they lead to, for the gateway (`dns-map.yaml`): `undefined` where there is only
 * one of both. Source: specification section 4.6.
 */
export function dnsMap(run: RunInput, plan: ResolvedPlan, applied: AppliedRecord): string | undefined {
  const valueOf = (reference: OutputReference): unknown => outputValue(reference, plan, applied);
  const records = ofKind(plan, "dns-zone").flatMap(({ name: zone, args }) =>
    args.records.map(({ name, type, ttlSeconds, target }) => ({
      fqdn: name === "@" ? zone : `${name}.${zone}`,
      zone,
      type,
      ttl_seconds: ttlSeconds,
      target: targetOf(target, valueOf),
    })),
  );
  const endpoints = ofKind(plan, "traffic-manager").flatMap(({ args }) =>
    args.endpoints.map(({ target, location }, index) => ({
      region: location,
      priority: index + 1,
      // A profile knows its places by their ids; people and gateways know them by their addresses.
      target: valueOf({ ...target, output: "ipAddress" }),
    })),
  );
  if (records.length + endpoints.length < 2) return undefined;
  const map = { ...runMetadata(run), records, ...(endpoints.length > 0 ? { endpoints } : {}) };
  return stringify(map, { lineWidth: 0, compat: "yaml-1.1" });
}

function ofKind<K extends PlannedResource["kind"]>({ resources }: ResolvedPlan, kind: K) {
  return resources.filter((each): each is Extract<PlannedResource, { kind: K }> => each.kind === kind);
}

function targetOf(target: RecordTarget, valueOf: (reference: OutputReference) => unknown): unknown {
  switch (target.kind) {
    case "literal":
      return target.value;
    case "resource":
      return valueOf({ kind: "output", logicalName: target.logicalName, output: "ipAddress" });
    case "output":
      return valueOf(target);
  }
}

/** What a property of a resource turned out to be, by the stack's output that gives it out. */
function outputValue(
  { logicalName, output }: OutputReference,
  plan: ResolvedPlan,
  { outputs }: AppliedRecord,
): unknown {
  const name = [variableOf(logicalName), output].join(".");
  const key = stackOutputs(plan).find(({ code }) => code.kind === "reference" && code.name === name)?.key;
  return key === undefined ? null : (lookup(outputs, key)?.value ?? null);
}
