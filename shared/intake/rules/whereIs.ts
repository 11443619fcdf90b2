import { pointerOf, type DocumentNode } from "../reading/documentNode.js";

/** The place of a value for a message: its pointer, in a bundle with its document. */
export function whereIs(node: DocumentNode): string {
  const { document } = node.at.source;
  return document === undefined ? pointerOf(node.at) : `${document} ${pointerOf(node.at)}`;
}
