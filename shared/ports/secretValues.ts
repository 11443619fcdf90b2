/** The source vault that requests refer to. */
export interface SecretValues {
  /** Whether the reference is known to the vault. */
  has(vaultRef: string): Promise<boolean>;
  /** The value, for the engine's child process only. @throws RunError `transient` when the vault does not answer. */
  value(vaultRef: string): Promise<string>;
}
