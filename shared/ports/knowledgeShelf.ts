/**
 * Where an organisation keeps its own knowledge: texts by name, the parts of a name joined by `/`.
 * Two adapters: a folder, and a prefix of a blob container.
 */
export interface KnowledgeShelf {
  /** What the shelf is called in messages. */
  readonly label: string;
  /** Names of everything below a folder, sorted, beginning with the folder's; none when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** @throws when there is no such text; of Blob Storage also RunError `transient`. */
  read(name: string): Promise<string>;
}
