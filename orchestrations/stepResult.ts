import type { z } from "zod";
import type { steps } from "./steps.js";

export type StepName = keyof typeof steps;

/** What the activity behind a step receives. */
export type StepInput<Name extends StepName> = z.output<(typeof steps)[Name]["input"]>;

/** What the activity behind a step must return. */
export type StepResult<Name extends StepName> = z.input<(typeof steps)[Name]["output"]>;
