import { completeKind } from "../testing/completeKind.js";
import { keyVaultArgs, workspaceId } from "../testing/examples.js";
import { privateConnection } from "../testing/networkExamples.js";
import { KeyVault } from "./keyVault.js";
import { KeyVaultArgs } from "./keyVaultArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(KeyVault, KeyVaultArgs, "vault", {
    ...keyVaultArgs,
    secrets: ["app", "database"].map((name) => ({ name, value: "x" })),
    privateEndpoint: privateConnection,
    workspaceId,
  }),
];
