/**
 * An orchestrator did what Azure punishes with a hang, a lost event or a failure. Here the instance fails at once, and
 * the message says what would happen on Azure and what to write instead.
 */
export class StrictRuleBroken extends Error {}

/** The orchestrator no longer does what its history says it did. Source: DurableTask.Core, TaskOrchestrationContext.cs. */
export class NonDeterminism extends StrictRuleBroken {
  constructor(
    past: { readonly kind: string; readonly name: string | undefined; readonly id: number },
    present: { readonly kind: string; readonly name: string | undefined } | undefined,
  ) {
    super(
      `Non-Deterministic workflow detected: A previous execution of this orchestration scheduled ${title(past)} with ` +
        `sequence ID ${past.id}, but the current replay execution ` +
        (present ? `scheduled ${title(present)} with this sequence ID. ` : "hasn't scheduled this task. ") +
        "Was a change made to the orchestrator code after this instance had already started running?",
    );
  }
}

/** A task stands in two compound tasks: the SDK asks for it twice, and all later sequence ids are off. */
export class ReusedTask extends StrictRuleBroken {
  constructor(what: string) {
    super(
      `would hang on Azure: ${what} is used in a second Task.any or Task.all. durable-functions schedules it again ` +
        "there and the sequence ids of all later tasks drift (durable-js issue 574). Create a fresh task for each one.",
    );
  }
}

/** Nothing that could still arrive would let the orchestrator go on. */
export class NothingToWaitFor extends StrictRuleBroken {
  constructor() {
    super(
      "would hang on Azure: the orchestrator waits, but no task is open and no event is awaited on the host's side. " +
        "Usual causes: a canceled timer or an already completed task in Task.any, retryTimeoutInMilliseconds, an event " +
        "name in another case than the one awaited, going on after a failed Task.all while siblings are retried.",
    );
  }
}

/** Continue-as-new would drop events that were delivered and not awaited. */
export class UndrainedEvents extends StrictRuleBroken {
  constructor(names: readonly string[]) {
    super(
      `would lose events on Azure: ${names.map((name) => `'${name}'`).join(", ")} arrived and was not awaited when the ` +
        "orchestrator continued as new, and the extension drops it. Await every event before continueAsNew, or keep " +
        "what it says outside the orchestration.",
    );
  }
}

/** The custom status is larger than the extension accepts. Source: MessagePayloadDataConverter.cs, 16 KB of UTF-16. */
class CustomStatusTooLarge extends StrictRuleBroken {
  constructor(bytes: number) {
    super(
      `would fail on Azure: the custom status takes ${bytes} bytes; the size of the JSON-serialized payload must not ` +
        `exceed ${maxCustomStatusBytes / 1024} KB of UTF-16 text.`,
    );
  }
}

/** A feature of durable-functions this host has not. */
export class FeatureMissing extends StrictRuleBroken {
  constructor(feature: string) {
    super(`The local host does not support ${feature} yet.`);
  }
}

/** A function was called that the application does not have. */
export class NoSuchFunction extends StrictRuleBroken {
  constructor(name: string, kind: "activity" | "orchestrator") {
    super(`The function '${name}' doesn't exist, is disabled, or is not an ${kind} function.`);
  }
}

/** A sub-orchestration was given an instance id it may not have. */
export class ChildIdRefused extends StrictRuleBroken {
  constructor(id: string, reason: string) {
    super(`would fail on Azure: a sub-orchestration cannot be started as '${id}': ${reason}`);
  }
}

const maxCustomStatusBytes = 16 * 1024;

/** @throws CustomStatusTooLarge */
export function checkCustomStatus(json: string): void {
  const bytes = json.length * 2;
  if (bytes > maxCustomStatusBytes) throw new CustomStatusTooLarge(bytes);
}

function title(task: { readonly kind: string; readonly name: string | undefined }): string {
  return `${task.kind === "activity" ? "an activity" : `a ${task.kind}`} task${task.name === undefined ? "" : ` named '${task.name}'`}`;
}
