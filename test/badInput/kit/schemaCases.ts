import assert from "node:assert/strict";
import fc from "fast-check";
import type { z } from "zod";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A document that differs from a valid one at one place, and what must be said of that place. */
export interface SchemaCase {
  readonly document: unknown;
  readonly path: readonly (string | number)[];
  /** Whether the place is as its schema wants it. */
  readonly isInside: boolean;
  /** Which constraint is meant: `maxLength 100`. */
  readonly about: string;
}

/** A place in a document: where it is, and the document with another value there. */
interface Place {
  readonly path: readonly (string | number)[];
  readonly put: (value: unknown) => unknown;
}

/**
 * For every constraint of a JSON Schema one value just inside and one just outside, every wrong JSON type at every
 * place, every required field missing and one unknown field in every object. Knows no field by name: what a contract
 * gains is tested from then on. `sample` is a valid document, or the part of one that the schema speaks of.
 */
export function* schemaCases(schema: JsonSchema, sample: unknown): Generator<SchemaCase> {
  const walk = new Walk(schema);
  yield* walk.at(schema, { path: [], put: (value) => value }, sample);
}

const samplesByType: Readonly<Record<string, unknown>> = {
  null: null,
  boolean: true,
  number: 3.5,
  string: "zz none of these",
  array: [],
  object: {},
};

class Walk {
  private readonly root: JsonSchema;

  constructor(root: JsonSchema) {
    this.root = root;
  }

  *at(schema: JsonSchema, place: Place, sample?: unknown): Generator<SchemaCase> {
    const options = this.options(schema);
    const taken = new Set(options.flatMap((option) => this.typesOf(option)));
    for (const [type, value] of Object.entries(samplesByType)) {
      const isInteger = type === "number" && taken.has("integer");
      if (!taken.has(type) || isInteger) yield outside(place, value, `type ${type}`);
    }
    const fitting = options.find((option) => this.typesOf(option).includes(typeOf(sample)) && knows(option, sample));
    for (const option of options) {
      const others = options.filter((other) => other !== option).flatMap((other) => this.typesOf(other));
      for (const found of this.ofOption(option, place, option === fitting ? sample : undefined)) {
        // What one form refuses another may take.
        const isAmbiguous =
          found.path.length <= place.path.length + 1 && this.typesOf(option).some((type) => others.includes(type));
        if (found.isInside || !isAmbiguous) yield found;
      }
    }
  }

  /** A value that the schema takes. */
  valueFor(schema: JsonSchema): unknown {
    const [option = {}] = this.options(schema);
    if (option.const !== undefined) return option.const;
    if (option.enum) return option.enum[0];
    const [type] = this.typesOf(option);
    const example = (schema.examples ?? option.examples)?.[0];
    if (example !== undefined && typeOf(example) === type) return example;
    if (type === "boolean") return true;
    if (type === "integer" || type === "number") return Math.max(1, option.minimum ?? 1);
    if (type === "array") return [this.valueFor(option.items as JsonSchema)];
    if (type === "string") return textFor(option);
    const required = (option.required ?? []).map(
      (key) => [key, this.valueFor(propertiesOf(option)[key] ?? {})] as const,
    );
    const free = this.freeMember(option);
    return Object.fromEntries(free && required.length === 0 ? [free] : required);
  }

  private *ofOption(schema: JsonSchema, place: Place, sample: unknown): Generator<SchemaCase> {
    if (schema.const !== undefined) yield inside(place, schema.const, "const");
    else if (schema.enum) yield* this.ofEnum(schema.enum, place);
    else if (schema.type === "string") yield* ofText(schema, place);
    else if (schema.type === "integer" || schema.type === "number") yield* ofNumber(schema, place);
    else if (schema.type === "boolean") yield inside(place, false, "boolean");
    else if (schema.type === "array") yield* this.ofList(schema, place, sample);
    else if (schema.type === "object") yield* this.ofObject(schema, place, sample);
    if ((schema.const !== undefined && typeof schema.const === "string") || schema.enum)
      yield outside(place, "zz none of these", "enum");
  }

