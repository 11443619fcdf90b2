import type { Fault, ProblemDetails } from "../../shared/contracts/problem.js";
import type { Terminal } from "../terminal.js";
import { wrapped } from "./wrapped.js";

type Paper = Pick<Terminal, "colors" | "columns">;

/** A problem for a person: each fault with its place, what is wrong there, and what to write instead. */
export function problemView({ title, detail, errors = [], truncated }: ProblemDetails, paper: Paper): string {
  const { bold, dim, red } = paper.colors;
  return [
    `${red("✗")} ${bold(title)}`,
    ...(detail ? [`  ${wrapped(detail, paper.columns, 2)}`] : []),
    ...errors.flatMap((fault) => faultLines(fault, paper)),
    ...(truncated ? ["", dim("  … and more of the same")] : []),
  ].join("\n");
}

function faultLines(fault: Fault, { colors: { dim, yellow, green }, columns }: Paper): string[] {
  const { pointer, rule, detail, remedy } = fault;
  const place = placeOf(fault);
  return [
    "",
    `  ${yellow(pointer)}${place ? dim(`  ${place}`) : ""}  ${dim(rule)}`,
    `    ${wrapped(detail, columns, 4)}`,
    ...(remedy ? [`    ${green("→")} ${wrapped(remedy, columns, 6)}`] : []),
  ];
}

/** Where the text was wrong, as editors take it: `infra-plan.yaml:4:9`. */
function placeOf({ document, line, column = 1 }: Fault): string {
  if (line === undefined) return document ?? "";
  return document ? `${document}:${line}:${column}` : `line ${line}:${column}`;
}
