import { z } from "zod";

const Events = z.array(
  z.object({ id: z.string(), type: z.string(), time: z.string(), data: z.object({ status: z.string().optional() }) }),
);

/** The events that the topic kept, one line each. */
export async function publishedEvents(topicUrl: string): Promise<string[]> {
  const response = await fetch(topicUrl);
  return Events.parse(await response.json()).map(
    ({ id, type, time, data }) => `${type.padEnd(26)} ${(data.status ?? "").padEnd(18)} ${id.padEnd(22)} ${time}`,
  );
}
