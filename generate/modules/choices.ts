import ts from "typescript";
import { harmless, sentence } from "../markdown.js";
import { docText, inBrackets, paragraphs } from "./docText.js";
import type { ModulesProgram } from "./modulesProgram.js";

/** What a module decides for its callers: each choice with its reason, its source, and the settings themselves. */
export function choicesOf(program: ModulesProgram, component: ts.SourceFile): readonly string[] {
  return [...new Set(reachable(program, component).flatMap((file) => choicesIn(file)))];
}

/** A component's file and those it is made of: not its arguments, not other components. */
function reachable({ checker, pathOf }: ModulesProgram, component: ts.SourceFile): ts.SourceFile[] {
  const found = new Set([component]);
  for (const file of found) {
    for (const statement of file.statements.filter(ts.isImportDeclaration)) {
      const imported = checker.getSymbolAtLocation(statement.moduleSpecifier)?.valueDeclaration;
      if (imported && ts.isSourceFile(imported) && isPart(pathOf(imported), imported)) found.add(imported);
    }
  }
  return [...found];
}

function isPart(path: string, file: ts.SourceFile): boolean {
  if (file.isDeclarationFile || /^(args|outputs)\/|Args\.ts$/.test(path)) return false;
  return !/extends [\w.]*ComponentResource\b/.test(file.text);
}

function choicesIn(file: ts.SourceFile): string[] {
  const choices: string[] = [];
  const visit = (node: ts.Node): void => {
    const choice = ts.isImportDeclaration(node) ? undefined : choiceAt(file, node);
    if (choice !== undefined) choices.push(choice);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return [...new Set(choices)];
}

/** The choice that the comment before a node explains; a choice names its source, other comments are not for callers. */
function choiceAt(file: ts.SourceFile, node: ts.Node): string | undefined {
  const comment = commentBefore(file, node);
  if (comment === undefined) return undefined;
  const doc = docText(comment);
  if (doc.text === "" || doc.sources.length === 0) return undefined;
  return `- ${harmless(sentence(paragraphs(doc.text).join(" ")))}${inBrackets(doc)}${settingsOf(node)}`;
}

function commentBefore(file: ts.SourceFile, node: ts.Node): string | undefined {
  if (node.getFullStart() === node.parent.getFullStart() && node.parent !== file) return undefined; // said of the parent
  const ranges = ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? [];
  const texts = ranges.map(({ pos, end }) => file.text.slice(pos, end));
  const lines = texts.flatMap((text) => text.replace(/^\/\*\*?|\*\/$/g, "").split("\n"));
  const text = lines
    .map((line) => line.replace(/^\s*(?:\/\/|\*)?\s?/, ""))
    .join("\n")
    .trim();
  return text === "" ? undefined : text;
}

/** The settings of a constant or a property, as the source has them. */
function settingsOf(node: ts.Node): string {
  const settings = sourceOf(node).map((property) => `${plain(property)},`);
  if (settings.length === 0) return "";
  const lines = settings.join("\n").split("\n");
  return `\n\n${["```ts", ...lines, "```"].map((line) => `  ${line}`).join("\n")}`;
}

function sourceOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isPropertyAssignment(node)) return [node];
  const value = ts.isVariableStatement(node) ? node.declarationList.declarations[0]?.initializer : undefined;
  return value && ts.isObjectLiteralExpression(value) ? value.properties : [];
}

/** A node's source, at the left margin and without the comments in it: those are choices of their own. */
function plain(node: ts.Node): string {
  const [first = "", ...rest] = node.getText().split(/\r?\n/);
  const file = node.getSourceFile();
  const lineStart = file.text.lastIndexOf("\n", node.getStart()) + 1;
  const margin = /^ */.exec(file.text.slice(lineStart))?.[0].length ?? 0;
  return [first, ...rest.map((line) => line.slice(margin))].filter((line) => !/^\s*(\/\/|\/?\*)/.test(line)).join("\n");
}
