import type { CanonicalPlan, PlanStep } from "../contracts/change.js";
import type { RollbackPlan, RollbackStep } from "../contracts/rollbackPlan.js";
import type { ResourceChange } from "./changesMade.js";
import type { Located } from "./locate.js";

/** A step before it is known whose word it waits for. */
export type UndecidedStep = Omit<RollbackStep, "requires_approval">;
type Undone = ResourceChange & Located;

/** Undoes changes in the order given. */
export function rollbackSteps(undone: readonly Undone[], previewed: CanonicalPlan | undefined): UndecidedStep[] {
  const planned = new Map(previewed?.steps.map((step) => [step.urn, step]));
  return undone.map((change, index) => {
    const { urn, type, name, part_of, classes } = change;
    const action = actionOf(change);
    const properties = action === "delete" ? [] : formerProperties(planned.get(urn));
    return {
      ...{ order: index + 1, action, urn, type, name, part_of, classes, properties },
      notes: [
        ...(classes.includes("stateful") ? [backupNotes[action]] : []),
        ...(action === "delete" && planned.get(urn)?.protect ? [protectedNote(urn)] : []),
        ...(isHalfReplaced(change) ? ["What it was to replace is still there: only the new one goes."] : []),
        ...(action !== "delete" && properties.length === 0 ? ["How it was is in the target's program."] : []),
      ],
    };
  });
}

/** What stays as the run left it, and why. */
export function skippedChanges(ephemeral: readonly Undone[], steps: readonly UndecidedStep[]): RollbackPlan["skipped"] {
  const emptying = steps.find(({ action, type }) => action === "delete" && type === resourceGroup);
  const fate = emptying ? ` It goes with its resource group in step ${emptying.order}.` : "";
  return ephemeral.map((change) => {
    const { urn, type, name, part_of, classes } = change;
    const reason = `It is ephemeral: it keeps nothing, and the next apply makes of it what is planned.${fate}`;
    return { action: actionOf(change), urn, type, name, part_of, classes, reason };
  });
}

const resourceGroup = "azure-native:resources:ResourceGroup";

function actionOf(undone: Undone): RollbackStep["action"] {
  if (undone.change === "create" || isHalfReplaced(undone)) return "delete";
  return undone.change === "update" ? "restore" : "recreate";
}

/** A replacement that was made, while what it replaces was not deleted yet. */
function isHalfReplaced({ change, done }: ResourceChange): boolean {
  return change === "replace" && !done.has("delete-replaced");
}

const backupNotes: Readonly<Record<RollbackStep["action"], string>> = {
  delete: "Take a backup first, unless nothing was written to it since the run made it.",
  restore: "Take a backup first.",
  recreate: "What it held went with it: bring it back from a backup, or from soft delete where that is on.",
};

/** Source: https://www.pulumi.com/docs/iac/concepts/resources/options/protect/ */
function protectedNote(urn: string): string {
  return `It is protected, and the engine refuses to delete it until somebody says: pulumi state unprotect '${urn}'`;
}

function formerProperties(planned: PlanStep | undefined): UndecidedStep["properties"] {
  return (planned?.changes ?? []).map(({ path, before }) => ({
    path,
    ...(before === undefined ? {} : { value: before }),
  }));
}
