/** Who may write a stack now. */
export type LeaseAnswer =
  | { readonly kind: "held"; readonly token: number; readonly untilIso: string }
  | { readonly kind: "busy"; readonly holder: string; readonly untilIso: string };

/** One writer per stack, fenced: each acquisition gets a token greater than any before it. */
export interface StackLease {
  /** The holder itself may acquire again (after a crash) and gets a new token; others wait for the end of the lease. */
  acquire(stackPath: string, holder: string, durationMs: number): Promise<LeaseAnswer>;
  /** Extends a lease that is still ours. Returns false when it was lost. */
  renew(stackPath: string, holder: string, token: number, durationMs: number): Promise<boolean>;
  /** Gives the lease back; the token count stays. */
  release(stackPath: string, holder: string, token: number): Promise<void>;
}
