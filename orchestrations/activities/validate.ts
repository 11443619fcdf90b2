import type { RunInput } from "../../shared/contracts/run.js";
import { AcceptedRequest } from "../../shared/contracts/request.js";
import type { Artifacts } from "../../shared/ports/records.js";
import type { SecretValues } from "../../shared/ports/secretValues.js";
import { unknownSecretFaults } from "../../shared/policy/unknownSecretFaults.js";
import type { StepResult } from "../stepResult.js";
import { readDocument } from "./documents.js";

/** Step `run.validate`. Safe to repeat: reads only. The door has checked the request; the vault may have changed since. */
export const validate =
  (artifacts: Artifacts, secrets: SecretValues) =>
  async (run: RunInput): Promise<StepResult<"validate">> => {
    const accepted = await readDocument(artifacts, run.request, AcceptedRequest);
    const faults = await unknownSecretFaults(accepted, (ref) => secrets.has(ref));
    return faults.length > 0 ? { kind: "invalid", faults } : { kind: "valid" };
  };
