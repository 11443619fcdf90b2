import { completeKind } from "../testing/completeKind.js";
import { eventGridTopicArgs } from "../testing/dataExamples.js";
import { workspaceId } from "../testing/examples.js";
import { privateConnection } from "../testing/networkExamples.js";
import { EventGridTopic } from "./eventGridTopic.js";
import { EventGridTopicArgs } from "./eventGridTopicArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(EventGridTopic, EventGridTopicArgs, "events", {
    ...eventGridTopicArgs,
    privateEndpoint: privateConnection,
    workspaceId,
  }),
];
