/** A text that the generator writes and that nobody edits by hand. */
export interface Document {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}
