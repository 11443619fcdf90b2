import ts from "typescript";
import { blocks, code, sentence, table } from "../markdown.js";
import type { Component } from "./component.js";
import { purposeOf } from "./componentSection.js";
import { docText } from "./docText.js";
import type { ModulesProgram } from "./modulesProgram.js";

/** The index of all modules: what each component is for, and what the package exports beside them. */
export function modulesIndex(program: ModulesProgram, components: readonly Component[]): string {
  const rows = components.map((component) => [
    `[${code(component.name)}](${component.folder}.md)`,
    firstSentence(purposeOf(program, component)),
  ]);
  return blocks(
    "# Modules",
    "Pulumi components for Azure with secure defaults, from `@cloud-provisioner/azure`. What holds for all of them is in [their own README](../../modules/azure/README.md); how another kind is added, in [adding-a-module.md](../adding-a-module.md).",
    table(["Component", "What it is"], rows),
    beside(program),
    "These pages are written by `npm run generate` from the sources and golden files of the modules; a test fails when they are not current.",
  );
}

/** Functions and constants that the package exports beside its components. */
function beside({ checker, files, pathOf }: ModulesProgram): string {
  const main = files.find((file) => pathOf(file) === "main.ts");
  const exported = main && checker.getSymbolAtLocation(main);
  const symbols = exported ? checker.getExportsOfModule(exported) : [];
  const rows = symbols.flatMap((symbol) => {
    if (symbol.declarations?.some((declaration) => ts.isTypeOnlyExportDeclaration(declaration))) return [];
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    if ((target.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Variable)) === 0) return [];
    const { text } = docText(ts.displayPartsToString(target.getDocumentationComment(checker)));
    return [[code(symbol.name), firstSentence(text)]];
  });
  return rows.length > 0 ? blocks("Exported beside them:", table(["Name", "What it is"], rows)) : "";
}

function firstSentence(text: string): string {
  const [paragraph = ""] = text.split("\n\n");
  return sentence(/^.*?[.!?](?=\s+[A-Z`]|$)/s.exec(paragraph)?.[0] ?? paragraph);
}
