import { z } from "zod";
import { RunError } from "../errors.js";

/**
 * The name of a stored record: segments of plain characters joined by `/`, at most 1,024 characters.
 * `.` and `..` are no segments: a URL would resolve them to another record.
 * Source: https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata
 */
export const RecordName = z
  .string()
  .max(1024)
  .regex(/^(?!(?:.*\/)?\.{1,2}(?:\/|$))[A-Za-z0-9._~@=+,:-]+(?:\/[A-Za-z0-9._~@=+,:-]+)*(?<!\.)$/);

/** The name itself when it can only mean one record. @throws RunError `rejected-input` */
export function checkedRecordName(name: string): string {
  if (RecordName.safeParse(name).success) return name;
  throw new RunError("rejected-input", `${JSON.stringify(name.slice(0, 64))} is not a name of a record`);
}
