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
  return rowsOf(checker, [members], "");
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

/** A member that several alternatives of an object have is one row; what only some have says which. */
function rowsOf(checker: ts.TypeChecker, either: readonly (readonly ts.Symbol[])[], within: string): Row[] {
  const names = [...new Set(either.flatMap((members) => members.map(({ name }) => name)))];
  return names.flatMap((name) => {
    const owners = either.filter((one) => one.some((member) => member.name === name));
    const members = owners.flatMap((one) => one.filter((member) => member.name === name));
    const tags = owners.length === either.length ? [] : owners.flatMap((one) => tagOf(checker, one, either));
    return memberRows(checker, members, `${within}${name}`, [...new Set(tags)]);
  });
}

/** The literal by which an alternative is told from the others: its `type`. */
function tagOf(
  checker: ts.TypeChecker,
  members: readonly ts.Symbol[],
  either: readonly (readonly ts.Symbol[])[],
): string[] {
  const literal = ({ name }: ts.Symbol, of: readonly ts.Symbol[]): string | undefined => {
    const found = of.find((member) => member.name === name);
    const type = found && checker.getTypeOfSymbol(found);
    return type?.isStringLiteral() === true ? type.value : undefined;
  };
  const tag = members.find((member) => either.every((one) => literal(member, one) !== undefined));
  const value = tag && literal(tag, members);
  return value === undefined ? [] : [value];
}

function memberRows(checker: ts.TypeChecker, members: readonly ts.Symbol[], path: string, tags: string[]): Row[] {
  const described = members.map((member) => describe(checker, member));
  const [first] = members;
  if (!first) return [];
  const inner = bare(checker, checker.getTypeOfSymbol(first));
  const nested = alternatives(checker, inner.type);
  const distinct = (texts: readonly string[]) => [...new Set(texts.filter((text) => text !== ""))];
  return [
    [
      code(path),
      distinct(described.map(({ type }) => type)).join(" or "),
      described.every(({ isOptional }) => isOptional) ? "no" : requiredWith(tags),
      distinct(described.map(({ meaning }) => meaning)).join(" "),
    ],
    ...rowsOf(checker, nested, `${path}${inner.isList ? "[]" : ""}.`),
  ];
}

function requiredWith(tags: readonly string[]): string {
  return tags.length === 0 ? "yes" : `with ${tags.map(code).join(", ")}`;
}

function describe(checker: ts.TypeChecker, member: ts.Symbol) {
  const schema = schemaOf(checker, member);
  const rules = schema ? schemaRules(checker, schema) : undefined;
  return {
    type: typeWords(checker, checker.getTypeOfSymbol(member), rules ?? { isWhole: false, values: [] }),
    isOptional: (member.flags & ts.SymbolFlags.Optional) !== 0,
    meaning: meaningOf(checker, member, rules),
  };
}

/** The docstring of the argument, or else of its schema; then the rules, the default, and where all that comes from. */
function meaningOf(checker: ts.TypeChecker, member: ts.Symbol, rules: SchemaRules | undefined): string {
  const own = docText(ts.displayPartsToString(member.getDocumentationComment(checker)));
  const docs = rules?.docs ?? [];
  const said = own.text === "" ? (docs.find(({ text }) => text !== "")?.text ?? "") : own.text;
  const sources = [...new Set([own, ...docs].flatMap((doc) => doc.sources))];
  const checks = sentence((rules?.messages ?? []).join("; "));
  const fallback = rules?.fallback === undefined ? "" : `Default: ${code(rules.fallback)}.`;
  const text = [sentence(said), checks, /\bDefault:/.test(said) ? "" : fallback]
    .filter((part) => part !== "")
    .join(" ");
  return `${text}${inBrackets({ text, sources })}`;
}
