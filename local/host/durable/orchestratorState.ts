import { z } from "zod";

/** Numbers of the actions as durable-functions sends them. Source: durable-functions, actions/ActionType.ts. */
export const ActionType = {
  CallActivity: 0,
  CallActivityWithRetry: 1,
  CallSubOrchestrator: 2,
  CallSubOrchestratorWithRetry: 3,
  ContinueAsNew: 4,
  CreateTimer: 5,
  WaitForExternalEvent: 6,
  CallEntity: 7,
  CallHttp: 8,
  SignalEntity: 9,
  WhenAny: 11,
  WhenAll: 12,
  LockEntities: 13,
  ReleaseEntities: 14,
} as const;

const RetryOptions = z.object({
  firstRetryIntervalInMilliseconds: z.number().positive(),
  maxNumberOfAttempts: z.number(),
  backoffCoefficient: z.number().nullish(),
  maxRetryIntervalInMilliseconds: z.number().nullish(),
  retryTimeoutInMilliseconds: z.number().nullish(),
});
/** When a failed task is tried again. */
export type RetryOptions = z.infer<typeof RetryOptions>;

const functionName = z.string().min(1);
const input = z.unknown().optional();
const sub = { functionName, input, instanceId: z.string().nullish(), version: z.string().nullish() };

const SimpleAction = z.discriminatedUnion("actionType", [
  z.object({ actionType: z.literal(ActionType.CallActivity), functionName, input }),
  z.object({
    actionType: z.literal(ActionType.CallActivityWithRetry),
    functionName,
    input,
    retryOptions: RetryOptions,
  }),
  z.object({ actionType: z.literal(ActionType.CallSubOrchestrator), ...sub }),
  z.object({ actionType: z.literal(ActionType.CallSubOrchestratorWithRetry), ...sub, retryOptions: RetryOptions }),
  z.object({ actionType: z.literal(ActionType.ContinueAsNew), input }),
  z.object({
    actionType: z.literal(ActionType.CreateTimer),
    fireAt: z.iso.datetime({ offset: true }),
    isCanceled: z.boolean(),
  }),
  z.object({ actionType: z.literal(ActionType.WaitForExternalEvent), externalEventName: z.string() }),
  z.object({ actionType: z.literal(ActionType.CallEntity) }),
  z.object({ actionType: z.literal(ActionType.CallHttp) }),
  z.object({ actionType: z.literal(ActionType.SignalEntity) }),
  z.object({ actionType: z.literal(ActionType.LockEntities) }),
  z.object({ actionType: z.literal(ActionType.ReleaseEntities) }),
]);
type SimpleAction = z.infer<typeof SimpleAction>;

interface CompoundAction {
  readonly actionType: typeof ActionType.WhenAny | typeof ActionType.WhenAll;
  readonly compoundActions: readonly Action[];
}

/** One thing an orchestrator asked for. */
export type Action = SimpleAction | CompoundAction;

const Action: z.ZodType<Action> = z.lazy(() =>
  z.union([
    SimpleAction,
    z.object({
      actionType: z.union([z.literal(ActionType.WhenAny), z.literal(ActionType.WhenAll)]),
      compoundActions: z.array(Action),
    }),
  ]),
);

const FailureDetails = z.object({
  ErrorType: z.string().nullish(),
  ErrorMessage: z.string().nullish(),
  StackTrace: z.string().nullish(),
  IsNonRetriable: z.boolean().nullish(),
  Properties: z.unknown().optional(),
  get InnerFailure() {
    return FailureDetails.nullish();
  },
});

/**
 * What an orchestrator answers to one episode: all its actions since the start, without ids.
 * Source: durable-functions, orchestrations/OrchestratorState.ts; schema V2 and later (one inner array).
 */
export const OrchestratorState = z.object({
  isDone: z.boolean(),
  actions: z.array(z.array(Action)).transform((rounds) => rounds[0] ?? []),
  output: z.unknown().optional(),
  error: z.string().optional(),
  customStatus: z.unknown().optional(),
  failureDetails: FailureDetails.optional(),
});
export type OrchestratorState = z.infer<typeof OrchestratorState>;
