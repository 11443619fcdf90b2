import type { Provenance } from "../../shared/contracts/provenance.js";

type Origin = Extract<Provenance, { kind: "input" }>["origin"];

/** Who had a say, in words: `the request's infra_plan.aks.node_count (infra-plan.yaml:12:17)`. */
export function provenanceView(provenance: Provenance): string {
  return `${sayer(provenance)}${replacedView(provenance)}`;
}

function sayer(provenance: Provenance): string {
  switch (provenance.kind) {
    case "input":
      return `request: ${provenance.field}${place(provenance.origin)}`;
    case "overlay":
      return `overlay: ${provenance.field}${place(provenance.origin)}`;
    case "default":
      return `default: ${provenance.file} ${provenance.path}`;
    case "rule":
      return `rule ${provenance.rule}: ${provenance.reason}${provenance.file === undefined ? "" : ` (${provenance.file})`}${used(provenance)}`;
    case "correction":
      return `correction ${provenance.action}: ${provenance.reason}`;
  }
}

/** What of the request a rule used. */
function used({ from = [] }: Extract<Provenance, { kind: "rule" }>): string {
  return from.length === 0 ? "" : `, from ${from.map(({ field, origin }) => `${field}${place(origin)}`).join(", ")}`;
}

/** Where it was written, as editors take it. */
function place(origin: Origin): string {
  if (origin === undefined) return "";
  const { document, pointer, line, column } = origin;
  if (line === undefined) return ` (${pointer})`;
  const spot = `${line}:${column ?? 1}`;
  return document === undefined ? ` (line ${spot})` : ` (${document}:${spot})`;
}

function replacedView({ replaced }: Provenance): string {
  if (replaced === undefined) return "";
  const because = replaced.source === undefined ? "" : `, as ${replaced.source}`;
  return `; instead of ${JSON.stringify(replaced.value ?? null)}${because}`;
}
