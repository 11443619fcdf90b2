import { z } from "zod";
import { canonicalField, canonicalValue, fieldsOf, knownValues, optionsOf } from "./schemas/schemaAt.js";
import { bare, wordingOf } from "./schemas/wording.js";
import { lookup } from "../lookup.js";

/** Whether a value is already in the one form that {@link respell} would give it. Only for values that the schema takes. */
export function isCanonical(value: unknown, schema: z.ZodType): boolean {
  return checkOf(schema)(value);
}

/** Whether a value of any type is as it should be. */
type Check = (value: unknown) => boolean;

const always: Check = () => true;
const never: Check = () => false;

/** Schemas never change once they are made, so what is to be checked of them is found out once. */
const checks = new WeakMap<z.ZodType, Check>();

function checkOf(schema: z.ZodType): Check {
  const known = checks.get(schema);
  if (known) return known;
  const check = compiled(schema, bare(schema));
  checks.set(schema, check);
  return check;
}

function compiled(schema: z.ZodType, decided: z.ZodType): Check {
  if (decided instanceof z.ZodObject) return ofObject(decided);
  if (decided instanceof z.ZodArray) return ofArray(decided);
  if (decided instanceof z.ZodRecord) return ofRecord(decided);
  if (decided instanceof z.ZodDiscriminatedUnion) return ofKinds(decided);
  if (decided instanceof z.ZodUnion) return ofUnion(schema, decided);
  const isScalar = [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodEnum, z.ZodLiteral].some(
    (type) => decided instanceof type,
  );
  return isScalar ? ofScalar(schema) : never;
}

/** A strict object takes no field under another name, so that only what is in the fields matters. */
function ofObject(object: z.ZodObject): Check {
  if (!(object.def.catchall instanceof z.ZodNever)) return never;
  const fields = Object.entries(object.shape).flatMap(([name, field]) => {
    const check = checkOf(field as z.ZodType);
    return check === always ? [] : [{ name, check }];
  });
  if (fields.length === 0) return always;
  return (value) => {
    if (!isObject(value)) return true;
    for (const { name, check } of fields) {
      const member = lookup(value, name);
      if (member !== undefined && !check(member)) return false;
    }
    return true;
  };
}

function ofArray(array: z.ZodArray): Check {
  const check = checkOf(array.element as z.ZodType);
  return check === always ? always : (value) => !Array.isArray(value) || value.every(check);
}

function ofRecord(record: z.ZodRecord): Check {
  const [key, member] = [ofScalar(record.keyType as z.ZodType), checkOf(record.valueType as z.ZodType)];
  return (value) => !isObject(value) || Object.entries(value).every(([name, inner]) => key(name) && member(inner));
}

function ofKinds(union: z.ZodDiscriminatedUnion): Check {
  const { discriminator } = union.def;
  const kinds = new Map(
    optionsOf(union).flatMap((option) => {
      const kind = lookup(fieldsOf(option) ?? {}, discriminator);
      return kind ? knownValues(kind).map((name) => [name, checkOf(option)] as const) : [];
    }),
  );
  return (value) => isObject(value) && (kinds.get(String(lookup(value, discriminator))) ?? never)(value);
}

/** Whichever option a value belongs to, no other may read one of its fields as another name of its own. */
function ofUnion(schema: z.ZodType, union: z.ZodUnion): Check {
  const options = optionsOf(union);
  const isMisread = options.some((one) =>
    Object.keys(fieldsOf(one) ?? {}).some((name) =>
      options.some((other) => (canonicalField(other, name) ?? name) !== name),
    ),
  );
  if (isMisread) return never;
  const every = [ofScalar(schema), ...options.map(checkOf)].filter((check) => check !== always);
  return every.length === 0 ? always : (value) => every.every((check) => check(value));
}

function ofScalar(schema: z.ZodType): Check {
  const { isAsWritten = false, values, canonical } = wordingOf(schema);
  const own = knownValues(schema);
  const isFixed = own.length > 0 && own.every((text) => canonicalValue(schema, text) === text);
  const hasForms = (values !== undefined || canonical !== undefined) && !isFixed;
  if (!isAsWritten && !hasForms) return always;
  return (value) => {
    if (typeof value === "string") return !hasForms || (canonicalValue(schema, value) ?? value) === value;
    return !isAsWritten || (typeof value !== "number" && typeof value !== "boolean");
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
