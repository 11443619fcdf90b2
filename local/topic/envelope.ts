import { z } from "zod";

/** What a topic must know of an event; the rest is the publisher's and is kept as it came. */
export const Envelope = z.looseObject({
  specversion: z.literal("1.0"),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
});
export type Envelope = z.infer<typeof Envelope>;

/** Largest body of a publish request. Source: https://learn.microsoft.com/azure/event-grid/quotas-limits */
export const maxBodyBytes = 1024 * 1024;

/** The events of a publish request, or the status and message of its refusal. */
export function parsePublish(
  contentType: string,
  body: string,
): { readonly events: readonly Envelope[] } | { readonly status: 400 | 415; readonly message: string } {
  const mediaType = contentType.split(";")[0]?.trim().toLowerCase();
  const isBatch = mediaType === "application/cloudevents-batch+json";
  if (!isBatch && mediaType !== "application/cloudevents+json")
    return { status: 415, message: "Send application/cloudevents-batch+json or application/cloudevents+json" };
  const parsed = (isBatch ? z.array(Envelope) : Envelope.transform((event) => [event])).safeParse(parseJson(body));
  return parsed.success ? { events: parsed.data } : { status: 400, message: z.prettifyError(parsed.error) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
