import { z } from "zod";
import { type DocumentNode, textAt } from "../reading/documentNode.js";
import { squashed } from "../reading/nearestName.js";
import { bare, wordingOf } from "./wording.js";
import { lookup } from "../../lookup.js";

/** The fields of an object schema, by their canonical names. */
export function fieldsOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined {
  const decided = bare(schema);
  return decided instanceof z.ZodObject ? decided.shape : undefined;
}

/** The schema of a member or item. */
export function memberSchema(
  schema: z.ZodType,
  node: DocumentNode | undefined,
  key: string | number,
): z.ZodType | undefined {
  const decided = optionFor(schema, node);
  if (decided instanceof z.ZodArray) return decided.element as z.ZodType;
  if (decided instanceof z.ZodRecord) return decided.valueType as z.ZodType;
  const fields = decided && fieldsOf(decided);
  // A field may be called like something that every object has, such as valueOf.
  return fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/**
 * The schema by which a node is judged: of a union, the option that fits what stands there, so that faults speak of the
 * form the caller chose and not of all forms. `undefined` when no option takes such a thing at all.
 */
export function optionFor(schema: z.ZodType, node: DocumentNode | undefined): z.ZodType | undefined {
  const decided = bare(schema);
  if (!(decided instanceof z.ZodUnion)) return decided;
  if (decided instanceof z.ZodDiscriminatedUnion && node) return optionsByKind(decided).get(kindOf(decided, node));
  const options = optionsOf(decided).filter((option) => !node || accepts(option, node));
  if (node?.kind !== "map" || options.length < 2) return options[0] && optionFor(options[0], node);
  const known = options.map((option) => countKnown(option, node));
  const best = options[known.lastIndexOf(Math.max(...known))];
  return best && optionFor(best, node);
}

/** What tells a node's option of a discriminated union, in the form in which {@link optionsByKind} lists it. */
function kindOf(union: z.ZodDiscriminatedUnion, node: DocumentNode): string {
  return squashed(textAt(node, union.def.discriminator) ?? "");
}

const kindTables = new WeakMap<z.ZodType, ReadonlyMap<string, z.ZodType>>();

/** Options of a discriminated union by every word for their discriminator. */
function optionsByKind(union: z.ZodDiscriminatedUnion): ReadonlyMap<string, z.ZodType> {
  const known = kindTables.get(union);
  if (known) return known;
  const table = new Map(
    optionsOf(union).flatMap((option) => {
      const kind = lookup(fieldsOf(option) ?? {}, union.def.discriminator);
      return kind ? knownWords(kind).map((word) => [squashed(word), option] as const) : [];
    }),
  );
  kindTables.set(union, table);
  return table;
}

/** Options of a union; of a discriminated one, all of them. */
export function optionsOf(union: z.ZodUnion): readonly z.ZodType[] {
  return union.options as readonly z.ZodType[];
}

/** Whether a schema takes values of the node's kind, whatever it then says about them. */
function accepts(schema: z.ZodType, node: DocumentNode): boolean {
  const decided = bare(schema);
  if (decided instanceof z.ZodDiscriminatedUnion) return node.kind === "map";
  if (decided instanceof z.ZodUnion) return optionsOf(decided).some((option) => accepts(option, node));
  if (node.kind === "list") return decided instanceof z.ZodArray;
  if (node.kind === "map") return decided instanceof z.ZodObject || decided instanceof z.ZodRecord;
  if (decided instanceof z.ZodLiteral) return [...decided.values].some((value) => typeof value === typeof node.value);
  if (typeof node.value === "string") return decided instanceof z.ZodString || decided instanceof z.ZodEnum;
  if (typeof node.value === "number") return decided instanceof z.ZodNumber;
  return typeof node.value === "boolean" && decided instanceof z.ZodBoolean;
}

/** Members of the node that an object schema knows: ties go to the later, wider option. */
function countKnown(schema: z.ZodType, node: DocumentNode): number {
  if (node.kind !== "map") return 0;
  return [...node.members.keys()].filter((key) => canonicalField(schema, key) !== undefined).length;
}

/** The canonical name of a field: itself, one of its spellings, camel case of either, or in any case where it says so. */
export function canonicalField(schema: z.ZodType, written: string): string | undefined {
  const table = spellingTable(schema);
  if (!table) return undefined;
  const { exact, anyCase } = table;
  const snake = written.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return exact.get(written) ?? exact.get(snake) ?? (anyCase.size === 0 ? undefined : anyCase.get(squashed(written)));
}

/** From every name of every field to its canonical name; of those in any case, from the squashed name. */
interface SpellingTable {
  readonly exact: ReadonlyMap<string, string>;
  readonly anyCase: ReadonlyMap<string, string>;
}

const tables = new WeakMap<z.ZodType, SpellingTable>();

function spellingTable(schema: z.ZodType): SpellingTable | undefined {
  const decided = bare(schema);
  const known = tables.get(decided);
  const fields = known ? undefined : fieldsOf(decided);
  if (!fields) return known;
  const exact = new Map<string, string>();
  const anyCase = new Map<string, string>();
  for (const [name, field] of Object.entries(fields)) {
    const { spellings = [], isAnyCase = false } = wordingOf(field);
    for (const other of spellings) exact.set(other, name);
    if (isAnyCase) for (const each of [...spellings, name]) anyCase.set(squashed(each), name);
  }
  for (const name of Object.keys(fields)) exact.set(name, name);
  const table = { exact, anyCase };
  tables.set(decided, table);
  return table;
}

/** The canonical form of a value that people write in several ways; `undefined` when the schema knows no such ways. */
export function canonicalValue(schema: z.ZodType, written: string): string | undefined {
  const { values, canonical } = wordingOf(schema);
  return values ? valueTable(schema, values).get(squashed(written)) : canonical?.(written);
}

const valueTables = new WeakMap<z.ZodType, ReadonlyMap<string, string>>();

/** From every way to write a value to the value. */
function valueTable(schema: z.ZodType, values: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const known = valueTables.get(schema);
  if (known) return known;
  const own = knownValues(schema).map((value) => [value, value] as const);
  const table = new Map([...Object.entries(values), ...own].map(([word, value]) => [squashed(word), value]));
  valueTables.set(schema, table);
  return table;
}

/** The texts that an enumeration or a literal allows. */
export function knownValues(schema: z.ZodType): readonly string[] {
  const decided = bare(schema);
  const values =
    decided instanceof z.ZodEnum ? decided.options : decided instanceof z.ZodLiteral ? [...decided.values] : [];
  return values.filter((value): value is string => typeof value === "string");
}

/** Everything people may write for an enumeration or a literal: its values and the other words for them. */
export function knownWords(schema: z.ZodType): readonly string[] {
  return [...knownValues(schema), ...Object.keys(wordingOf(schema).values ?? {})];
}
