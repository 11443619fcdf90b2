import ts from "typescript";
import { byText } from "../markdown.js";
import type { Component } from "./component.js";
import type { ModulesProgram } from "./modulesProgram.js";

/** The package's only way in, relative to the folder of the modules. */
export const mainFilePath = "main.ts";

/** What one source gives to the package: values by their names, and types. */
interface Exported {
  readonly path: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/**
 * The package's exports: every component with the type of its arguments, and what a docstring calls `@public`. A module
 * is in the package because its folder is there.
 */
export function mainFile(program: ModulesProgram, components: readonly Component[]): string {
  const args = components.flatMap(({ declaration }) => argumentsType(program, declaration) ?? []);
  const exported = program.files.map((file): Exported => {
    const path = program.pathOf(file);
    const named = components.filter(({ declaration }) => declaration.getSourceFile() === file).map(({ name }) => name);
    const types = args.filter((type) => type.path === path).map(({ name }) => name);
    return { path, values: [...named, ...publicNames(file)].sort(byText), types };
  });
  const lines = exported
    .sort((a, b) => byText(withoutEnd(a.path), withoutEnd(b.path)))
    .flatMap((one) => exportLine(one) ?? []);
  return [
    "/** Pulumi components for Azure with secure defaults, usable in any Pulumi program. */",
    "// Written by `npm run generate`: every component of a folder, and what a docstring calls @public.",
    ...lines,
    "",
  ].join("\n");
}

function exportLine({ path, values, types }: Exported): string | undefined {
  const from = `from "./${withoutEnd(path)}.js";`;
  if (values.length === 0) return types.length === 0 ? undefined : `export type { ${types.join(", ")} } ${from}`;
  return `export { ${[...values, ...types.map((type) => `type ${type}`)].join(", ")} } ${from}`;
}

/** The named type of a component's arguments, and the source that declares it. */
function argumentsType({ checker, pathOf }: ModulesProgram, component: ts.ClassDeclaration) {
  const type = component.members.find(ts.isConstructorDeclaration)?.parameters[1]?.type;
  const found = type && ts.isTypeReferenceNode(type) ? checker.getSymbolAtLocation(type.typeName) : undefined;
  const symbol = found && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  const declaration = symbol?.declarations?.[0];
  return symbol && declaration ? { name: symbol.name, path: pathOf(declaration.getSourceFile()) } : undefined;
}

function publicNames(file: ts.SourceFile): string[] {
  return file.statements.filter(isPublic).flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement)) return statement.name?.text ?? [];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  });
}

function isPublic(statement: ts.Statement): boolean {
  return ts.getJSDocTags(statement).some(({ tagName }) => tagName.text === "public");
}

const withoutEnd = (path: string): string => path.replace(/\.ts$/, "");
