import { PreviewRecord } from "../../shared/contracts/evidence.js";
import { ResolvedPlan } from "../../shared/contracts/plan.js";
import { previewReady } from "../../shared/events/runEvents.js";
import type { Clock } from "../../shared/ports/clock.js";
import type { EventOutbox } from "../../shared/ports/events.js";
import type { Artifacts, Ledger } from "../../shared/ports/records.js";
import { manualApproval } from "../../shared/records/manualApproval.js";
import { listingLabels } from "../../shared/records/listingLabels.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { readDocument } from "./documents.js";

export interface AnnouncePorts {
  readonly artifacts: Artifacts;
  readonly ledger: Ledger;
  readonly outbox: EventOutbox;
  readonly clock: Clock;
  /** Who is asked to approve, as configured. */
  readonly approvers: { readonly group: string; readonly contact: string };
}

/** Step `run.announce`. Safe to repeat: the same event has the same id and is written once. */
export const announce =
  ({ artifacts, ledger, outbox, clock, approvers }: AnnouncePorts) =>
  async ({ run, plan, previewed, reasons, expiresAt }: StepInput<"announce">): Promise<StepResult<"announce">> => {
    const [record, { resourcePlan }] = await Promise.all([
      readDocument(artifacts, previewed.preview, PreviewRecord),
      readDocument(artifacts, plan, ResolvedPlan),
    ]);
    const ask = { reasons, expiresAt, resourcePlan, approverGroup: approvers.group, contact: approvers.contact };
    await Promise.all([
      outbox.add([previewReady(run, record, ask, clock.now().toISOString())]),
      artifacts.put(`${run.folder}/manual-approval.yaml`, manualApproval(run, record, ask), {
        contentType: "application/yaml",
        traceId: run.traceId,
      }),
      ledger.label(runPaths.listing(run), listingLabels(run, "awaiting-approval")),
    ]);
    await outbox.flush(run.runId);
    return { announced: true };
  };
