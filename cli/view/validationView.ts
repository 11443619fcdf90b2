import type { PlannedResource, ResolvedPlan } from "../../shared/contracts/plan.js";
import type { Correction } from "../../shared/contracts/request.js";
import type { Validation } from "../../shared/contracts/validation.js";
import type { Terminal } from "../terminal.js";
import { costLines } from "./costView.js";
import { wrapped } from "./wrapped.js";

type Paper = Pick<Terminal, "colors" | "columns">;

/** A request without faults: what would be made of it, and everything that was assumed or changed on the way. */
export function validationView({ runId, executionId, plan, cost }: Validation, paper: Paper): string {
  const { bold, dim, green, red } = paper.colors;
  const { component, environment, region, project, stack } = plan.identity;
  const isTaken = executionId === "other-request";
  const noticed = plan.corrections.filter(({ severity }) => severity === "warning");
  const changed = plan.corrections.filter((each) => !noticed.includes(each) && each.valueBefore !== undefined);
  const assumed = plan.corrections.filter((each) => !noticed.includes(each) && each.valueBefore === undefined);
  return [
    `${isTaken ? red("✗") : green("✓")} ${bold(component)} ${dim("in")} ${environment}, ${region}`,
    field("run", `${runId}  ${dim(idWords[executionId])}`),
    field("stack", `${project}/${stack}`),
    ...resourceLines(plan, paper),
    ...correctionLines("look at", noticed, paper),
    ...correctionLines("changed", changed, paper),
    ...correctionLines("assumed", assumed, paper),
    ...(cost ? costLines(cost, paper) : []),
    "",
    isTaken
      ? `  ${red("This execution id belongs to another request: give the run an id of its own.")}`
      : dim("  Nothing was started. Submit it with cs-stack provision."),
  ].join("\n");
}

const idWords: Readonly<Record<Validation["executionId"], string>> = {
  free: "the id is free",
  "same-request": "this very request is a run already",
  "other-request": "the id is taken",
};

/** Where values begin. */
const indent = 13;

const field = (name: string, value: string): string => `  ${name.padEnd(indent - 2)}${value}`;

function resourceLines({ resources, resourcePlan }: ResolvedPlan, { colors }: Paper): string[] {
  const width = Math.max(0, ...resources.map((resource) => kindOf(resource).length));
  return [
    field("plan", resourcePlan.join(", ")),
    "",
    ...resources.map((resource) => `  ${colors.green("+")} ${kindOf(resource).padEnd(width)}  ${resource.name}`),
  ];
}

function kindOf(resource: PlannedResource): string {
  return resource.kind === "described" ? resource.of : resource.kind;
}

function correctionLines(title: string, corrections: readonly Correction[], { colors, columns }: Paper): string[] {
  if (corrections.length === 0) return [];
  const { bold, dim, yellow } = colors;
  return [
    "",
    `  ${title === "look at" ? yellow(title) : bold(title)}`,
    ...corrections.flatMap((correction) => [
      `    ${correction.field}  ${changeOf(correction)}`,
      `      ${dim(wrapped(`${correction.reason}${placed(correction)}`, columns, 6))}`,
    ]),
  ];
}

/** What was before and is now; of a notice about a value that stays, the value. */
function changeOf({ valueBefore, valueApplied }: Correction): string {
  const [before, after] = [valueBefore === undefined ? "" : shown(valueBefore), shown(valueApplied)];
  return before === "" || before === after ? after : `${before} → ${after}`;
}

function placed({ document, pointer }: Correction): string {
  return pointer === undefined ? "" : ` (${document === undefined ? "" : `${document} `}${pointer})`;
}

/** Longest value that a line shows; the answer has it whole. */
const maxLength = 60;

function shown(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}
