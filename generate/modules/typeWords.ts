import ts from "typescript";
import { byText, code } from "../markdown.js";

/** A type without what makes it optional, an `Output` or a list. */
interface Bare {
  readonly type: ts.Type;
  readonly isList: boolean;
  /** Whether an `Output` may stand for it. */
  readonly isInput: boolean;
}

/** Takes `undefined`, `Promise`, `Output` and lists off a type. */
export function bare(checker: ts.TypeChecker, type: ts.Type): Bare {
  const parts = type.isUnion() ? type.types : [type];
  const isLater = (part: ts.Type) => /^(Promise|OutputInstance)$/.test(part.getSymbol()?.name ?? "");
  const kept = parts.filter((part) => !isLater(part) && (part.flags & ts.TypeFlags.Undefined) === 0);
  const isInput = parts.some(isLater);
  const [only] = kept;
  if (kept.length === 1 && only && checker.isArrayType(only)) {
    const [item] = checker.getTypeArguments(only as ts.TypeReference);
    if (item) {
      const inner = bare(checker, item);
      return { type: inner.type, isList: true, isInput: isInput || inner.isInput };
    }
  }
  return { type: kept.length === 1 && only ? only : type, isList: false, isInput };
}

/** The members of a type that is made of objects: one list for each alternative. Empty for everything else. */
export function alternatives(checker: ts.TypeChecker, type: ts.Type): readonly (readonly ts.Symbol[])[] {
  const parts = (type.isUnion() ? type.types : [type]).filter((part) => (part.flags & ts.TypeFlags.Undefined) === 0);
  const isObject = (part: ts.Type) =>
    (part.flags & ts.TypeFlags.Object) !== 0 &&
    part.getStringIndexType() === undefined &&
    !checker.isArrayType(part) &&
    checker.getPropertiesOfType(part).length > 0;
  const place = (members: readonly ts.Symbol[]) => members[0]?.declarations?.[0]?.pos ?? 0;
  const each = parts.every(isObject) ? parts.map((part) => checker.getPropertiesOfType(part)) : [];
  return each.sort((a, b) => place(a) - place(b));
}

/** What a schema's source adds to a type. */
interface Hints {
  readonly isWhole: boolean;
  readonly values: readonly string[];
}

/** A type in words: ``list of `Hot` or `Cool` ``, `text, or an output`. */
export function typeWords(checker: ts.TypeChecker, type: ts.Type, hints: Hints): string {
  const { type: inner, isList, isInput } = bare(checker, type);
  const words = plainWords(checker, inner, hints);
  return `${isList ? `list of ${words}` : words}${isInput ? ", or an output" : ""}`;
}

function plainWords(checker: ts.TypeChecker, type: ts.Type, hints: Hints): string {
  const parts = (type.isUnion() ? type.types : [type]).filter((part) => !isLaterOrMissing(part));
  const literals = parts.filter((part) => part.isStringLiteral() || part.isNumberLiteral());
  if (literals.length === parts.length && parts.length > 0) {
    return oneOf(
      inOrder(
        literals.map(({ value }) => String(value)),
        hints.values,
      ).map(code),
    );
  }
  const values = type.getStringIndexType();
  if (values) return `map of ${typeWords(checker, values, hints)}`;
  if (alternatives(checker, type).length > 0) return "object";
  return oneOf([...new Set(parts.map((part) => primitive(checker, part, hints.isWhole)))].sort(byText));
}

/** As written where that is known, else numbers by their size: the compiler has an order of its own. */
function inOrder(values: readonly string[], written: readonly string[]): string[] {
  const place = (value: string) => (written.includes(value) ? written.indexOf(value) : written.length);
  return [...values].sort((a, b) => place(a) - place(b) || Number(a) - Number(b) || byText(a, b));
}

function primitive(checker: ts.TypeChecker, type: ts.Type, isWhole: boolean): string {
  if (type.flags & ts.TypeFlags.StringLike) return type.isStringLiteral() ? code(type.value) : "text";
  if (type.flags & ts.TypeFlags.NumberLike) return isWhole ? "whole number" : "number";
  if (type.flags & ts.TypeFlags.BooleanLike) return "boolean";
  return code(checker.typeToString(type));
}

function isLaterOrMissing(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.Undefined) !== 0 || /^(Promise|OutputInstance)$/.test(type.getSymbol()?.name ?? "");
}

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
