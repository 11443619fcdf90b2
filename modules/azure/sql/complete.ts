import { completeKind } from "../testing/completeKind.js";
import { sqlServerArgs } from "../testing/dataExamples.js";
import { workspaceId } from "../testing/examples.js";
import { privateConnection } from "../testing/networkExamples.js";
import { SqlServer } from "./sqlServer.js";
import { SqlServerArgs } from "./sqlServerArgs.js";

const database = { sku: "GP_Gen5_2", zoneRedundant: false, backupRedundancy: "Local" } as const;

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(SqlServer, SqlServerArgs, "sql", {
    ...sqlServerArgs,
    databases: ["billing", "reports"].map((name) => ({ ...database, name })),
    privateEndpoint: privateConnection,
    workspaceId,
  }),
];
