import { openDatabase } from "../cloud/cloudDatabase.js";
import { putResource } from "../cloud/putResource.js";
import { idOf } from "../provider/lookupType.js";
import { simulatedAccount } from "../values/account.js";
import { anybody, rowOf } from "./testCloud.js";

/** A process that creates resource groups without end, or as many as told, and prints the name of each that Azure took. */
const [folder = "", prefix = "", count = "Infinity"] = process.argv.slice(2);
const database = openDatabase(folder);
const type = rowOf("resources:ResourceGroup");

for (let index = 0; index < Number(count); index++) {
  const inputs = { resourceGroupName: `${prefix}-${index}`, location: "westeurope" };
  const id = idOf(type, inputs, simulatedAccount);
  const outcome = putResource(database, anybody, {
    ...{ operation: "create", type, id, inputs, secretPaths: [], account: simulatedAccount, latencyMs: 0 },
  } as const);
  if (outcome.kind === "refused") throw new Error(outcome.error.text);
  process.stdout.write(`${prefix}-${index}\n`);
}
