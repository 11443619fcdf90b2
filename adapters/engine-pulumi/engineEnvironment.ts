import path from "node:path";
import type { PulumiEngineOptions } from "./options.js";

/** What an operation tells the engine, and through it the provider, about itself. */
export interface OperationMarks {
  readonly operationId: string;
  readonly stackPath: string;
  readonly fencingToken?: number;
  readonly traceparent?: string;
}

/**
 * The whole environment of the engine and its provider: nothing of this application's own is inherited.
 *
 * `home` and the folder for temporary files lie in the operation's folder and go with it.
 */
export function engineEnvironment(
  options: PulumiEngineOptions,
  folder: string,
  marks: OperationMarks,
): Record<string, string> {
  const { backend, encryption, provider } = options;
  return {
    HOME: folder,
    TMPDIR: folder,
    PATH: [path.dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(path.delimiter),
    PULUMI_HOME: path.join(folder, homeFolder),
    PULUMI_BACKEND_URL: backend.url,
    ...("passphrase" in encryption ? { PULUMI_CONFIG_PASSPHRASE: encryption.passphrase } : {}),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true", // a plugin that happens to lie on PATH is not the one that was reviewed
    ...backend.env,
    ...provider.env,
    PROVISIONER_OPERATION_ID: marks.operationId,
    PROVISIONER_STACK: marks.stackPath,
    ...(marks.fencingToken === undefined ? {} : { PROVISIONER_FENCING_TOKEN: String(marks.fencingToken) }),
    ...(marks.traceparent ? { TRACEPARENT: marks.traceparent } : {}),
  };
}

/** Pulumi's home inside an operation's folder. */
export const homeFolder = "home";

/** The variable under which a program finds a secret: `payment-db` is `PROVISIONER_SECRET_PAYMENT_DB`. */
export function secretVariable(vaultRef: string): string {
  return `PROVISIONER_SECRET_${vaultRef.toUpperCase().replaceAll("-", "_")}`;
}
