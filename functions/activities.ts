// Everything behind the steps, as one chunk that loads with the first activity.
import { announce } from "../orchestrations/activities/announce.js";
import { apply } from "../orchestrations/activities/apply.js";
import { archive } from "../orchestrations/activities/archive.js";
import { assess } from "../orchestrations/activities/assess.js";
import { closeGate, readGate } from "../orchestrations/activities/gateRecord.js";
import { fallBack } from "../orchestrations/activities/fallBack.js";
import { plan } from "../orchestrations/activities/plan.js";
import { preview } from "../orchestrations/activities/preview.js";
import { publish } from "../orchestrations/activities/publish.js";
import { render } from "../orchestrations/activities/render.js";
import { validate } from "../orchestrations/activities/validate.js";
import { verify } from "../orchestrations/activities/verify.js";
import type { StepInput, StepName, StepResult } from "../orchestrations/stepResult.js";
import type { Application } from "./application.js";

type Activities = {
  readonly [Name in StepName]: (app: Application) => (input: StepInput<Name>) => Promise<StepResult<Name>>;
};

/** Each step's activity, given what it needs of the application. */
export const activities: Activities = {
  validate: ({ artifacts, secrets }) => validate(artifacts, secrets),
  plan,
  fallBack,
  render,
  preview: (app) => preview({ ...app, timeoutMs: app.config.PROVISIONER_PREVIEW_MINUTES * 60_000 }),
  assess: ({ artifacts, ledger, policy }) => assess(artifacts, ledger, policy),
  announce: (app) =>
    announce({
      ...app,
      approvers: { group: app.config.PROVISIONER_APPROVER_GROUP, contact: app.config.PROVISIONER_APPROVER_CONTACT },
    }),
  readGate: ({ ledger }) => readGate(ledger),
  closeGate: ({ ledger }) => closeGate(ledger),
  apply: (app) => apply({ ...app, timeoutMs: app.config.PROVISIONER_APPLY_MINUTES * 60_000 }),
  verify: ({ artifacts }) => verify(artifacts),
  archive: (app) => archive({ ...app, keepsContext: app.config.PROVISIONER_DIAGNOSTICS === "on" }),
  publish,
};
