import { completeKind } from "../testing/completeKind.js";
import { userAssignedIdentityArgs, vaultId } from "../testing/networkExamples.js";
import { UserAssignedIdentity } from "./userAssignedIdentity.js";
import { UserAssignedIdentityArgs } from "./userAssignedIdentityArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(UserAssignedIdentity, UserAssignedIdentityArgs, "identity", {
    ...userAssignedIdentityArgs,
    roles: [
      { name: "vault", role: "Key Vault Secrets User", scope: vaultId },
      { name: "files", role: "Storage Blob Data Reader", scope: vaultId },
    ],
    federatedCredentials: ["web", "jobs"].map((name) => ({
      name: `auth-${name}`,
      issuer: "https://issuer.example/",
      namespace: "auth",
      serviceAccount: name,
    })),
  }),
];
