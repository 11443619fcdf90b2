import type { KnowledgeShelf } from "../../shared/ports/knowledgeShelf.js";
import {
  documentAt,
  kindDocument,
  ownFolders,
  singleDocuments,
  strayFile,
  type KnowledgeDocument,
} from "./documents.js";

/** A document and where it is read. */
export interface FoundDocument extends KnowledgeDocument {
  readonly shelf: KnowledgeShelf;
  /** Its name on that shelf. */
  readonly name: string;
}

/** Documents in one order, whoever they are from, and complaints about files that are meant as documents and are none. */
export interface FoundDocuments {
  readonly found: readonly FoundDocument[];
  readonly strays: readonly string[];
}

/** Finds each document where it is to be read: on the organisation's shelf when it lies there, else among the built-in ones. */
export async function findDocuments(builtIn: KnowledgeShelf, own?: KnowledgeShelf): Promise<FoundDocuments> {
  const [kindFiles, ownNames] = await Promise.all([builtIn.list("kinds"), own ? namesOn(own) : []]);
  const kinds = kindFiles.flatMap((name) => /^kinds\/(.+)\.yaml$/.exec(name)?.[1] ?? []).map(kindDocument);
  const found = new Map<string, FoundDocument>();
  for (const document of [...singleDocuments, ...kinds])
    found.set(document.file, { ...document, shelf: builtIn, name: document.file });

  const strays: string[] = [];
  for (const name of own ? ownNames : []) {
    const document = documentAt(name);
    const stray = document ? undefined : strayFile(name);
    if (stray !== undefined) strays.push(`${name}: ${stray}`);
    if (own && document) found.set(document.file, { ...document, shelf: own, name });
  }
  if (own && strays.length === 0 && ![...found.values()].some(({ shelf }) => shelf === own))
    strays.push(`${own.label}: there is no document of the knowledge, such as infrastructure/policies/naming.yaml`);
  return { found: inOrder([...found.values()]), strays };
}

async function namesOn(shelf: KnowledgeShelf): Promise<readonly string[]> {
  return (await Promise.all(ownFolders.map((folder) => shelf.list(folder)))).flat();
}

/** An added kind stands among the others by its name, so that nothing tells it from a built-in one. */
function inOrder(documents: readonly FoundDocument[]): readonly FoundDocument[] {
  const isKind = ({ path }: FoundDocument): boolean => path.length === 2;
  const kinds = documents.filter(isKind).sort((a, b) => (a.file < b.file ? -1 : 1));
  return [...documents.filter((document) => !isKind(document)), ...kinds];
}
