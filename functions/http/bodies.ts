import { z } from "zod";
import { Verdict } from "../../shared/contracts/decision.js";
import { worded } from "../../shared/intake/schemas/wording.js";

const { verdict, reason } = Verdict.shape;

/** Body of a decision: {@link Verdict}, with words for people. */
export const VerdictBody = worded(
  z.strictObject({
    verdict: worded(verdict, { title: "a verdict", remedy: "approve or reject." }),
    reason: worded(reason, { title: "a reason", remedy: "Why, in 1 to 1,000 characters." }),
  }),
  { title: "a verdict" },
);

/** Body of a cancellation; it may be left out. */
export const CancellationBody = worded(
  z.strictObject({
    reason: worded(z.string().min(1).max(1000), {
      title: "a reason",
      remedy: "Why, in 1 to 1,000 characters.",
    }).optional(),
  }),
  { title: "a cancellation" },
);
