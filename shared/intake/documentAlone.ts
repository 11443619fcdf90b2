import type { Checked, Fault } from "../contracts/problem.js";
import type { Need } from "../contracts/validation.js";
import type { Submission } from "./readDocument.js";
import { documentNamed } from "./schemas/bundleDocument.js";

/** One document of a bundle that was sent without the others: the bundle that has only it, and its name there. */
export interface DocumentAlone {
  readonly name: string;
  readonly bundle: Submission;
}

/**
 * A file as the one document of a bundle that it is, by the schema that its first comment names for editors or else by its
 * name; `undefined` for a request in one document and for names that no document has.
 */
export function documentAlone(fileName: string, text: string): DocumentAlone | undefined {
  const schema = /^#\s*yaml-language-server:\s*\$schema=\S*\/schemas\/([a-z-]{1,40})\.json\s*$/m.exec(text)?.[1];
  if (schema === "request" || schema === "bundle") return undefined;
  const meant = schema === "named-environment-overlay" ? "environment-overlay.yaml" : `${schema ?? ""}.yaml`;
  // The name that the author sees is kept, where it is one.
  const name = documentNamed(fileName) === undefined ? meant : fileName;
  if (documentNamed(name) === undefined) return undefined;
  return { name, bundle: { text: JSON.stringify({ documents: { [name]: text } }), format: "json" } };
}

/** What is wrong with a document that was sent alone, and what a run needs besides it. */
export function judgedAlone<T>(
  { name }: DocumentAlone,
  understood: Checked<T>,
): { readonly faults: readonly Fault[]; readonly needs: readonly Need[] } {
  const faults = understood.ok ? [] : understood.faults;
  const isNeed = ({ rule, document }: Fault): boolean => rule === "missing-document" && document !== name;
  return {
    faults: faults.filter((fault) => !isNeed(fault)),
    needs: faults.filter(isNeed).map(({ pointer, detail, remedy = "" }) => ({
      document: pointer.replace("#/documents/", ""),
      detail,
      remedy,
    })),
  };
}
