import type { CloudLookup } from "../resourceTypes/putContext.js";
import type { Account } from "../values/account.js";
import type { CloudError } from "../values/cloudError.js";
import type { JsonObject } from "../values/json.js";

/** What a function of the provider may use. */
export interface InvokeContext {
  readonly args: JsonObject;
  readonly account: Account;
  readonly cloud: CloudLookup;
}

/** What a function says, with secrets wrapped, or ARM's refusal. */
export type InvokeAnswer = { readonly result: JsonObject } | { readonly error: CloudError };

/** A function of the provider, such as `listStorageAccountKeys`. */
export type Invoke = (context: InvokeContext) => InvokeAnswer;
