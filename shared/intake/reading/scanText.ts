import type { Place } from "./documentNode.js";
import { findingAt, type Finding } from "./finding.js";
import { documentLimits } from "./limits.js";
import type { Source } from "./source.js";

/**
 * Looks at the characters of a text before anything parses it: size, encoding, control characters.
 * Linear, and never more than one fault: what follows the first would be its echo.
 */
export function scanText(text: string, source: Source): Finding | undefined {
  const root: Place = { source, offset: 0 };
  const bytes = text.length > documentLimits.maxBytes / maxBytesPerUnit ? utf8Length(text) : 0;
  if (bytes > documentLimits.maxBytes) {
    return findingAt(root, {
      rule: "too-large",
      detail: `The document has ${bytes.toLocaleString("en-US")} bytes; ${documentLimits.maxBytes.toLocaleString("en-US")} (1 MiB) are allowed.`,
      remedy: "Send a smaller document.",
    });
  }
  const at = text.search(unwanted);
  return at === -1 ? undefined : findingAt(root, unwantedText(text, at), at);
}

/** Of UTF-8, for one unit of UTF-16: shorter texts need no counting. */
const maxBytesPerUnit = 3;

/** Surrogates without their partner, the mark of bytes that were not UTF-8, and controls other than tab and line ends. */
const unwanted = /\p{Surrogate}|\ufffd|[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/u;

/**
 * Whether {@link scanText} surely passes a text that `JSON.parse` takes, which takes no bare control characters itself.
 * Characters beyond the first plane make it look.
 */
export function isCleanJson(text: string): boolean {
  const isSmall =
    text.length <= documentLimits.maxBytes / maxBytesPerUnit || utf8Length(text) <= documentLimits.maxBytes;
  return isSmall && !text.includes("\x7f") && !/[\ud800-\udfff\ufffd]/.test(text);
}

function unwantedText(text: string, at: number): { rule: string; detail: string; remedy: string } {
  const unit = text.charCodeAt(at);
  const code = `U+${unit.toString(16).toUpperCase().padStart(4, "0")}`;
  if (unit >= 0xd800 && unit <= 0xdfff) {
    return {
      rule: "invalid-encoding",
      detail: `Half of a surrogate pair (${code}) stands here alone.`,
      remedy: "Send valid UTF-8; the character was cut in two.",
    };
  }
  if (unit === 0xfffd) {
    return {
      rule: "invalid-encoding",
      detail: `The replacement character ${code} stands here: some bytes were not valid UTF-8.`,
      remedy: "Save the document as UTF-8 and send it again.",
    };
  }
  return {
    rule: "control-character",
    detail: `The control character ${code} stands here.`,
    remedy: "Remove it; only tabs and line ends are allowed.",
  };
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x800) bytes += unit >= 0xd800 && unit <= 0xdfff ? 1 : 2;
    else if (unit >= 0x80) bytes += 1;
  }
  return bytes;
}
