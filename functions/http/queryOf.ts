import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import type { z } from "zod";
import type { Fault } from "../../shared/contracts/problem.js";
import { checkDocument } from "../../shared/intake/checkDocument.js";
import { inDocumentOrder } from "../../shared/intake/reading/finding.js";
import { named } from "../../shared/intake/reading/quoted.js";
import { readValue } from "../../shared/intake/reading/readValue.js";
import { problem } from "./problem.js";

export type Queried<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: HttpResponseInit };

/** A request's query parameters by their contract, or 400 with everything that is wrong with them. */
export function queryOf<T>({ query, url }: HttpRequest, contract: z.ZodType<T>): Queried<T> {
  // The platform keeps one value of each; the address still says how often there was one.
  const names = [...new URL(url).searchParams.keys()];
  const twice = new Set(names.filter((name, index) => names.indexOf(name) < index));
  if (twice.size > 0) return refused([...twice].map(repeated));
  const { node, findings } = readValue(Object.fromEntries(query));
  const checked = node && checkDocument(node, contract);
  const faults = inDocumentOrder([...findings, ...(checked?.findings ?? [])]);
  return checked?.value !== undefined && faults.length === 0 ? { ok: true, value: checked.value } : refused(faults);
}

/** 400 for query parameters; each fault points at its parameter, as if the query were an object of texts. */
export function badQuery(...errors: readonly Fault[]): HttpResponseInit {
  return problem(400, "invalid-parameter", "A query parameter is not valid", { errors });
}

function refused(faults: readonly Fault[]): { readonly ok: false; readonly answer: HttpResponseInit } {
  return { ok: false, answer: badQuery(...faults) };
}

function repeated(name: string): Fault {
  return {
    pointer: "#",
    rule: "duplicate-key",
    detail: `The query parameter ${named(name)} is there more than once.`,
    remedy: "Send it once.",
  };
}
