import type { FoundDocument } from "./findDocuments.js";

/** A document as it was read. */
export interface ReadDocument extends FoundDocument {
  readonly text: string;
  readonly content: unknown;
  /** Why it is not YAML. */
  readonly troubles: readonly string[];
}

/** Reads a document of YAML, of which JSON is a part. */
export async function readDocument(found: FoundDocument): Promise<ReadDocument> {
  const { parseDocument } = await import("yaml");
  // An editor or a checkout on Windows may mark a text and end its lines in its own way; that is no other edition.
  const text = (await found.shelf.read(found.name)).replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const document = parseDocument(text);
  const troubles = document.errors.map(({ message }) => message.split("\n", 1).join().replace(/:$/, ""));
  if (troubles.length > 0) return { ...found, text, content: undefined, troubles };
  try {
    return { ...found, text, content: document.toJS() as unknown, troubles };
  } catch (error) {
    // An alias of nothing, or of far too much.
    return { ...found, text, content: undefined, troubles: [error instanceof Error ? error.message : String(error)] };
  }
}
