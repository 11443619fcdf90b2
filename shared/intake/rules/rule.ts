import type { IntakeContext } from "../intakeContext.js";
import type { PlanNode } from "../planNodes.js";
import type { MapNode } from "../reading/documentNode.js";
import type { Finding } from "../reading/finding.js";

/** A request in canonical spelling, as far as it could be read: a rule must expect that any part is missing or of the wrong type. */
export interface Draft {
  readonly root: MapNode;
  /** What its plan asks for, entry by entry. */
  readonly entries: readonly PlanNode[];
  /** The same entries by their kind, in the order written. */
  readonly byKind: ReadonlyMap<string, readonly PlanNode[]>;
  /** The fault of a field that is not there, at the document that should hold it; `undefined` where that document itself is missing. */
  readonly missing: (field: string, remedy: string) => Finding | undefined;
}

/** What a schema cannot say, because it depends on other fields or on what is known. Reports on what is there, and on nothing twice. */
export type Rule = (draft: Draft, context: IntakeContext) => readonly (Finding | undefined)[];
