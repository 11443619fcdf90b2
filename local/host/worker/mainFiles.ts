import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { z } from "zod";

const PackageJson = z.looseObject({ main: z.string().optional(), type: z.string().optional() });

/** A file to load at start, and how. */
export interface MainFile {
  readonly path: string;
  readonly isModule: boolean;
}

/**
 * The files that `main` of the application's package.json names. It is a glob: `dist/src/{index.js,functions/*.js}`.
 * @throws Error when there is no package.json or nothing matches.
 */
export function mainFiles(appRoot: string): MainFile[] {
  const file = join(appRoot, "package.json");
  if (!existsSync(file)) throw new Error(`No package.json in ${appRoot}: it is not the root of a function app.`);
  const { main = "index.js", type } = PackageJson.parse(JSON.parse(readFileSync(file, "utf8")));
  const pattern = globToRegExp(main);
  const matches = filesBelow(join(appRoot, fixedFolder(main)), appRoot).filter((path) => pattern.test(path));
  if (matches.length === 0) {
    throw new Error(`No file matches "main": "${main}" of ${file}. Was the application built?`);
  }
  return matches.sort().map((path) => ({ path: join(appRoot, path), isModule: isModule(path, type) }));
}

function isModule(path: string, packageType: string | undefined): boolean {
  if (/\.m[jt]s$/.test(path)) return true;
  return packageType === "module" && !/\.c[jt]s$/.test(path);
}

/** The folder that holds every match, so that no more is searched than needed. */
function fixedFolder(glob: string): string {
  return /^[^*?{]*\//.exec(glob)?.[0] ?? "";
}

/** Paths relative to the root, with `/`. Dependencies are never function files. */
function filesBelow(folder: string, root: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === "node_modules" || entry.name === ".git" ? [] : filesBelow(path, root);
    return [relative(root, path).split(sep).join("/")];
  });
}

/** Understands `*`, `**`, `?` and `{a,b}`; braces may hold the others but no braces. */
function globToRegExp(glob: string): RegExp {
  const source = glob
    .replace(/^\.\//, "")
    .replace(/\*\*\/|\*|\?|\{|\}|,|[.+^$()|[\]\\]/g, (token) => globTokens[token] ?? `\\${token}`);
  return new RegExp(`^${source}$`);
}

const globTokens: Readonly<Record<string, string>> = {
  "**/": "(?:.*/)?",
  "*": "[^/]*",
  "?": "[^/]",
  "{": "(?:",
  "}": ")",
  ",": "|",
};
