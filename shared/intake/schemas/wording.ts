import { z } from "zod";
import type { FaultText } from "../reading/finding.js";

/** What the front door knows of a field besides its type: how people spell it, and what to tell them. */
export interface Wording {
  /** The value in a sentence, with its article: `a trace id`. */
  readonly title?: string;
  /** What to write instead; becomes the field's description in published schemas. */
  readonly remedy?: string;
  readonly examples?: readonly string[];
  /** Other names of the field. Camel case of every name is accepted besides. */
  readonly spellings?: readonly string[];
  /** True where the field's names are read as values are: without regard to case, hyphens, underscores and spaces. */
  readonly isAnyCase?: boolean;
  /** Other words for a value, and the value. Case, hyphens, underscores and spaces make no difference. */
  readonly values?: Readonly<Record<string, string>>;
  /** The one form of values that have several, such as names without case. */
  readonly canonical?: (value: string) => string;
  /** What a corrected value is called in the list of corrections. */
  readonly correction?: string;
  /** True where a number or a boolean means the text as it was written: `1.30` is not 1.3. */
  readonly isAsWritten?: boolean;
  /** True where a value may be a secret by mistake: it is never repeated. */
  readonly isSecret?: boolean;
  /** A more exact complaint about a refused value than its pattern allows. */
  readonly explain?: (value: string) => Partial<FaultText> | undefined;
  /** A more exact complaint about a field that an object does not have. */
  readonly explainField?: (field: string) => FaultText | undefined;
}

const wordings = z.registry<Wording>();

/** The same schema with words for people; the published part travels as metadata into JSON Schema and OpenAPI. */
export function worded<S extends z.ZodType>(schema: S, wording: Wording): S {
  const { title, remedy, examples, spellings } = wording;
  const copy = schema.meta({
    ...(title !== undefined && { title: title.replace(/^an? |^the /, "") }),
    ...(remedy !== undefined && { description: remedy }),
    ...(examples && { examples: [...examples] }),
    ...(spellings && spellings.length > 0 && { "x-spellings": [...spellings] }),
  });
  wordings.add(copy, { ...wordings.get(schema), ...wording });
  return copy;
}

/** Words of an enumeration whose values may be written in any case. */
export function anyCase(title: string, options: readonly string[]): Wording {
  return { title, remedy: `One of ${options.join(", ")}.`, values: {}, correction: "NormalisedValue" };
}

/** Schemas never change once they are made, so their words are joined once. */
const joined = new WeakMap<z.ZodType, Wording>();
const stripped = new WeakMap<z.ZodType, z.ZodType>();

/** The words of a schema, looking through what wraps it. */
export function wordingOf(schema: z.ZodType): Wording {
  const known = joined.get(schema);
  if (known) return known;
  const inner = unwrapped(schema);
  const wording = { ...(inner && wordingOf(inner)), ...wordings.get(schema) };
  joined.set(schema, wording);
  return wording;
}

/** The schema that decides what a value may be: without `optional`, and before a transformation. */
export function bare(schema: z.ZodType): z.ZodType {
  const known = stripped.get(schema);
  if (known) return known;
  const inner = unwrapped(schema);
  const found = inner ? bare(inner) : schema;
  stripped.set(schema, found);
  return found;
}

function unwrapped(schema: z.ZodType): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional) return schema.unwrap() as z.ZodType;
  if (schema instanceof z.ZodPipe) return schema.in as z.ZodType;
  return undefined;
}
