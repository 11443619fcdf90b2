import { z } from "zod";
import type { Failure } from "./historyEvent.js";

/** What the SDK makes of an error's message once an exception properties provider knows the error. */
const StructuredMessage = z.object({
  errorType: z.string(),
  errorMessage: z.string(),
  isNonRetriable: z.boolean().default(false),
  properties: z.unknown(),
  stackTrace: z.string().optional(),
});

/** How an activity's error reaches its orchestrator. Source: DurableTask extension, OutOfProcMiddleware.cs. */
export function activityFailure(activityName: string, error: unknown): Failure {
  const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  const structured = parseStructured(message);
  return {
    Reason: `Activity function '${activityName}' failed: ${structured?.errorMessage ?? message}`,
    Details: stack,
    FailureDetails: structured
      ? {
          ErrorType: structured.errorType,
          ErrorMessage: structured.errorMessage,
          StackTrace: structured.stackTrace ?? null,
          IsNonRetriable: structured.isNonRetriable,
          Properties: structured.properties,
        }
      : null,
  };
}

function parseStructured(message: string): z.infer<typeof StructuredMessage> | undefined {
  if (!message.startsWith("{")) return undefined;
  try {
    return StructuredMessage.safeParse(JSON.parse(message)).data;
  } catch {
    return undefined;
  }
}
