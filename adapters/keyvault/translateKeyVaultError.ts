import { z } from "zod";
import { RunError } from "../../shared/errors.js";

const ForeignError = z.object({ name: z.string(), code: z.string().optional(), statusCode: z.number().optional() });

/** Turns an error of Key Vault or of the way to it into a fault of ours. A RunError passes unchanged. */
export function translateKeyVaultError(error: unknown, vaultUrl: string, vaultRef: string): RunError {
  if (error instanceof RunError) return error;
  const foreign = ForeignError.safeParse(error).data;
  const status = foreign?.statusCode;
  const why = [status, foreign?.code ?? foreign?.name].filter(Boolean).join(" ");
  const cause = { cause: error };

  if (isMissingSecret(error))
    return new RunError("rejected-input", `The vault ${vaultUrl} has no secret ${JSON.stringify(vaultRef)}`, cause);
  if (status === 401 || status === 403 || /Authentication|CredentialUnavailable/.test(foreign?.name ?? ""))
    return new RunError(
      "defect",
      `The vault ${vaultUrl} refused to show ${vaultRef} (${why}); give the identity the role "Key Vault Secrets User", and see whether the secret is enabled`,
      cause,
    );
  if (status === 400) return new RunError("rejected-input", `The vault ${vaultUrl} cannot have ${vaultRef}`, cause);
  if (foreign?.name === "RestError" || foreign?.name === "AbortError")
    return new RunError("transient", `The vault ${vaultUrl} did not answer (${why}); try again later`, cause);
  return new RunError("defect", `Asking the vault ${vaultUrl} failed (${why})`, cause);
}

/** Whether Key Vault answered that it knows no such secret. */
export function isMissingSecret(error: unknown): boolean {
  return ForeignError.safeParse(error).data?.statusCode === 404;
}
