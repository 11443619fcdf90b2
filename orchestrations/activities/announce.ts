import { PreviewRecord } from "../../shared/contracts/evidence.js";
import type { Digest } from "../../shared/contracts/identity.js";
import { ResolvedPlan } from "../../shared/contracts/plan.js";
import { previewReady } from "../../shared/events/runEvents.js";
import type { Clock } from "../../shared/ports/clock.js";
import type { EventOutbox } from "../../shared/ports/events.js";
import type { Artifacts, Ledger } from "../../shared/ports/records.js";
import { manualApproval } from "../../shared/records/manualApproval.js";
import { secretChanges } from "../../shared/records/rememberedSecrets.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { readDocument } from "./documents.js";
import { labelRun } from "./labelRun.js";
import { sendNow } from "./sendNow.js";
import { recall } from "./stackMemory.js";

export interface AnnouncePorts {
  readonly artifacts: Artifacts;
  readonly ledger: Ledger;
  readonly outbox: EventOutbox;
  readonly clock: Clock;
  readonly digest: Digest;
  /** Who is asked to approve, as configured. */
  readonly approvers: { readonly group: string; readonly contact: string };
}

/** Step `run.announce`. Safe to repeat: the same event has the same id. A topic that is away does not close the gate. */
export const announce =
  ({ artifacts, ledger, outbox, clock, digest, approvers }: AnnouncePorts) =>
  async ({
    run,
    plan,
    previewed,
    reasons,
    expiresAt,
    cost,
  }: StepInput<"announce">): Promise<StepResult<"announce">> => {
    const [record, { resourcePlan, secrets }, memory] = await Promise.all([
      readDocument(artifacts, previewed.preview, PreviewRecord),
      readDocument(artifacts, plan, ResolvedPlan),
      recall(ledger, run),
    ]);
    const { group: approverGroup, contact } = approvers;
    const changed = memory && secretChanges(secrets, memory.secrets_injection);
    const ask = { reasons, expiresAt, resourcePlan, approverGroup, contact, secretChanges: changed, cost };
    await Promise.all([
      outbox.add([previewReady(run, record, ask, clock.now().toISOString(), digest)]),
      artifacts.put(`${run.folder}/manual-approval.yaml`, manualApproval(run, record, ask), {
        traceId: run.traceId,
      }),
      labelRun(ledger, run, "awaiting-approval"),
    ]);
    await sendNow(outbox, run.runId);
    return { announced: true };
  };
