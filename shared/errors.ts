/** The kinds of fault an adapter may throw. Only `transient` is worth retrying; expected endings are values, not errors. */
export type FaultKind = "rejected-input" | "conflict" | "policy" | "transient" | "defect";

/** A fault with a message a person can act on and the foreign error as `cause`. */
export class RunError extends Error {
  override readonly name = "RunError";
  readonly kind: FaultKind;
  constructor(kind: FaultKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
