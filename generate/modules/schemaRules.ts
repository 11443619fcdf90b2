import ts from "typescript";
import { docText, type DocText } from "./docText.js";

/** What a zod schema says in its source, which its type does not. */
export interface SchemaRules {
  /** Messages of its checks. */
  readonly messages: readonly string[];
  /** Docstrings of the named schemas it is made of, the outermost first. */
  readonly docs: readonly DocText[];
  readonly isWhole: boolean;
  /** The values that may be chosen, in the order in which they are written. */
  readonly values: readonly string[];
  /** Source of its default. */
  readonly fallback?: string;
}

const none: SchemaRules = { messages: [], docs: [], isWhole: false, values: [] };

/** Reads the rules of a schema's expression. The members of an object are not looked into: they have rules of their own. */
export function schemaRules(checker: ts.TypeChecker, expression: ts.Expression): SchemaRules {
  if (ts.isParenthesizedExpression(expression)) return schemaRules(checker, expression.expression);
  if (ts.isIdentifier(expression)) return rulesOfName(checker, expression);
  if (ts.isArrayLiteralExpression(expression))
    return merged(expression.elements.map((one) => schemaRules(checker, one)));
  if (!ts.isCallExpression(expression)) return none;

  const { expression: callee, arguments: given } = expression;
  if (!ts.isPropertyAccessExpression(callee)) {
    return merged([rulesOfFunction(checker, callee), ...given.map((one) => schemaRules(checker, one))]);
  }
  const method = callee.name.text;
  if (callee.expression.getText() !== "z") {
    return merged([schemaRules(checker, callee.expression), rulesOfCall(checker, method, expression)]);
  }
  if (/object$/i.test(method)) return none;
  return merged([...given.map((one) => schemaRules(checker, one)), rulesOfCall(checker, method, expression)]);
}

/** The expression a name stands for, where it is declared in these modules. */
export function valueOf(checker: ts.TypeChecker, name: ts.Node): ts.VariableDeclaration | undefined {
  const found = checker.getSymbolAtLocation(name);
  const symbol = found && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  const declaration = symbol?.valueDeclaration;
  return declaration && ts.isVariableDeclaration(declaration) ? declaration : undefined;
}

/** What the docstring of a declared constant says. */
export function docOf(declaration: ts.VariableDeclaration): DocText {
  const comments = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc);
  return docText(comments.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "").join("\n"));
}

function rulesOfName(checker: ts.TypeChecker, name: ts.Identifier): SchemaRules {
  const declaration = valueOf(checker, name);
  if (!declaration?.initializer || declaration.getSourceFile().isDeclarationFile) return none;
  const inner = schemaRules(checker, declaration.initializer);
  return { ...inner, docs: [docOf(declaration), ...inner.docs] };
}

/** The rules of the schema that a function of these modules makes. */
function rulesOfFunction(checker: ts.TypeChecker, callee: ts.Expression): SchemaRules {
  const made = valueOf(checker, callee)?.initializer;
  if (!made || !ts.isArrowFunction(made) || ts.isBlock(made.body)) return none;
  return schemaRules(checker, made.body);
}

const saysAlike = "no two alike";

function rulesOfCall(checker: ts.TypeChecker, method: string, call: ts.CallExpression): SchemaRules {
  const [first] = call.arguments;
  const chosen = method === "enum" || method === "literal" ? valuesIn(checker, first) : [];
  const rest = /^(literal|enum|discriminatedUnion|startsWith|endsWith|min|max|regex)$/.test(method)
    ? call.arguments.slice(1)
    : call.arguments;
  if (method === "default" && first) return { ...none, fallback: first.getText() };
  if (method === "superRefine" && first?.getText().startsWith("unique(")) return { ...none, messages: [saysAlike] };
  const stated = rest.flatMap((argument) => messagesIn(checker, argument));
  const limit = stated.length === 0 && first && /^(min|max)$/.test(method) ? limitOf(method, first, call) : [];
  return { ...none, messages: [...stated, ...limit], isWhole: method === "int", values: chosen };
}

function valuesIn(checker: ts.TypeChecker, list: ts.Expression | undefined): string[] {
  if (list && ts.isAsExpression(list)) return valuesIn(checker, list.expression);
  if (list && ts.isIdentifier(list)) return valuesIn(checker, valueOf(checker, list)?.initializer);
  if (!list || !ts.isArrayLiteralExpression(list)) return [];
  return list.elements.map((value) => (ts.isStringLiteralLike(value) ? value.text : value.getText()));
}

/** Limits that say nothing themselves: `z.string().max(254)`. */
function limitOf(method: string, limit: ts.Expression, call: ts.CallExpression): string[] {
  if (!ts.isNumericLiteral(limit)) return [];
  const [, kind = ""] = /^z\s*\.(\w+)/.exec(call.getText()) ?? [];
  if (method === "min" && limit.text === "1" && !/int|number/.test(kind)) return ["not empty"];
  const of = kind === "string" ? " characters" : kind === "array" ? " items" : "";
  return [`at ${method === "min" ? "least" : "most"} ${limit.text}${of}`];
}

/** The messages of a check: a text, `{ message }`, `{ error }`, or those of the issues that a function adds. */
function messagesIn(checker: ts.TypeChecker, node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return textOf(checker, node);
  const found: string[] = [];
  const visit = (at: ts.Node): void => {
    if (ts.isPropertyAssignment(at) && /^(message|error)$/.test(at.name.getText())) {
      found.push(...textOf(checker, at.initializer));
    } else ts.forEachChild(at, visit);
  };
  if (ts.isObjectLiteralExpression(node) || ts.isArrowFunction(node)) visit(node);
  return found;
}

/** A text whose every part is known while it is compiled. */
function textOf(checker: ts.TypeChecker, node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (!ts.isTemplateExpression(node)) return [];
  const spans = node.templateSpans.map(({ expression, literal }) => {
    const type = checker.getTypeAtLocation(expression);
    return type.isStringLiteral() || type.isNumberLiteral() ? `${type.value}${literal.text}` : undefined;
  });
  return spans.includes(undefined) ? [] : [node.head.text + spans.join("")];
}

function merged(parts: readonly SchemaRules[]): SchemaRules {
  const fallback = parts.find((part) => part.fallback !== undefined)?.fallback;
  return {
    messages: [...new Set(parts.flatMap(({ messages }) => messages))],
    docs: parts.flatMap(({ docs }) => docs),
    isWhole: parts.some(({ isWhole }) => isWhole),
    values: parts.flatMap(({ values }) => values),
    ...(fallback !== undefined && { fallback }),
  };
}
