import type { DocumentValidation } from "../../shared/contracts/validation.js";
import type { Terminal } from "../terminal.js";
import { wrapped } from "./wrapped.js";

/** One document of several without faults, and what a run needs besides it. */
export function documentView(
  { document, needs }: DocumentValidation,
  { colors: { bold, dim, green }, columns }: Pick<Terminal, "colors" | "columns">,
): string {
  return [
    `${green("✓")} ${bold(document)} ${dim("has no fault in itself")}`,
    ...(needs.length === 0 ? [] : ["", `  ${bold("a run also needs")}`]),
    ...needs.flatMap((need) => [`    ${need.document}`, `      ${dim(wrapped(need.remedy, columns, 6))}`]),
    "",
    dim("  Validate the folder of all documents to see the plan. Nothing was started."),
  ].join("\n");
}
