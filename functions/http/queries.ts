import { z } from "zod";
import { TraceId } from "../../shared/intake/schemas/names.js";
import { worded } from "../../shared/intake/schemas/wording.js";

const Limit = worded(
  z
    .string()
    .regex(/^(?:[1-9]|[1-9]\d|1\d\d|200)$/)
    .transform(Number),
  { title: "a number of entries", remedy: "A whole number from 1 to 200.", examples: ["50"] },
);

const Position = worded(
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
  { title: "a position", remedy: "A whole number from 0 on: `next` of an earlier answer.", examples: ["0"] },
);

const Next = worded(z.string().regex(/^[\w.-]{1,4000}$/), {
  title: "a page of this list",
  remedy: "What `nextLink` of an earlier answer says, or leave it out to begin with the newest.",
  examples: ["0123456789abcdef.MiExIQ"],
});

/** Query of the list of runs; `limit` is 50 when it is left out. */
export const RunsQuery = worded(
  z.strictObject({
    limit: Limit.optional(),
    next: Next.optional(),
    trace: TraceId.optional(),
  }),
  { title: "a query for runs" },
);

/** Query of what is remembered of a stack; `limit` is 10 when it is left out. */
export const HistoryQuery = worded(
  z.strictObject({
    limit: Limit.optional(),
    next: Next.optional(),
    tenant: worded(z.string().regex(/^[a-z0-9]{1,100}$/), {
      title: "a tenant's part of a stack",
      remedy: "The tenant as the end of `stack.path` has it: small letters and digits.",
      examples: ["contoso"],
    }).optional(),
  }),
  { title: "a query for the history of a stack" },
);

/** Query of a run's feed. */
export const EventsQuery = worded(z.strictObject({ after: Position.optional() }), { title: "a query for events" });

const PlanPath = worded(z.string().max(1000), {
  title: "a path of the plan",
  remedy: "At most 1,000 characters, such as resources.storage.args.sku.",
  examples: ["resources"],
});

/** Query of a validation. */
export const ValidateQuery = worded(
  z.strictObject({
    document: worded(z.string().min(1).max(200), {
      title: "the name of a file",
      remedy:
        "The name of the file that is sent. One that is a document of several, by its name or by the schema that its first comment names, is checked alone.",
      examples: ["infra-plan.yaml"],
    }).optional(),
    why: worded(PlanPath, {
      remedy: "Path of the plan of which the answer tells who set what; empty for all of it.",
    }).optional(),
  }),
  { title: "a query for a validation" },
);

/** Query of who set what. Any text may be a path; one that leads nowhere is answered with those that may be meant. */
export const WhyQuery = worded(
  z.strictObject({
    path: PlanPath.optional(),
  }),
  { title: "a query for reasons" },
);