  private *ofEnum(values: readonly unknown[], place: Place): Generator<SchemaCase> {
    for (const value of values) yield inside(place, value, "enum");
  }

  private *ofList(schema: JsonSchema, place: Place, sample: unknown): Generator<SchemaCase> {
    const items = schema.items as JsonSchema;
    const own = Array.isArray(sample) && sample.length > 0 ? sample : [this.valueFor(items)];
    const [first, ...others] = own as unknown[];
    yield* this.at(items, { path: [...place.path, 0], put: (value) => place.put([value, ...others]) }, first);
    const many = (length: number) => Array.from({ length }, () => first);
    const { minItems, maxItems } = schema;
    if (maxItems !== undefined) {
      yield inside(place, many(maxItems), `maxItems ${maxItems}`);
      yield outside(place, many(maxItems + 1), `maxItems ${maxItems}`);
    }
    if (minItems === undefined) return;
    yield inside(place, many(minItems), `minItems ${minItems}`);
    yield outside(place, many(minItems - 1), `minItems ${minItems}`);
  }

  private *ofObject(schema: JsonSchema, place: Place, sample: unknown): Generator<SchemaCase> {
    const own = (typeOf(sample) === "object" ? sample : this.valueFor(schema)) as Record<string, unknown>;
    const properties = propertiesOf(schema);
    const below = (key: string, whole: Record<string, unknown> = own): Place => ({
      path: [...place.path, key],
      put: (value) => place.put({ ...whole, [key]: value }),
    });
    for (const [key, member] of Object.entries(properties)) {
      yield* this.at(member, below(key), own[key]);
      if (!schema.required?.includes(key)) continue;
      yield { ...outside(below(key), undefined, `required ${key}`), document: place.put(without(own, key)) };
    }
    const free = this.freeMember(schema);
    if (free) {
      yield* this.at(schema.additionalProperties as JsonSchema, below(free[0]), free[1]);
      yield* this.ofNames(schema.propertyNames as JsonSchema | undefined, below, free[1]);
    }
    if (schema.additionalProperties === false) yield outside(below("zz_unknown"), 1, "additionalProperties");
  }

  private *ofNames(
    names: JsonSchema | undefined,
    below: (key: string) => Place,
    value: unknown,
  ): Generator<SchemaCase> {
    for (const { document, isInside, about } of names ? this.at(names, { path: [], put: (name) => name }) : []) {
      if (typeof document !== "string" || document === "__proto__") continue;
      const place = below(document);
      yield isInside ? inside(place, value, `name, ${about}`) : outside(place, value, `name, ${about}`);
    }
  }

  /** A member of an object that takes any name. */
  private freeMember(schema: JsonSchema): readonly [string, unknown] | undefined {
    const { additionalProperties: values, propertyNames: names } = schema;
    if (typeof values !== "object") return undefined;
    return [String(typeof names === "object" ? this.valueFor(names) : "name"), this.valueFor(values)];
  }

  /** The forms that a value may have. */
  private options(schema: JsonSchema): readonly JsonSchema[] {
    const found = this.resolved(schema);
    const forms = (found.anyOf ?? found.oneOf) as readonly JsonSchema[] | undefined;
    return forms ? forms.flatMap((form) => this.options(form)) : [found];
  }

