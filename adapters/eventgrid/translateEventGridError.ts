import { z } from "zod";
import { RunError } from "../../shared/errors.js";

const ForeignError = z.object({ name: z.string(), code: z.string().optional(), statusCode: z.number().optional() });

/** Turns an error of Event Grid or of the way to it into a fault of ours. A RunError passes unchanged. */
export function translateEventGridError(error: unknown, endpoint: string): RunError {
  if (error instanceof RunError) return error;
  const foreign = ForeignError.safeParse(error).data;
  const status = foreign?.statusCode;
  const why = [status, foreign?.code ?? foreign?.name].filter(Boolean).join(" ");
  const cause = { cause: error };

  if (status === 401 || status === 403 || /Authentication|CredentialUnavailable/.test(foreign?.name ?? ""))
    return new RunError(
      "defect",
      `The topic ${endpoint} refused the credential (${why}); check its access key, or the role "EventGrid Data Sender" of the identity`,
      cause,
    );
  if (status === 400 || status === 413 || status === 415)
    return new RunError("rejected-input", `The topic ${endpoint} refused the events (${why})`, cause);
  if (status === 404) return new RunError("defect", `There is no topic at ${endpoint}`, cause);
  if (foreign?.name === "RestError" || foreign?.name === "AbortError")
    return new RunError(
      "transient",
      `The topic ${endpoint} did not take the events (${why}); they are sent later`,
      cause,
    );
  return new RunError("defect", `Publishing to ${endpoint} failed: ${String(error)}`, cause);
}
