import type { EventGridPublisherClient } from "@azure/eventgrid";
import type { TokenCredential } from "@azure/identity";
import type { CloudEvent } from "../../shared/contracts/event.js";
import type { EventPublisher } from "../../shared/ports/events.js";
import { batches } from "./batches.js";
import { translateEventGridError } from "./translateEventGridError.js";

export interface EventGridOptions {
  /** The topic's own address, `https://…/api/events`; plain `http` on loopback only. */
  readonly endpoint: string;
  /** Access key of the topic. Without it the given identity is used, or the machine's own. */
  readonly key?: string;
  readonly credential?: TokenCredential;
}

/** Publishes to a topic with the CloudEvents 1.0 schema. The SDK is loaded by the first call. */
export function eventGridPublisher(options: EventGridOptions): EventPublisher {
  let opened: Promise<EventGridPublisherClient<"CloudEvent">> | undefined;
  return {
    async publish(events) {
      try {
        opened ??= openTopic(options);
        const topic = await opened;
        for (const batch of batches(events)) await topic.send(batch.map(asInput));
      } catch (error) {
        throw translateEventGridError(error, options.endpoint);
      }
    },
  };
}

/** Ids and times are ours; `sequence` and `traceparent` are extension attributes of CloudEvents. */
function asInput({ id, source, type, subject, time, datacontenttype, sequence, traceparent, data }: CloudEvent) {
  const extensionAttributes = { sequence, ...(traceparent !== undefined && { traceparent }) };
  return { id, source, type, subject, time: new Date(time), datacontenttype, data, extensionAttributes };
}

/** What fails here for longer is kept by the outbox and sent by a later flush. */
const retryOptions = { maxRetries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2_000 };

async function openTopic(options: EventGridOptions): Promise<EventGridPublisherClient<"CloudEvent">> {
  const { endpoint, key, credential } = options;
  const { AzureKeyCredential, EventGridPublisherClient } = await import("@azure/eventgrid");
  return new EventGridPublisherClient(
    endpoint,
    "CloudEvent",
    key === undefined ? (credential ?? (await machineIdentity())) : new AzureKeyCredential(key),
    { retryOptions, allowInsecureConnection: isLoopback(endpoint) },
  );
}

function isLoopback(endpoint: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(new URL(endpoint).hostname);
}

async function machineIdentity(): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import("@azure/identity");
  return new DefaultAzureCredential();
}