  private resolved(schema: JsonSchema): JsonSchema {
    if (schema.$ref === undefined) {
      const [only, ...others] = (schema.allOf ?? []) as readonly JsonSchema[];
      return only && others.length === 0 ? { ...this.resolved(only), ...without(schema, "allOf") } : schema;
    }
    const name = schema.$ref.replace(/^#\/\$defs\//, "");
    const target = schema.$ref === "#" ? this.root : this.root.$defs?.[name];
    assert.ok(target, `${schema.$ref} leads nowhere`);
    return this.resolved(target);
  }

  private typesOf(schema: JsonSchema): readonly string[] {
    if (schema.const !== undefined) return [typeOf(schema.const)];
    if (schema.enum) return [...new Set(schema.enum.map(typeOf))];
    assert.ok(schema.type, `the walk knows no values for ${JSON.stringify(schema).slice(0, 200)}`);
    return [schema.type].flat();
  }
}

function* ofText(schema: JsonSchema, place: Place): Generator<SchemaCase> {
  const fits = (text: string) => isText(text, schema);
  const text = textFor(schema);
  const [longest, shortest] = [grown(text, fits), shrunk(text, fits)];
  yield inside(place, longest, `longest text, ${longest.length}`);
  yield inside(place, shortest, `shortest text, ${shortest.length}`);
  if (longest.length < maxGrowth) yield outside(place, padded(longest), `longest text, ${longest.length}`);
  if (shortest.length > 0) yield outside(place, shortest.slice(1), `shortest text, ${shortest.length}`);
  for (const strange of ["\u0001", " ", "/", "é", "\n", "$"]) {
    const spoiled = `${text.slice(0, 1)}${strange}${text.slice(1)}`;
    if (!fits(spoiled)) yield outside(place, spoiled, `pattern, ${JSON.stringify(strange)}`);
  }
}

function* ofNumber(schema: JsonSchema, place: Place): Generator<SchemaCase> {
  const { minimum, maximum } = schema;
  if (minimum !== undefined) {
    yield inside(place, minimum, `minimum ${minimum}`);
    yield outside(place, minimum - 1, `minimum ${minimum}`);
  }
  if (maximum !== undefined) {
    yield inside(place, maximum, `maximum ${maximum}`);
    yield outside(place, maximum + 1, `maximum ${maximum}`);
  }
}

const maxGrowth = 3000;

function isText(text: string, { minLength = 0, maxLength = Infinity, pattern, allOf = [] }: JsonSchema): boolean {
  const patterns = [pattern, ...allOf.map((part) => part.pattern)].filter((each) => each !== undefined);
  return text.length >= minLength && text.length <= maxLength && patterns.every((each) => new RegExp(each).test(text));
}

function textFor(schema: JsonSchema): string {
  const example = schema.examples?.[0];
  if (typeof example === "string" && isText(example, schema)) return example;
  const plain = ["value", "v-1", "1.30", "a.example.com"].find((text) => isText(text, schema));
  const pattern = schema.pattern ?? schema.allOf?.[0]?.pattern ?? ".*";
  const found =
    plain ??
    fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: 1, numRuns: 200 }).find((text) => isText(text, schema));
  assert.ok(found !== undefined, `no text fits ${JSON.stringify(schema)}`);
  return found;
}

/** One character more, inside the text: what ends it stays its end. */
const padded = (text: string): string => `${text.slice(0, -1)}a${text.slice(-1)}`;

function grown(text: string, fits: (text: string) => boolean): string {
  let longest = text;
  while (longest.length < maxGrowth && fits(padded(longest))) longest = padded(longest);
  return longest;
}

function shrunk(text: string, fits: (text: string) => boolean): string {
  let shortest = text;
  while (shortest.length > 0 && fits(shortest.slice(1))) shortest = shortest.slice(1);
  return shortest;
}

function inside({ path, put }: Place, value: unknown, about: string): SchemaCase {
  return { document: put(value), path, isInside: true, about };
}

function outside({ path, put }: Place, value: unknown, about: string): SchemaCase {
  return { document: put(value), path, isInside: false, about };
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

/** Whether a form has every field of a sample: of several forms of one type, the one that the sample has. */
function knows(option: JsonSchema, sample: unknown): boolean {
  const isClosed = option.type === "object" && option.additionalProperties === false;
  return !isClosed || Object.keys(sample as object).every((key) => Object.hasOwn(propertiesOf(option), key));
}

function propertiesOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return (schema.properties ?? {}) as Record<string, JsonSchema>;
}

/** A copy of an object without one member. */
export function without(object: object, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}
