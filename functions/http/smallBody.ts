import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import type { z } from "zod";
import { checkDocument } from "../../shared/intake/checkDocument.js";
import { readDocument } from "../../shared/intake/readDocument.js";
import { inDocumentOrder } from "../../shared/intake/reading/finding.js";
import { problem } from "./problem.js";

/** What people say fits into this. */
const maxBytes = 16 * 1024;

export type SmallBody<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: HttpResponseInit };

/** Reads a body of a few fields as JSON; an empty one counts as `{}`. `code` names the refusal of another content. */
export async function smallBody<T>(
  request: HttpRequest,
  contract: z.ZodType<T>,
  { code, title }: { readonly code: string; readonly title: string },
): Promise<SmallBody<T>> {
  const text = await request.text();
  if (Buffer.byteLength(text) > maxBytes)
    return refusal(problem(413, "too-large", "The request is too large", { detail: `At most ${maxBytes} bytes.` }));
  const read = readDocument({ text: text.trim() === "" ? "{}" : text, format: "json" });
  if (!read.node)
    return refusal(
      problem(400, "unreadable-document", "The body is not JSON", {
        detail: "Send a JSON object.",
        errors: inDocumentOrder(read.findings),
      }),
    );
  const { value, findings } = checkDocument(read.node, contract);
  const faults = inDocumentOrder([...read.findings, ...findings]);
  return value !== undefined && faults.length === 0
    ? { ok: true, value }
    : refusal(problem(422, code, title, { errors: faults }));
}

const refusal = (answer: HttpResponseInit): { ok: false; answer: HttpResponseInit } => ({ ok: false, answer });
