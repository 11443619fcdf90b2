import type { HttpResponseInit } from "@azure/functions";
import { RunError } from "../../shared/errors.js";
import type { LedgerEntry } from "../../shared/ports/records.js";
import type { Application } from "../application.js";
import { nextOf, pageToken } from "./pageToken.js";
import { badQuery } from "./queryOf.js";

export type ListPage =
  | {
      readonly ok: true;
      readonly entries: readonly LedgerEntry[];
      /** Query of the page after this one, without what else the caller asked for. */
      readonly more?: { readonly limit: string; readonly next: string };
    }
  | { readonly ok: false; readonly answer: HttpResponseInit };

/** A page of the records under a prefix, or 400 for a token that leads to none. */
export async function listPage(
  { ledger, digest }: Pick<Application, "ledger" | "digest">,
  prefix: string,
  { limit, token }: { readonly limit: number; readonly token?: string | undefined },
): Promise<ListPage> {
  const next = token === undefined ? undefined : nextOf(prefix, token, digest);
  if (token !== undefined && next === undefined) return { ok: false, answer: noSuchPage };
  try {
    const page = await ledger.list(prefix, { limit, ...(next === undefined ? {} : { next }) });
    const more = page.next && { limit: String(limit), next: pageToken(prefix, page.next, digest) };
    return { ok: true, entries: page.entries, ...(more && { more }) };
  } catch (error) {
    if (error instanceof RunError && error.kind === "rejected-input") return { ok: false, answer: noSuchPage };
    throw error;
  }
}

const noSuchPage = badQuery({
  pointer: "#/next",
  rule: "unknown-page",
  detail: "`next` leads to no page of this list.",
  remedy: "Follow `nextLink` of an earlier answer of the same list as it is; or begin again without `next`.",
});
