import * as z from "zod";

/** Days are counted by Azure once a day, and the first run after a change can take a day. */
const days = (least: number) => z.int().min(least, `at least ${least} days`).max(99_999, "at most 99999 days");

/** What becomes of blobs as they age, in days since they were last changed. */
export const Lifecycle = z
  .strictObject({
    /** To the cool tier; whoever reads or deletes it there within 30 days pays for them. */
    coolAfterDays: days(0).optional(),
    /** To the archive tier, from which a blob needs hours to come back. Not in accounts over zones. */
    archiveAfterDays: days(0).optional(),
    /** Deletes the blob; soft delete keeps it for its retention. */
    deleteAfterDays: days(1).optional(),
    /** Deletes versions that were overwritten this long ago; otherwise every version is kept, and paid for, forever. */
    deleteVersionsAfterDays: days(1).optional(),
  })
  .refine(
    (lifecycle) => Object.values(lifecycle).some((value) => value !== undefined),
    "say what becomes of old blobs",
  );
export type Lifecycle = z.output<typeof Lifecycle>;

interface LifecycleFault {
  readonly message: string;
  readonly field: keyof Lifecycle;
}

/**
 * What Azure refuses, or would never get to do, in accounts of a kind.
 *
 * Source: learn.microsoft.com/azure/storage/blobs/access-tiers-overview, …/blobs/lifecycle-management-policy-structure
 */
export function lifecycleFaults(lifecycle: Lifecycle, sku: string): LifecycleFault[] {
  const faults: LifecycleFault[] = [];
  const { coolAfterDays, archiveAfterDays, deleteAfterDays } = lifecycle;
  if (sku.startsWith("Premium")) {
    const message = "premium blobs have no tiers; they can only be deleted";
    if (coolAfterDays !== undefined) faults.push({ message, field: "coolAfterDays" });
    if (archiveAfterDays !== undefined) faults.push({ message, field: "archiveAfterDays" });
  } else if (sku.endsWith("ZRS") && archiveAfterDays !== undefined) {
    faults.push({ message: `accounts over zones (${sku}) have no archive tier`, field: "archiveAfterDays" });
  }
  const steps = [
    { field: "coolAfterDays", after: coolAfterDays },
    { field: "archiveAfterDays", after: archiveAfterDays },
    { field: "deleteAfterDays", after: deleteAfterDays },
  ] as const;
  const asked = steps.flatMap(({ field, after }) => (after === undefined ? [] : [{ field, after }]));
  for (const [index, { field, after }] of asked.entries()) {
    const before = asked[index - 1];
    if (before && after <= before.after)
      faults.push({ message: `${field} (${after}) must be more than ${before.field} (${before.after})`, field });
  }
  return faults;
}
