import type { z } from "zod";
import { childOf, type DocumentNode } from "./reading/documentNode.js";
import { memberSchema, optionFor } from "./schemas/schemaAt.js";
import { wordingOf, type Wording } from "./schemas/wording.js";

/** A document and the schema it was held against. */
export interface Checked {
  readonly root: DocumentNode;
  readonly schema: z.ZodType;
  /** True when something around the document makes it secret. */
  readonly isSecret?: boolean;
  /** Words of the field that the document is the value of. */
  readonly wording?: Wording;
}

/** Where an issue is: in the document and in the schema. */
export interface Spot {
  readonly node: DocumentNode | undefined;
  /** Nearest object or list around it that is there. */
  readonly parent: DocumentNode;
  readonly key: string | number | undefined;
  readonly schema: z.ZodType | undefined;
  readonly wording: Wording;
  readonly isSecret: boolean;
}

/** Follows a path through the document and its schema at once, as far as each goes. */
export function spotAt(path: readonly PropertyKey[], { root, schema, ...field }: Checked): Spot {
  let node: DocumentNode | undefined = root;
  let parent = root;
  let found: z.ZodType | undefined = schema;
  let isSecret = field.isSecret ?? wordingOf(schema).isSecret ?? false;
  let key: string | number | undefined;
  for (const segment of path) {
    key = typeof segment === "number" ? segment : String(segment);
    if (node) parent = node;
    found = found && memberSchema(found, node, key);
    node = childOf(node, key);
    isSecret ||= (found && wordingOf(found).isSecret) ?? false;
  }
  const option = found && optionFor(found, node);
  const wording = {
    ...(option && wordingOf(option)),
    ...(found && wordingOf(found)),
    ...(path.length === 0 && field.wording),
  };
  return { node, parent, key, schema: found, wording, isSecret };
}
