import ts from "typescript";
import type { ModulesProgram } from "./modulesProgram.js";

/** A component class of the modules. */
export interface Component {
  /** Folder of its module. */
  readonly folder: string;
  readonly name: string;
  readonly declaration: ts.ClassDeclaration;
  /** Type of its arguments, as its constructor takes them. */
  readonly args: ts.Type;
}

/** Every exported class that extends `ComponentResource`, in the order of folders and files. */
export function findComponents({ files, checker, pathOf }: ModulesProgram): readonly Component[] {
  return files.flatMap((file) =>
    file.statements.filter(ts.isClassDeclaration).flatMap((declaration): Component[] => {
      const [folder = ""] = pathOf(file).split("/");
      const args = constructorOf(declaration)?.parameters[1];
      if (!extendsComponentResource(declaration) || !declaration.name || !args) return [];
      return [{ folder, name: declaration.name.text, declaration, args: checker.getTypeAtLocation(args) }];
    }),
  );
}

function constructorOf(declaration: ts.ClassDeclaration): ts.ConstructorDeclaration | undefined {
  return declaration.members.find(ts.isConstructorDeclaration);
}

function extendsComponentResource({ heritageClauses = [] }: { heritageClauses?: readonly ts.HeritageClause[] }) {
  return heritageClauses.some((clause) =>
    clause.types.some(({ expression }) => /\bComponentResource$/.test(expression.getText())),
  );
}
