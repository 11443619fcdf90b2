import { z } from "zod";
import { RunError } from "../../shared/errors.js";

/** What the SDK's RestError and Node's network errors have in common, as far as it is read here. */
const ForeignError = z.object({
  name: z.string(),
  message: z.string(),
  code: z.string().optional(),
  statusCode: z.number().optional(),
});

/** Turns an error of Blob Storage or of the way to it into a fault of ours. A RunError passes unchanged. */
export function translateBlobError(error: unknown, doing: string): RunError {
  if (error instanceof RunError) return error;
  const foreign = ForeignError.safeParse(error).data;
  const status = foreign?.statusCode;
  const cause = { cause: error };
  const why = foreign === undefined ? "" : ` (${[status, foreign.code ?? foreign.name].filter(Boolean).join(" ")})`;

  if (foreign !== undefined && isTransient(foreign))
    return new RunError("transient", `Blob Storage did not answer while ${doing}${why}; try again later`, cause);
  if (status === 401 || status === 403 || isSignInError(foreign?.name))
    return new RunError(
      "defect",
      `Blob Storage refused the credential while ${doing}${why}; check the account key, or the role "Storage Blob Data Contributor" of the identity`,
      cause,
    );
  if (status === 409 || status === 412)
    return new RunError("conflict", `Blob Storage holds something else while ${doing}${why}`, cause);
  const said = foreign?.message.split("\n")[0] ?? String(error);
  return new RunError("defect", `Blob Storage failed while ${doing}${why}: ${said}`, cause);
}

/** Blob Storage's answers that a caller expects: nothing is there, something else is there, or it makes no sense of what was asked. */
export function blobAnswer(error: unknown): "missing" | "taken" | "out-of-range" | "not-understood" | undefined {
  const foreign = ForeignError.safeParse(error).data;
  if (foreign?.statusCode === 404 && foreign.code !== "ContainerNotFound") return "missing";
  if (foreign?.statusCode === 412 || foreign?.code === "BlobAlreadyExists") return "taken";
  if (foreign?.statusCode === 400) return "not-understood";
  return foreign?.statusCode === 416 ? "out-of-range" : undefined;
}

/** @azure/identity's errors, which have no status: nobody could sign in. */
const isSignInError = (name = ""): boolean => /Authentication|CredentialUnavailable/.test(name);

const networkCodes = new Set([
  "REQUEST_SEND_ERROR",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ContainerBeingDeleted",
]);

function isTransient({ name, code, statusCode }: z.infer<typeof ForeignError>): boolean {
  if (name === "AbortError" || (code !== undefined && networkCodes.has(code))) return true;
  return statusCode !== undefined && (statusCode === 408 || statusCode === 429 || statusCode >= 500);
}
