import ts from "typescript";
import { code, sentence } from "../markdown.js";
import type { Component } from "./component.js";
import { docText, inBrackets } from "./docText.js";

export const outputHead = ["Output", "Type", "Meaning"];

/** One row for each public output of a component, and for each method that gives one. */
export function outputRows(checker: ts.TypeChecker, { declaration }: Component): readonly (readonly string[])[] {
  return declaration.members.filter(isPublic).map((member) => {
    const name = member.name.getText();
    const doc = docText(
      ts.displayPartsToString(checker.getSymbolAtLocation(member.name)?.getDocumentationComment(checker)),
    );
    return [code(shown(name, member)), code(typeOf(member)), `${sentence(doc.text)}${inBrackets(doc)}`];
  });
}

type Member = ts.PropertyDeclaration | ts.MethodDeclaration;

function isPublic(member: ts.ClassElement): member is Member {
  if (!ts.isPropertyDeclaration(member) && !ts.isMethodDeclaration(member)) return false;
  return !ts.isPrivateIdentifier(member.name) && !/\b(private|protected|static)\b/.test(modifiersOf(member));
}

function modifiersOf(member: Member): string {
  return (member.modifiers ?? []).map((modifier) => modifier.getText()).join(" ");
}

function shown(name: string, member: Member): string {
  if (ts.isPropertyDeclaration(member)) return name;
  return `${name}(${member.parameters.map((parameter) => parameter.name.getText()).join(", ")})`;
}

/** `string` of `pulumi.Output<string>`: every output is one. */
function typeOf({ type }: Member): string {
  const text = type?.getText() ?? "";
  return /^pulumi\.Output<(.*)>$/s.exec(text)?.[1] ?? text;
}
