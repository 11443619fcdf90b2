import type { CloudError } from "../values/cloudError.js";
import type { JsonObject } from "../values/json.js";

/** A call that the provider refuses; the text is what the engine shows. */
export class CallFailure extends Error {
  /** Set when the resource exists all the same: the engine then records it, with its initialization errors. */
  readonly partial: PartialResource | undefined;

  constructor(error: CloudError | string, partial?: PartialResource) {
    super(typeof error === "string" ? error : error.text);
    this.partial = partial;
  }
}

/** A resource that was made but did not become ready. */
export interface PartialResource {
  readonly id: string;
  readonly outputs: JsonObject;
  readonly inputs: JsonObject;
  readonly reasons: readonly string[];
}
