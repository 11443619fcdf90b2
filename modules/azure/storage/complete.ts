import { completeKind } from "../testing/completeKind.js";
import { storageArgs, workspaceId } from "../testing/examples.js";
import { privateConnection } from "../testing/networkExamples.js";
import { Storage } from "./storage.js";
import { StorageArgs } from "./storageArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(Storage, StorageArgs, "files", {
    ...storageArgs,
    containers: ["uploads", "exports"],
    lifecycle: { deleteVersionsAfterDays: 90 },
    privateEndpoint: privateConnection,
    workspaceId,
  }),
];
