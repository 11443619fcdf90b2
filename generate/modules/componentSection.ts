import ts from "typescript";
import { blocks, harmless, sentence, table } from "../markdown.js";
import { argumentHead, argumentRows } from "./argumentRows.js";
import { childRows, childrenHead, type Golden, goldenLinks } from "./children.js";
import { choicesOf } from "./choices.js";
import type { Component } from "./component.js";
import { docText, inBrackets, paragraphs } from "./docText.js";
import { escapeHatchHead, escapeHatchRows } from "./escapeHatches.js";
import type { ModulesProgram } from "./modulesProgram.js";
import { outputHead, outputRows } from "./outputRows.js";
import { schemaRules, valueOf } from "./schemaRules.js";

/** What a component is for, as its docstring says. */
export function purposeOf({ checker }: ModulesProgram, { declaration }: Component): string {
  const symbol = declaration.name && checker.getSymbolAtLocation(declaration.name);
  const doc = docText(ts.displayPartsToString(symbol?.getDocumentationComment(checker)));
  return `${paragraphs(doc.text).map(harmless).join("\n\n")}${inBrackets(doc)}`;
}

/** Everything about one component, under headings that start with `hashes`. */
export function componentSection(
  program: ModulesProgram,
  component: Component,
  goldens: readonly Golden[],
  hashes: string,
): string {
  const { checker } = program;
  const { args, declaration } = component;
  const heading = (text: string, ...parts: readonly string[]) => {
    const content = blocks(...parts);
    return content === "" ? "" : blocks(`${hashes} ${text}`, content);
  };
  return blocks(
    heading("Arguments", table(argumentHead, argumentRows(checker, args)), rulesBetween(checker, component)),
    heading("Outputs", table(outputHead, outputRows(checker, component))),
    heading(
      "What it declares",
      table(childrenHead, childRows(goldens)),
      goldens.length > 0 ? `Whole, as the engine gets it: ${goldenLinks(goldens)}.` : "",
    ),
    heading("What it decides, and why", choicesOf(program, declaration.getSourceFile()).join("\n")),
    heading("Escape hatches", table(escapeHatchHead, escapeHatchRows(checker, args))),
  );
}

/** The rules that hold between several arguments. */
function rulesBetween(checker: ts.TypeChecker, { declaration }: Component): string {
  const type = declaration.members.find(ts.isConstructorDeclaration)?.parameters[1]?.type;
  const schema = type && ts.isTypeReferenceNode(type) ? valueOf(checker, type.typeName) : undefined;
  const messages = schema?.initializer ? schemaRules(checker, schema.initializer).messages : [];
  return messages.length > 0
    ? ["Also checked:\n", ...messages.map((message) => `- ${harmless(sentence(message))}`)].join("\n")
    : "";
}
