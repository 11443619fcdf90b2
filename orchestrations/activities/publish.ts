import { AppliedRecord } from "../../shared/contracts/evidence.js";
import type { Digest } from "../../shared/contracts/identity.js";
import { endingEvent } from "../../shared/events/runEvents.js";
import type { EventOutbox } from "../../shared/ports/events.js";
import type { Artifacts } from "../../shared/ports/records.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { findDocument } from "./documents.js";
import { sendNow } from "./sendNow.js";

export interface PublishPorts {
  readonly artifacts: Artifacts;
  readonly outbox: EventOutbox;
  readonly digest: Digest;
}

/** Step `run.publish`. Safe to repeat: the event's id never changes. A topic that is away does not hold up the run. */
export const publish =
  ({ artifacts, outbox, digest }: PublishPorts) =>
  async ({ run, outcome, work, finishedAt }: StepInput<"publish">): Promise<StepResult<"publish">> => {
    const applied = await findDocument(artifacts, work.applied, AppliedRecord);
    await outbox.add([endingEvent(run, outcome, applied, finishedAt, digest)]);
    return { published: await sendNow(outbox, run.runId) };
  };
