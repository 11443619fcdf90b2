import type { SecretValues } from "../../shared/ports/secretValues.js";

/** Files of the engine's backend, by their path in it (`.pulumi/stacks/…`). */
export interface BackendFiles {
  /** Text of a file, `undefined` when there is none. */
  find(path: string): Promise<string | undefined>;
  /** Paths of the files in a folder, of any depth. */
  list(folder: string): Promise<readonly string[]>;
  /** Removes a file; one that is gone already is no error. */
  remove(path: string): Promise<void>;
}

/** Where the engine keeps the state of all stacks. */
export interface StateBackend {
  /** `azblob://{container}?storage_account=…` or `file:///…?metadata=skip`. */
  readonly url: string;
  /** Variables the engine needs to reach it: `AZURE_STORAGE_*`, `AZURE_CLIENT_ID` … */
  readonly env: Readonly<Record<string, string>>;
  /**
   * The backend's files. Reading a stack's file directly spares a process per operation. Those of a `file://` backend
   * are found on disk when this is left out.
   */
  readonly files?: BackendFiles;
}

/** How secrets in state are encrypted: by a passphrase, or by a key (`azurekeyvault://{vault}.vault.azure.net/keys/{key}`). */
export type StateEncryption = { readonly passphrase: string } | { readonly secretsProvider: string };

/** What the Azure provider of every stack gets. */
interface ProviderOptions {
  readonly version: string;
  /** Configuration of `azure-native` (`location`, `subscriptionId` …) unless the rendered stack sets it. */
  readonly configuration: Readonly<Record<string, string>>;
  /** The only variables of this application's environment that the provider may see. */
  readonly env: Readonly<Record<string, string>>;
}

interface EngineLimits {
  /** Longest time of an operation that names none itself. Default 45 minutes. */
  readonly timeoutMs?: number;
  /** From the polite stop to the hard one: time for calls in flight to end and be recorded. Default 10 minutes. */
  readonly graceMs?: number;
  /** From the hard stop to the kill of what is left. Default 5 seconds. */
  readonly terminateMs?: number;
}

export interface PulumiEngineOptions {
  /** Absolute path of the `pulumi` executable. */
  readonly cliPath: string;
  /** Folder whose `plugins/` holds the provider. Operations only read it. */
  readonly pulumiHome: string;
  readonly backend: StateBackend;
  readonly encryption: StateEncryption;
  /** Folder of this engine alone: work folders of operations, compiled programs. */
  readonly workRoot: string;
  readonly secretValues: SecretValues;
  /** Keeps a copy of the state before each change: the backend has no versions, and a full disk ruins its own backup. */
  readonly stateCopies: { put(name: string, text: string): Promise<unknown> };
  /** The bundled runner (`dist/engine/runner.js`); packages of programs and modules are found from there. */
  readonly runnerPath: string;
  readonly provider: ProviderOptions;
  readonly limits?: EngineLimits;
}
