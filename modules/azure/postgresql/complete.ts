import { completeKind } from "../testing/completeKind.js";
import { postgresServerArgs } from "../testing/dataExamples.js";
import { workspaceId } from "../testing/examples.js";
import { privateConnection } from "../testing/networkExamples.js";
import { PostgresServer } from "./postgresServer.js";
import { PostgresServerArgs } from "./postgresServerArgs.js";

const application = {
  objectId: "44444444-4444-4444-8444-444444444444",
  name: "migrations",
  type: "ServicePrincipal",
} as const;

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(PostgresServer, PostgresServerArgs, "postgres", {
    ...postgresServerArgs,
    administrators: [...postgresServerArgs.administrators, application],
    databases: ["orders", "audit"],
    maintenanceWindow: { day: "Sunday", startTime: "02:30" },
    privateEndpoint: privateConnection,
    workspaceId,
  }),
];
