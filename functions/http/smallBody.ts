import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import type { z } from "zod";
import { faultsOf } from "./faultsOf.js";
import { problem } from "./problem.js";

/** What people say fits into this. */
const maxBytes = 16 * 1024;

export type SmallBody<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: HttpResponseInit };

/** Reads a body of a few fields as JSON; an empty one counts as `{}`. `code` names the refusal of another content. */
export async function smallBody<T extends z.ZodType>(
  request: HttpRequest,
  contract: T,
  { code, title }: { readonly code: string; readonly title: string },
): Promise<SmallBody<z.output<T>>> {
  const text = await request.text();
  if (Buffer.byteLength(text) > maxBytes)
    return refusal(problem(413, "too-large", "The request is too large", { detail: `At most ${maxBytes} bytes.` }));
  const json = parsed(text);
  if (!json.ok)
    return refusal(problem(400, "unreadable-document", "The body is not JSON", { detail: "Send a JSON object." }));
  const body = contract.safeParse(json.value);
  return body.success
    ? { ok: true, value: body.data }
    : refusal(problem(422, code, title, { errors: faultsOf(body.error, code) }));
}

function parsed(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: text.trim() === "" ? {} : JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

const refusal = (answer: HttpResponseInit): { ok: false; answer: HttpResponseInit } => ({ ok: false, answer });
