import { createHash } from "node:crypto";
import type { z } from "zod";
import { Knowledge } from "../../shared/contracts/knowledge.js";
import { knowledgeContradictions } from "../../shared/planning/knowledgeContradictions.js";
import type { KnowledgeShelf } from "../../shared/ports/knowledgeShelf.js";
import { findDocuments } from "./findDocuments.js";
import { folderShelf } from "./folderShelf.js";
import { readDocument, type ReadDocument } from "./readDocument.js";

export interface KnowledgeOptions {
  /** Documents of an organisation; each stands in place of the whole built-in one. */
  readonly own?: KnowledgeShelf;
  /** Components that entries of kinds may name; not checked when absent. */
  readonly modules?: ReadonlySet<string>;
}

/**
 * Reads the built-in knowledge of a folder, with an organisation's documents in place of built-in ones, and checks all
 * of them at once. Meant to be called once, at first use: a change of the documents is a new start.
 * @throws Error naming every document and field that is wrong; RunError when a document cannot be read.
 */
export async function loadKnowledge(folder: string, { own, modules }: KnowledgeOptions = {}): Promise<Knowledge> {
  const { found, strays } = await findDocuments(folderShelf(folder), own);
  const documents = await Promise.all(found.map(readDocument));
  const broken = documents.filter(({ troubles }) => troubles.length > 0);

  const checked = Knowledge.safeParse({ ...contentsOf(documents), digest: digestOf(documents) });
  const problems: readonly Problem[] = checked.success
    ? knowledgeContradictions(checked.data, modules)
    : checked.error.issues;
  const complaints = [
    ...strays,
    ...broken.flatMap(({ name, troubles }) => troubles.map((trouble) => `${name}: ${trouble}`)),
    ...problems.filter((problem) => !broken.some((each) => isIn(each, problem))).map(inWords(documents)),
  ];
  if (checked.success && complaints.length === 0) return checked.data;
  const ours = own ? `, with the organisation's own in ${own.label},` : "";
  const lines = complaints.map((complaint) => ` - ${complaint}`);
  throw new Error(`The knowledge in ${folder}${ours} is not usable:\n${lines.join("\n")}`);
}

type Problem = Pick<z.core.$ZodIssue, "path" | "message">;

/** By what the documents that decide plans say, not by where they lie: moving them is no other knowledge. */
function digestOf(documents: readonly ReadDocument[]): string {
  const texts = documents.filter(({ isAdvice }) => !isAdvice).map(({ file, text }) => [file, text]);
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex");
}

function contentsOf(documents: readonly ReadDocument[]): Record<string, unknown> {
  const placed = documents.map(({ path: [member = "", kind], content }) => ({ member, kind, content }));
  return {
    ...Object.fromEntries(placed.flatMap((each) => (each.kind === undefined ? [[each.member, each.content]] : []))),
    kinds: Object.fromEntries(placed.flatMap((each) => (each.kind === undefined ? [] : [[each.kind, each.content]]))),
  };
}

const isIn = ({ path: place }: ReadDocument, { path }: Problem): boolean =>
  place.every((member, index) => member === path[index]);

/** A problem at the place where its author finds it: the document as it lies there, and the field. */
const inWords =
  (documents: readonly ReadDocument[]) =>
  (problem: Problem): string => {
    const document = documents.find((each) => isIn(each, problem));
    const field = problem.path.slice(document?.path.length ?? 0).join(".");
    return [document?.name ?? "knowledge", field, problem.message].filter((part) => part !== "").join(": ");
  };
