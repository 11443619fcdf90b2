import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { byText } from "../markdown.js";

/** Tests, what tests are made of, and what stands in for the world in them: nothing of the application. */
const isTestCode = (path: string): boolean =>
  /^(test|bench|adapters\/memory)\/|\/testing\/|\.test\.m?[jt]s$/.test(path);

/** What starts the built application as a process of its own. */
const starter = "local/world/hostProcess.ts";
const everything = "the whole application";

/**
 * The rooms of the code that a test file exercises: its own, or else those that it imports, itself or through the test
 * kit. A room is a folder of the second level (`shared/planning`), or of the first where there is no second. A test that
 * starts the application as a process exercises all of it.
 */
export function roomsOf(project: string, testFile: string): readonly string[] {
  if (!isTestCode(`${posix.dirname(testFile)}/`)) return [roomOf(testFile)];
  const files = new Set([testFile]);
  const rooms = new Set<string>();
  for (const file of files) {
    for (const imported of importsOf(project, file)) {
      if (isTestCode(imported)) files.add(imported);
      else rooms.add(imported === starter ? everything : roomOf(imported));
    }
  }
  return rooms.has(everything) ? [everything] : [...rooms].sort(byText);
}

function roomOf(path: string): string {
  const [first = "", second] = posix.dirname(path).split("/");
  return second === undefined ? first : `${first}/${second}`;
}

/** The files of the project that a file imports as values, relative to the project. */
function importsOf(project: string, file: string): string[] {
  const text = readFileSync(join(project, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return source.statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
    if (importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword || !ts.isStringLiteral(moduleSpecifier)) return [];
    if (!moduleSpecifier.text.startsWith(".")) return [];
    const path = posix.join(posix.dirname(file), moduleSpecifier.text);
    return [path.replace(/\.js$/, ".ts"), path].filter((one) => existsSync(join(project, one))).slice(0, 1);
  });
}
