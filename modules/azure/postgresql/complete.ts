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

/** Everything that the module can declare. */
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
