import type { ArtifactRef } from "../contracts/artifact.js";
import type { RunProgress } from "../contracts/run.js";

/** Write-once or overwritten documents, checked by digest when read. */
export interface Artifacts {
  /** Stores and returns the claim check. Overwrites: the same name with the same bytes is a no-op in effect. */
  put(
    name: string,
    body: string,
    options?: { readonly contentType?: string; readonly traceId?: string },
  ): Promise<ArtifactRef>;
  /** @throws when the document is missing or its bytes do not have the digest of `ref`. */
  read(ref: ArtifactRef): Promise<string>;
  /** The text under a name, or `undefined`. */
  find(name: string): Promise<string | undefined>;
  /** Names under a folder, sorted, with their sizes in bytes. */
  list(folder: string): Promise<readonly { readonly name: string; readonly bytes: number }[]>;
  /** Only for what the evidence of no run names; nothing is there afterwards, whether something was or not. */
  remove(name: string): Promise<void>;
}

export interface LedgerEntry {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Records whose first writer wins: claims, decisions, attempts. */
export interface Ledger {
  /** Writes only if nothing is there. Returns what stands there now, whoever wrote it. */
  create(
    name: string,
    document: string,
    labels?: Readonly<Record<string, string>>,
  ): Promise<{ readonly created: boolean; readonly document: string }>;
  read(name: string): Promise<string | undefined>;
  /** Replaces the labels of an existing record: small, shown by `list`, named by identifiers. */
  label(name: string, labels: Readonly<Record<string, string>>): Promise<void>;
  /**
   * A page of records under a prefix in name order; `next` is absent on the last page.
   * @throws RunError `rejected-input` for a `next` that no page had.
   */
  list(
    prefix: string,
    options?: { readonly limit?: number; readonly next?: string },
  ): Promise<{ readonly entries: readonly LedgerEntry[]; readonly next?: string }>;
  remove(name: string): Promise<void>;
}

/** A run's live feed: appended while things happen, read by position. */
export interface ProgressFeed {
  append(folder: string, lines: readonly RunProgress[]): Promise<void>;
  /** Lines from a position on: 0 for the start, else the `next` of an earlier answer (its unit is the adapter's own). */
  read(folder: string, after: number): Promise<{ readonly lines: readonly RunProgress[]; readonly next: number }>;
}
