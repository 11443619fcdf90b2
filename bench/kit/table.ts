import { isMet, type Finding } from "./measurement.js";
import type { Spread } from "./spread.js";

const heading = ["", "ours", "peer", "ratio", "target", ""];

/** Findings as plain aligned columns: median (least to greatest), and whether the target is met. */
export function table(findings: readonly Finding[]): string {
  const rows = [heading, ...findings.map(row)];
  const widths = heading.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function row(finding: Finding): string[] {
  const { what, unit, ours, peer, ratio, target } = finding;
  const met = isMet(finding);
  return [
    what,
    spread(ours, unit),
    peer ? spread(peer, unit) : "",
    ratio ? spread(ratio) : "",
    target ? `${target.is} ${target.value}${target.of === "ours" ? ` ${unit}` : ""}` : "",
    met === undefined ? "" : met ? "met" : "MISSED",
  ];
}

function spread({ median, min, max }: Spread, unit = ""): string {
  return `${number(median)}${unit === "" ? "" : ` ${unit}`} (${number(min)} to ${number(max)})`;
}

/** Three digits that count: 0.52, 1.4, 38.1, 1920. */
function number(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}
