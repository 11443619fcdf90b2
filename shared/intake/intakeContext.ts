import { squashed } from "./reading/nearestName.js";
import type { Kinds } from "./schemas/inputSchemas.js";
import { lookup } from "../lookup.js";

/** What the front door has to know besides the document. */
export interface IntakeContext {
  /** Programmatic names of the regions that exist (`westeurope`). */
  readonly regions: readonly string[];
  /** Short names of regions (`weu`). Display names need no entry: `West Europe` differs by case and blanks only. */
  readonly regionSpellings?: Readonly<Record<string, string>>;
  /** Where environments live when a request does not say; without it, every request says so. */
  readonly homes?: Readonly<Record<string, Home>>;
  /** Kinds that plans may name besides those with code of their own. */
  readonly kinds: Kinds;
  /** Whether the blueprint of a request without a plan says what it needs; without it, every request has a plan. */
  readonly hasPlanOf?: (ids: { readonly blueprintId: string; readonly component: string }) => boolean;
  /** Who calls, for requests that name no agent of their own. */
  readonly caller: string;
}

/** Where an environment lives by the knowledge of environments. */
export interface Home {
  readonly default: string;
  readonly failover: string;
  readonly zones: readonly string[];
}

/** The programmatic name of a region, however it was written; `undefined` for one that does not exist. */
export function regionNamed(written: string, { regions, regionSpellings = {} }: IntakeContext): string | undefined {
  if (regions.includes(written)) return written;
  const wanted = squashed(written);
  if (regions.includes(wanted)) return wanted;
  return lookup(regionSpellings, wanted);
}
