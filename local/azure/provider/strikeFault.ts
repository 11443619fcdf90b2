import { setTimeout as sleep } from "node:timers/promises";
import { writeJournal } from "../cloud/journal.js";
import { errorOf } from "../faults/faultErrors.js";
import type { FaultedCall } from "../faults/faultInjector.js";
import type { FaultEffect } from "../faults/faultPlan.js";
import type { ResourceType } from "../resourceTypes/resourceType.js";
import { CallFailure } from "./callFailure.js";
import type { Session } from "./session.js";

/**
 * Lets the fault plan strike before Azure has taken the call. Answers with a fault whose turn comes after that.
 * @throws CallFailure with ARM's words when the plan says that the call fails.
 */
export async function strikeFault(session: Session, call: FaultedCall): Promise<FaultEffect | undefined> {
  const fault = await session.faultOf(call);
  if (fault === undefined || fault.kind === "delay" || fault.kind === "partial-failure") return fault;
  if (fault.kind === "crash" && fault.when === "after-commit") return fault;
  await sleep(fault.delayMs ?? 0);
  dieIf(fault, "before-commit");
  const error = errorOf(fault, call);
  if (error === undefined) return fault;
  writeJournal(session.database(), session.caller, {
    operation: call.op,
    id: call.id,
    token: call.token,
    outcome: "refused",
    error,
  });
  throw new CallFailure(error);
}

/** A call about one resource, as fault rules see it. */
export function resourceCall(
  session: Session,
  op: FaultedCall["op"],
  type: ResourceType,
  id: string,
  location: string,
): FaultedCall {
  const name = id.slice(id.lastIndexOf("/") + 1);
  return { op, token: type.token, type, armType: type.armType, id, name, location, objectId: session.account.objectId };
}

/** A crash is a real one: no handler runs, nothing is answered. */
export function dieIf(fault: FaultEffect | undefined, moment: "before-commit" | "after-commit"): void {
  if (fault?.kind === "crash" && fault.when === moment) process.kill(process.pid, "SIGKILL");
}
