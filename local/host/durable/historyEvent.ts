/** Event kinds by the numbers they have on the wire. Source: DurableTask.Core, History/EventType.cs. */
export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventRaised: 15,
  ExecutionTerminated: 3,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
} as const;

/** Structured failure of a task, sent when the application registered an exception properties provider. */
export interface FailureDetails {
  readonly ErrorType?: string | null | undefined;
  readonly ErrorMessage?: string | null | undefined;
  readonly StackTrace?: string | null | undefined;
  readonly IsNonRetriable?: boolean | null | undefined;
  readonly Properties?: unknown;
  readonly InnerFailure?: FailureDetails | null | undefined;
}

/** Why a task failed, as its caller will read it. */
export interface Failure {
  readonly Reason: string;
  readonly Details: string;
  readonly FailureDetails: FailureDetails | null;
}

interface ParentInstance {
  readonly Name: string;
  readonly OrchestrationInstance: { readonly InstanceId: string; readonly ExecutionId: string };
  readonly TaskScheduleId: number;
  readonly Version: string;
}

type Body =
  | {
      readonly EventType: typeof EventType.ExecutionStarted;
      readonly ParentInstance: ParentInstance | null;
      readonly Name: string;
      readonly Version: string;
      readonly Input: string | null;
      readonly Tags: null;
      readonly OrchestrationInstance: { readonly InstanceId: string; readonly ExecutionId: string };
    }
  | {
      readonly EventType: typeof EventType.ExecutionCompleted;
      readonly OrchestrationStatus: string;
      readonly Result: string | null;
      readonly FailureDetails: FailureDetails | null;
    }
  | { readonly EventType: typeof EventType.ExecutionTerminated; readonly Input: string | null }
  | {
      readonly EventType: typeof EventType.TaskScheduled;
      readonly Name: string;
      readonly Version: string;
      readonly Input: string;
    }
  | { readonly EventType: typeof EventType.TaskCompleted; readonly TaskScheduledId: number; readonly Result: string }
  | ({ readonly EventType: typeof EventType.TaskFailed; readonly TaskScheduledId: number } & Failure)
  | {
      readonly EventType: typeof EventType.SubOrchestrationInstanceCreated;
      readonly Name: string;
      readonly Version: string;
      readonly InstanceId: string;
      readonly Input: string | null;
    }
  | {
      readonly EventType: typeof EventType.SubOrchestrationInstanceCompleted;
      readonly TaskScheduledId: number;
      readonly Result: string;
    }
  | ({
      readonly EventType: typeof EventType.SubOrchestrationInstanceFailed;
      readonly TaskScheduledId: number;
    } & Failure)
  | { readonly EventType: typeof EventType.TimerCreated; readonly FireAt: string }
  | { readonly EventType: typeof EventType.TimerFired; readonly TimerId: number; readonly FireAt: string }
  | { readonly EventType: typeof EventType.OrchestratorStarted }
  | { readonly EventType: typeof EventType.OrchestratorCompleted }
  | { readonly EventType: typeof EventType.EventRaised; readonly Name: string; readonly Input: string | null }
  | { readonly EventType: typeof EventType.ExecutionSuspended; readonly Reason: string }
  | { readonly EventType: typeof EventType.ExecutionResumed; readonly Reason: string };

/** One entry of an instance's history, exactly as the SDK reads it. */
export type HistoryEvent = Body & {
  /** Sequence id for scheduling events, -1 for all others. */
  readonly EventId: number;
  readonly IsPlayed: boolean;
  /** ISO time. */
  readonly Timestamp: string;
};

/** A new event of this moment, or of `at`. */
export function historyEvent(body: Body, eventId = -1, at = new Date()): HistoryEvent {
  return { ...body, EventId: eventId, IsPlayed: false, Timestamp: at.toISOString() };
}
