import { AppliedRecord } from "../../shared/contracts/evidence.js";
import { endingEvent } from "../../shared/events/runEvents.js";
import type { EventOutbox } from "../../shared/ports/events.js";
import type { Artifacts } from "../../shared/ports/records.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { readDocument } from "./documents.js";

/** Step `run.publish`. Safe to repeat: the event's id never changes, and what is not sent now a timer sends later. */
export const publish =
  (artifacts: Artifacts, outbox: EventOutbox) =>
  async ({ run, outcome, work, finishedAt }: StepInput<"publish">): Promise<StepResult<"publish">> => {
    const applied = work.applied ? await readDocument(artifacts, work.applied, AppliedRecord) : undefined;
    await outbox.add([endingEvent(run, outcome, applied, finishedAt)]);
    return { published: await outbox.flush(run.runId) };
  };
