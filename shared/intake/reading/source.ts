/** One text that was sent: the whole body, or one document of a bundle. */
export interface Source {
  /** Name of the document in a bundle, as it was sent. */
  readonly document?: string;
  /** Place among the documents of a bundle; the bundle itself is 0. */
  readonly order: number;
  /** 1-based line and column of an offset; absent where the text is not known (the data of an event). */
  readonly positionAt?: (offset: number) => TextPosition;
}

/** What to write where a text says nothing: a bundle has documents that are no requests. */
export function remedyForNothing({ document }: Source): string {
  return document === undefined ? "Send a request." : "Write its fields, or leave the document out.";
}

/** Columns count UTF-16 units, as editors do. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** A source whose offsets can be shown as lines and columns; the lines are found when they are first asked for. */
export function textSource(text: string, order = 0, document?: string): Source {
  let starts: readonly number[] | undefined;
  const positionAt = (offset: number): TextPosition => {
    starts ??= lineStarts(text);
    const line = lineOf(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  return { order, positionAt, ...(document !== undefined && { document }) };
}

/** Offsets at which lines begin; `\n`, `\r\n` and a lone `\r` end a line, as YAML reads them. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

/** Index of the last line that begins at or before the offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
