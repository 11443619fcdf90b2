import { z } from "zod";
import type { Envelope } from "./envelope.js";

/** Where events are pushed to. */
export const Subscription = z.strictObject({
  /** Unique within the topic; names its files. */
  name: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  /** A webhook on this machine: the local world reaches nothing else. */
  url: z
    .url()
    .refine((url) => ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname), "must be on loopback"),
  /** Types to deliver; all when absent. */
  types: z.array(z.string()).optional(),
});
export type Subscription = z.infer<typeof Subscription>;

/** A webhook has as long as Event Grid gives it. */
const answerWithinMs = 30_000;

/** Who asks; Event Grid sends the name of its own service. */
const origin = "127.0.0.1";

/**
 * Answers of a webhook after which Event Grid does not try again.
 * Source: https://learn.microsoft.com/azure/event-grid/delivery-and-retry#retry-schedule
 */
const finalRefusals = new Set([400, 401, 403, 404, 413]);

/**
 * Asks a webhook whether it wants events of this topic.
 * Source: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection
 */
export async function shakeHands({ url }: Subscription, signal: AbortSignal): Promise<boolean> {
  const answer = await call(url, signal, { method: "OPTIONS", headers: { "webhook-request-origin": origin } });
  const allowed = answer?.headers.get("webhook-allowed-origin");
  return answer?.ok === true && (allowed === "*" || allowed === origin);
}

/** Delivers one event: taken, refused for good, or to be tried again. */
export async function deliver(
  { name, url }: Subscription,
  event: Envelope,
  attempt: number,
  signal: AbortSignal,
): Promise<"taken" | "refused" | "later"> {
  const answer = await call(url, signal, {
    method: "POST",
    headers: {
      "content-type": "application/cloudevents+json; charset=utf-8",
      "webhook-request-origin": origin,
      "aeg-event-type": "Notification",
      "aeg-subscription-name": name,
      "aeg-delivery-count": String(attempt),
    },
    body: JSON.stringify(event),
  });
  if (answer?.ok === true) return "taken";
  return answer !== undefined && finalRefusals.has(answer.status) ? "refused" : "later";
}

/** The answer, or `undefined` where there was none. */
async function call(url: string, signal: AbortSignal, request: RequestInit): Promise<Response | undefined> {
  try {
    const limits = AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]);
    const answer = await fetch(url, { ...request, redirect: "manual", signal: limits });
    await answer.body?.cancel();
    return answer;
  } catch {
    return undefined;
  }
}
