import { RunError } from "../../shared/errors.js";

/** Matches a RunError of a kind with a message, for `assert.rejects` and `assert.throws`. */
export function fault(kind: RunError["kind"], message: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof RunError && error.kind === kind && message.test(error.message);
}
