import { completeKind } from "../testing/completeKind.js";
import { userAssignedIdentityArgs, vaultId } from "../testing/networkExamples.js";
import { UserAssignedIdentity } from "./userAssignedIdentity.js";
import { UserAssignedIdentityArgs } from "./userAssignedIdentityArgs.js";

/** Everything that the module can declare. */
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
