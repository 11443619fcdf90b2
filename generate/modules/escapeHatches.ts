import ts from "typescript";
import { code, sentence } from "../markdown.js";
import { schemaOf } from "./argumentRows.js";
import { typeLink } from "./azureTypes.js";
import { alternatives } from "./typeWords.js";

export const escapeHatchHead = ["Member of `overrides`", "Changes the arguments of"];

/** One row for each child resource whose arguments a caller can change. */
export function escapeHatchRows(checker: ts.TypeChecker, args: ts.Type): readonly (readonly string[])[] {
  const overrides = args.getProperty("overrides");
  return overrides ? rowsOf(checker, overrides, "") : [];
}

function rowsOf(checker: ts.TypeChecker, of: ts.Symbol, within: string): string[][] {
  return alternatives(checker, checker.getTypeOfSymbol(of)).flatMap((members) =>
    members.flatMap((member) => {
      const path = `${within}${member.name}`;
      const changed = changedType(checker, member);
      if (changed === undefined) return rowsOf(checker, member, `${path}.`);
      const about = ts.displayPartsToString(member.getDocumentationComment(checker));
      return [[code(path), `${typeLink(changed)}${about === "" ? "" : `. ${sentence(about)}`}`]];
    }),
  );
}

/** `azure-native:storage:StorageAccount` of a member declared with `Overrides<storage.StorageAccountArgs>` or `EachOverrides<…>`. */
function changedType(checker: ts.TypeChecker, member: ts.Symbol): string | undefined {
  const schema = schemaOf(checker, member);
  if (!schema) return undefined;
  const named = /Overrides<(\w+)\.(\w+)Args[>,]/.exec(schema.getText());
  if (!named) return undefined;
  const [, alias = "", resource = ""] = named;
  const from = importOf(schema.getSourceFile(), alias) ?? alias;
  return `azure-native:${from}:${resource}`;
}

/** `dbforpostgresql` of `import type * as postgresql from "@pulumi/azure-native/dbforpostgresql"`. */
function importOf(file: ts.SourceFile, alias: string): string | undefined {
  return new RegExp(`\\* as ${alias} from "@pulumi/azure-native/(\\w+)"`).exec(file.text)?.[1];
}
