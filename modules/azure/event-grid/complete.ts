import { completeKind } from "../testing/completeKind.js";
import { eventGridTopicArgs } from "../testing/dataExamples.js";
import { workspaceId } from "../testing/examples.js";
import { privateConnection } from "../testing/networkExamples.js";
import { EventGridTopic } from "./eventGridTopic.js";
import { EventGridTopicArgs } from "./eventGridTopicArgs.js";

/** Everything that the module can declare. */
export const complete = [
  completeKind(EventGridTopic, EventGridTopicArgs, "events", {
    ...eventGridTopicArgs,
    privateEndpoint: privateConnection,
    workspaceId,
  }),
];
