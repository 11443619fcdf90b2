import type { CloudDatabase } from "./cloudDatabase.js";
import type { Caller } from "./caller.js";
import { armError, type CloudError } from "../values/cloudError.js";

/**
 * Lets a caller write unless a newer owner of its stack has been seen; remembers the newest token.
 * To be called inside the transaction of the write. A stack that has ever been fenced takes no write without a token.
 */
export function passFence(database: CloudDatabase, caller: Caller): CloudError | undefined {
  const { stack, fencingToken } = caller;
  if (stack === undefined) return undefined;
  const row = database.prepare("SELECT fencingToken FROM fences WHERE stack = ?").get(stack) as
    { fencingToken: number } | undefined;
  const newest = row?.fencingToken;
  if (newest !== undefined && (fencingToken === undefined || fencingToken < newest)) {
    const carried = fencingToken === undefined ? "no fencing token" : `fencing token ${fencingToken}`;
    return armError(
      412,
      "StaleFencingToken",
      `The call carries ${carried} of stack '${stack}', but token ${newest} was seen: another owner has the stack.`,
    );
  }
  if (fencingToken !== undefined && fencingToken !== newest) {
    database
      .prepare(
        "INSERT INTO fences (stack, fencingToken) VALUES (?, ?) ON CONFLICT (stack) DO UPDATE SET fencingToken = excluded.fencingToken",
      )
      .run(stack, fencingToken);
  }
  return undefined;
}
