import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One testable requirement of the specification. */
export interface Requirement {
  readonly id: string;
  readonly text: string;
  /** Section of the specification that states it. */
  readonly section: string;
  /** `-` when it is required as stated, else what the specification says of it: optional, planned, future, inferred. */
  readonly status: string;
}

/** Where the list of requirements is expected: it is shared by several projects and lies beside this one. */
export function requirementsFile(project: string): string {
  return join(project, "../shared/spec/requirements.md");
}

/** Reads the list of requirements in its order; undefined when it is not at hand. */
export function readRequirements(project: string): readonly Requirement[] | undefined {
  const file = requirementsFile(project);
  return existsSync(file) ? requirementsIn(readFileSync(file, "utf8")) : undefined;
}

/** The rows of the tables of requirements: id, requirement, section, kind, status. */
export function requirementsIn(markdown: string): readonly Requirement[] {
  return markdown.split(/\r?\n/).flatMap((line): Requirement[] => {
    const [, id = "", text = "", section = "", , status = ""] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return /^[A-Z]{2}-\d+$/.test(id) ? [{ id, text, section, status }] : [];
  });
}
