import { z } from "zod";

export const EventType = z.enum([
  "ProvisioningStarted",
  "ProvisioningPreviewReady",
  "ResourcesProvisioned",
  "ProvisioningFailed",
  "ProvisioningRejected",
  "RegionBlocked",
  "ProvisioningDriftDetected",
]);
export type EventType = z.infer<typeof EventType>;

/**
 * A CloudEvents 1.0 envelope around a payload of the specification.
 * The id is `{run}:{sequence}`: a consumer can drop duplicates and see gaps.
 * Source: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export const CloudEvent = z.object({
  specversion: z.literal("1.0"),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  subject: z.string(),
  time: z.iso.datetime(),
  datacontenttype: z.literal("application/json"),
  sequence: z.string(),
  /** Joins the event of a run to the spans of its lineage. Source: cloudevents/extensions/distributed-tracing.md */
  traceparent: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});
export type CloudEvent = z.infer<typeof CloudEvent>;
