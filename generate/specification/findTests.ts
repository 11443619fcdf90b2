import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { byText } from "../markdown.js";

/** A test, or a case of one, whose title names requirements in brackets. */
export interface NamedTest {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  /** Without the brackets. */
  readonly title: string;
  readonly ids: readonly string[];
}

const bracketed = /\[([A-Z]{2}-\d+(?:[,\s]+[A-Z]{2}-\d+)*)\]/g;

const apart = new Set(["node_modules", "dist", "golden", "fixtures"]);

/** Every test file of the project, in the order of the paths. */
export function testFiles(project: string, folder = ""): readonly string[] {
  const entries = readdirSync(join(project, folder), { withFileTypes: true });
  const found = entries.flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith(".") || apart.has(entry.name)) return [];
    if (entry.isDirectory()) return testFiles(project, path);
    return /\.test\.m?[jt]s$/.test(entry.name) ? [path] : [];
  });
  return found.sort(byText);
}

/** The tests of a file that name a requirement, in the order in which they are written. */
export function namedTests(project: string, file: string): readonly NamedTest[] {
  const text = readFileSync(join(project, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: NamedTest[] = [];
  const visit = (node: ts.Node): void => {
    const title = titleOf(node, source);
    const ids = [...(title ?? "").matchAll(bracketed)].flatMap(([, named = ""]) => named.split(/[,\s]+/));
    if (title !== undefined && ids.length > 0) found.push({ file, title: title.replaceAll(bracketed, "").trim(), ids });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A text of the source; what is put into a template stands as `…`. */
function titleOf(node: ts.Node, source: ts.SourceFile): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node
    .getText(source)
    .slice(1, -1)
    .replaceAll(/\$\{[^}]*\}/g, "…");
}
