/** A piece of JSON that was read, and where the text goes on. */
export interface Scanned<T> {
  readonly value: T;
  readonly end: number;
}

/** What keeps a piece of JSON from being read, and where. */
export interface Unread {
  readonly problem: string;
  readonly remedy?: string;
  readonly at: number;
}

const plainString = /"[^"\\\u0000-\u001f]*"/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/**
 * Reads a JSON string that begins at `start`.
 * Source: https://www.rfc-editor.org/rfc/rfc8259 (section 7)
 */
export function scanString(text: string, start: number): Scanned<string> | Unread {
  plainString.lastIndex = start;
  if (plainString.test(text)) {
    return { value: text.slice(start + 1, plainString.lastIndex - 1), end: plainString.lastIndex };
  }
  const parts: string[] = [];
  let from = start + 1;
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20) {
      return {
        problem: "A text is broken over lines, or holds a bare tab.",
        remedy: "Write \\n for a line end, \\t for a tab.",
        at,
      };
    }
    if (unit === 0x22) {
      parts.push(text.slice(from, at));
      return { value: parts.join(""), end: at + 1 };
    }
    if (unit !== 0x5c) continue;
    const escaped = scanEscape(text, at);
    if ("problem" in escaped) return escaped;
    parts.push(text.slice(from, at), escaped.value);
    from = escaped.end;
    at = from - 1;
  }
  return { problem: "A text that begins here is never closed.", remedy: 'Close it with ".', at: start };
}

function scanEscape(text: string, at: number): Scanned<string> | Unread {
  const letter = text[at + 1] ?? "";
  const simple = escapes.get(letter);
  if (simple !== undefined) return { value: simple, end: at + 2 };
  const digits = text.slice(at + 2, at + 6);
  if (letter === "u" && /^[0-9a-fA-F]{4}$/.test(digits)) {
    return { value: String.fromCharCode(Number.parseInt(digits, 16)), end: at + 6 };
  }
  return {
    problem: "A backslash begins no escape that JSON knows.",
    remedy: 'Allowed are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits.',
    at,
  };
}

/** Reads the text of a JSON number that begins at `start`; `undefined` where none begins. */
export function scanNumber(text: string, start: number): Scanned<string> | undefined {
  number.lastIndex = start;
  const found = number.exec(text);
  return found ? { value: found[0], end: number.lastIndex } : undefined;
}
