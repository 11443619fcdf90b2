import type { ChangeSummary, PlanStep, PropertyChange } from "../../shared/contracts/change.js";
import type { Terminal } from "../terminal.js";

type Colors = Terminal["colors"];

/** Longest value shown of a property; the artifact has it whole. */
const maxValueLength = 60;

const marks = { create: "+", update: "~", replace: "±", delete: "-" } as const;
type Shown = keyof typeof marks;

/**
 * A plan as a diff: the resources of the cloud, below the module that makes them, and what changes where there is a
 * before. Modules themselves are no resources and have no sign.
 */
export function planView(steps: readonly PlanStep[], colors: Colors): string {
  const resources = steps.filter(({ type }) => isCloudResource(type));
  const width = Math.max(0, ...resources.map(({ type }) => shortType(type).length));
  const byModule = new Map<string, string[]>();
  for (const step of resources) {
    const module = moduleOf(step.urn);
    byModule.set(module, [...(byModule.get(module) ?? []), ...stepLines(step, width, colors)]);
  }
  return [...byModule]
    .flatMap(([module, lines]) => [...(module ? [`  ${colors.bold(module)}`] : []), ...lines])
    .join("\n");
}

/** Whether a type is something in the cloud, and not a module or the engine's own. */
export function isCloudResource(type: string): boolean {
  return !type.startsWith("pulumi:") && !type.startsWith("cloud-provisioner:");
}

/** The module a resource belongs to: the type above it in its URN. */
function moduleOf(urn: string): string {
  const types = (urn.split("::")[2] ?? "").split("$");
  return types.length > 1 ? shortType(types.at(-2) ?? "") : "";
}

/** Counts in one line: `15 to create · 1 to replace · 3 unchanged`. */
export function summaryView(changes: ChangeSummary, colors: Colors): string {
  const parts = (["create", "update", "replace", "delete"] as const)
    .filter((op) => changes[op] > 0)
    .map((op) => paint(op, colors)(`${changes[op]} to ${op}`));
  const same = changes.same > 0 ? [colors.dim(`${changes.same} unchanged`)] : [];
  return [...parts, ...same].join(" · ") || "nothing to do";
}

/** `azure-native:keyvault:Vault` is `keyvault:Vault`; a component is its own name. */
export function shortType(type: string): string {
  return type.replace(/^azure-native:/, "").replace(/^cloud-provisioner:azure:/, "");
}

function stepLines({ op, type, name, changes, replaceKeys }: PlanStep, width: number, colors: Colors): string[] {
  const shown = op in marks ? (op as Shown) : "update";
  const head = `    ${paint(shown, colors)(`${marks[shown]} ${shortType(type).padEnd(width)}  ${name}`)}`;
  const why =
    replaceKeys.length > 0 ? [colors.dim(`        because ${replaceKeys.join(", ")} cannot be changed in place`)] : [];
  // What is created has no before; all of it is in the rendered stack.
  const details =
    op === "create" || op === "delete" ? [] : changes.map((change) => `        ${propertyLine(change, colors)}`);
  return [head, ...why, ...details];
}

function propertyLine({ path, kind, before, after }: PropertyChange, { green, red, dim }: Colors): string {
  if (kind === "add") return `${green("+")} ${path}: ${green(shortValue(after))}`;
  if (kind === "delete") return `${red("-")} ${path}: ${red(shortValue(before))}`;
  return `~ ${path}: ${red(shortValue(before))} ${dim("→")} ${green(shortValue(after))}`;
}

function shortValue(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value) || "(none)";
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength - 1)}…` : text;
}

function paint(op: Shown, { green, yellow, magenta, red }: Colors): (text: string) => string {
  return { create: green, update: yellow, replace: magenta, delete: red }[op];
}
