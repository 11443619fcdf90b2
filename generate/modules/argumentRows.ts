import ts from "typescript";
import { code, sentence } from "../markdown.js";
import { docText, inBrackets } from "./docText.js";
import { schemaRules, type SchemaRules, valueOf } from "./schemaRules.js";
import { alternatives, bare, typeWords } from "./typeWords.js";

/** Cells of a table: name, type, whether it is required, what it means and which rules it keeps. */
type Row = readonly string[];

export const argumentHead = ["Argument", "Type", "Required", "Meaning and rules"];

/** One row for each argument, and for each member of those that are objects: `databases[].sku`. */
export function argumentRows(checker: ts.TypeChecker, args: ts.Type): readonly Row[] {
  const members = checker.getPropertiesOfType(args).filter(({ name }) => name !== "overrides");
  return rowsOf(checker, [{ members, tag: undefined }], "");
}

/** The schema that a member of an object is checked with. */
export function schemaOf(checker: ts.TypeChecker, member: ts.Symbol): ts.Expression | undefined {
  const declaration = member.declarations?.[0];
  if (!declaration) return undefined;
  if (ts.isPropertyAssignment(declaration)) return declaration.initializer;
  if (!ts.isShorthandPropertyAssignment(declaration)) return undefined;
  const value = checker.getShorthandAssignmentValueSymbol(declaration)?.valueDeclaration;
  return value && ts.isVariableDeclaration(value) ? value.initializer : valueOf(checker, declaration.name)?.initializer;
}

/** The members of an object, or of one of the objects that a union is made of. */
interface Alternative {
  readonly members: readonly ts.Symbol[];
  /** The literal by which it, or what holds it, is told from the others: its `type`. */
  readonly tag: string | undefined;
}

/** A member that several alternatives of an object have is one row; what only some have says which. */
function rowsOf(checker: ts.TypeChecker, either: readonly Alternative[], within: string): Row[] {
  const names = [...new Set(either.flatMap(({ members }) => members.map(({ name }) => name)))];
  return names.flatMap((name) => {
    const owners = either.filter(({ members }) => members.some((member) => member.name === name));
    const tags = owners.length === either.length ? [] : owners.flatMap(({ tag }) => tag ?? []);
    return memberRows(checker, owners, name, `${within}${name}`, [...new Set(tags)]);
  });
}

function memberRows(
  checker: ts.TypeChecker,
  owners: readonly Alternative[],
  name: string,
  path: string,
  tags: string[],
): Row[] {
  const held = owners.flatMap(({ members, tag }) =>
    members.filter((member) => member.name === name).map((member) => ({ member, tag })),
  );
  const described = held.map(({ member }) => describe(checker, member));
  const inner = held.map(({ member, tag }) => ({ ...bare(checker, checker.getTypeOfSymbol(member)), tag }));
  const nested = inner.flatMap(({ type, tag }) => tagged(checker, alternatives(checker, type), tag));
  return [
    [
      code(path),
      distinct(described.map(({ type }) => type)).join(" or "),
      described.every(({ isOptional }) => isOptional) ? "no" : requiredWith(tags),
      meaningOf(described),
    ],
    ...rowsOf(checker, nested, `${path}${inner.some(({ isList }) => isList) ? "[]" : ""}.`),
  ];
}

function tagged(
  checker: ts.TypeChecker,
  either: readonly (readonly ts.Symbol[])[],
  holder: string | undefined,
): Alternative[] {
  const literal = ({ name }: ts.Symbol, of: readonly ts.Symbol[]): string | undefined => {
    const found = of.find((member) => member.name === name);
    const type = found && checker.getTypeOfSymbol(found);
    return type?.isStringLiteral() === true ? type.value : undefined;
  };
  return either.map((members) => {
    const tag = members.find((member) => either.every((one) => literal(member, one) !== undefined));
    return { members, tag: (tag && literal(tag, members)) ?? holder };
  });
}

function requiredWith(tags: readonly string[]): string {
  return tags.length === 0 ? "yes" : `with ${tags.map(code).join(", ")}`;
}

interface Description {
  readonly type: string;
  readonly isOptional: boolean;
  readonly said: string;
  readonly messages: readonly string[];
  readonly fallback: string | undefined;
  readonly sources: readonly string[];
}

function describe(checker: ts.TypeChecker, member: ts.Symbol): Description {
  const schema = schemaOf(checker, member);
  const rules: SchemaRules | undefined = schema && schemaRules(checker, schema);
  const own = docText(ts.displayPartsToString(member.getDocumentationComment(checker)));
  const docs = rules?.docs ?? [];
  return {
    type: typeWords(checker, checker.getTypeOfSymbol(member), rules ?? { isWhole: false, values: [] }),
    isOptional: (member.flags & ts.SymbolFlags.Optional) !== 0,
    said: own.text === "" ? (docs.find(({ text }) => text !== "")?.text ?? "") : own.text,
    messages: rules?.messages ?? [],
    fallback: rules?.fallback,
    sources: [own, ...docs].flatMap((doc) => doc.sources),
  };
}

/** The docstring of the argument, or else of its schema; then the rules, the default, and where all that comes from. */
function meaningOf(described: readonly Description[]): string {
  const said = distinct(described.map((each) => sentence(each.said))).join(" ");
  const checks = sentence(distinct(described.flatMap(({ messages }) => messages)).join("; "));
  const fallbacks = distinct(described.map(({ fallback }) => fallback ?? ""));
  const fallback = fallbacks.length === 0 ? "" : `Default: ${fallbacks.map(code).join(" or ")}.`;
  const text = [said, checks, /\bDefault:/.test(said) ? "" : fallback].filter((part) => part !== "").join(" ");
  return `${text}${inBrackets({ text, sources: distinct(described.flatMap(({ sources }) => sources)) })}`;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text) => text !== ""))];
}
