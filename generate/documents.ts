import { format } from "prettier";
import type { Document } from "./document.js";
import { inputDocuments } from "./inputs/inputDocuments.js";
import { knowledgeDocuments } from "./knowledge/knowledgeDocuments.js";
import { moduleDocuments } from "./modules/moduleDocuments.js";
import { readRequirements } from "./specification/readRequirements.js";
import { specificationPage } from "./specification/specificationPage.js";

/**
 * Every generated document of a project, formatted. The same sources give the same bytes on every platform.
 *
 * The matrix of the specification is left out where the list of its requirements is not at hand.
 */
export async function documents(project: string): Promise<readonly Document[]> {
  const requirements = readRequirements(project);
  const drafts = [
    ...moduleDocuments(project),
    ...(await inputDocuments(project)),
    ...knowledgeDocuments(),
    ...(requirements ? [specificationPage(project, requirements)] : []),
  ];
  return Promise.all(drafts.map(async ({ path, text }) => ({ path, text: await formatted(path, text) })));
}

/** Tables stay as narrow as their words: padding would touch every row when one of them changes. */
function formatted(path: string, text: string): Promise<string> {
  return format(text, { filepath: path, printWidth: 120, ...(path.endsWith(".md") && { proseWrap: "never" }) });
}
