import ts from "typescript";
import { code, sentence } from "../markdown.js";
import type { Component } from "./component.js";
import { docText, inBrackets } from "./docText.js";
import { schemaRules, valueOf } from "./schemaRules.js";

export const outputHead = ["Output", "Type", "Meaning, and what is checked before it is given"];

/** One row for each public output of a component, and for each method that gives one. */
export function outputRows(checker: ts.TypeChecker, { declaration }: Component): readonly (readonly string[])[] {
  const checks = checksOf(checker, declaration);
  return declaration.members.filter(isPublic).map((member) => {
    const name = member.name.getText();
    const doc = docText(
      ts.displayPartsToString(checker.getSymbolAtLocation(member.name)?.getDocumentationComment(checker)),
    );
    const said = [`${sentence(doc.text)}${inBrackets(doc)}`, sentence((checks.get(name) ?? []).join("; "))];
    return [code(shown(name, member)), code(typeOf(member)), said.filter((part) => part !== "").join(" ")];
  });
}

/** The rules that a component's outputs are checked by: the members of the schema that it gives to `checkedOutputs`. */
function checksOf(checker: ts.TypeChecker, component: ts.ClassDeclaration): ReadonlyMap<string, readonly string[]> {
  const checks = new Map<string, readonly string[]>();
  const visit = (node: ts.Node): void => {
    const schema = ts.isCallExpression(node) && node.expression.getText() === "checkedOutputs" && node.arguments[0];
    for (const member of schema ? membersOf(checker, schema) : [])
      checks.set(member.name.getText(), schemaRules(checker, member.initializer).messages);
    ts.forEachChild(node, visit);
  };
  visit(component);
  return checks;
}

function membersOf(checker: ts.TypeChecker, schema: ts.Expression): readonly ts.PropertyAssignment[] {
  const made = valueOf(checker, schema)?.initializer;
  const shape = made && ts.isCallExpression(made) ? made.arguments[0] : undefined;
  return shape && ts.isObjectLiteralExpression(shape) ? shape.properties.filter(ts.isPropertyAssignment) : [];
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
