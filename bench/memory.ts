import type { Measurement } from "./kit/measurement.js";
import { idleService } from "./memory/idleService.js";
import { operationsInFlight } from "./memory/operations.js";
import { waitingRuns } from "./memory/waitingRuns.js";

/** Resident memory by process: what a machine must have for the service. */
export const memory: Measurement = {
  name: "memory",
  about: "resident memory of the service: idle, with runs waiting at the gate, with engine operations in flight",
  async run(report) {
    const parts = [await idleService(report), await waitingRuns(report), await operationsInFlight(report)];
    return {
      findings: parts.flatMap(({ findings }) => findings),
      notes: parts.flatMap(({ notes = [] }) => notes),
    };
  },
};
