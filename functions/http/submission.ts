import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import { ExecutionId } from "../../shared/contracts/identity.js";
import type { Submission } from "../application.js";
import { problem } from "./problem.js";
import { lookup } from "../../shared/lookup.js";

/** Larger requests are refused before they are read as anything. */
const maxBytes = 1024 * 1024;

const formats: Readonly<Record<string, Submission["format"]>> = {
  "application/json": "json",
  "application/yaml": "yaml",
  "application/x-yaml": "yaml",
  "text/yaml": "yaml",
};

/** Reads a request's body as a submission, or says why it cannot be one. */
export async function submissionOf(
  request: HttpRequest,
): Promise<
  { readonly ok: true; readonly submission: Submission } | { readonly ok: false; readonly answer: HttpResponseInit }
> {
  const [mediaType = "", ...parameters] = (request.headers.get("content-type") ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const format = lookup(formats, mediaType);
  const charset = parameters.map((parameter) => /^charset="?([^"]*)"?$/.exec(parameter)?.[1]).find(Boolean);
  if (!format || (charset !== undefined && charset !== "utf-8"))
    return refusal(
      problem(415, "unsupported-media-type", "This content type is not understood", {
        detail: `Send application/json or application/yaml in UTF-8; got ${mediaType ? `"${mediaType.slice(0, 64)}"` : "no content-type header"}.`,
      }),
    );

  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity")
    return refusal(
      problem(415, "unsupported-media-type", "This content encoding is not understood", {
        detail: `Send the document as it is; got content-encoding ${JSON.stringify(encoding.slice(0, 64))}.`,
      }),
    );

  const operationId = request.headers.get("operation-id") ?? undefined;
  if (operationId !== undefined && !ExecutionId.safeParse(operationId).success)
    return refusal(
      problem(400, "invalid-header", "The Operation-Id header cannot name a run", {
        detail: "Use 1 to 100 letters, digits, dots, hyphens and underscores, starting with a letter or digit.",
      }),
    );

  const announced = Number(request.headers.get("content-length") ?? 0);
  const bytes = announced > maxBytes ? new ArrayBuffer(0) : await request.arrayBuffer();
  const length = Math.max(announced, bytes.byteLength);
  if (length > maxBytes)
    return refusal(
      problem(413, "too-large", "The request is too large", {
        detail: `At most ${maxBytes} bytes are accepted; got ${length}.`,
      }),
    );
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return {
      ok: true,
      submission: { text, format, ...(operationId === undefined ? {} : { executionId: operationId }) },
    };
  } catch {
    return refusal(problem(400, "invalid-encoding", "The request is not valid UTF-8"));
  }
}

const refusal = (answer: HttpResponseInit): { ok: false; answer: HttpResponseInit } => ({ ok: false, answer });
