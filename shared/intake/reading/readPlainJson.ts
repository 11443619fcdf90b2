import type { DocumentNode } from "./documentNode.js";
import { documentLimits, forbiddenKeys } from "./limits.js";
import { plainNode } from "./plainNode.js";
import { readJson } from "./readJson.js";
import { isCleanJson } from "./scanText.js";
import type { Source } from "./source.js";

/**
 * What `JSON.parse` makes of a text, where that is all there is to say about it: no key twice, none that is forbidden,
 * every number exact, within all limits. `undefined` for everything else, which {@link readJson} explains. Several times
 * faster, because where the values stand is found out only when somebody asks.
 */
export function readPlainJson(text: string, source: Source): DocumentNode | undefined {
  // An escape may write half a character; JSON.parse takes it.
  if (!isCleanJson(text) || text.includes("\\u")) return undefined;
  const value = parsed(text);
  const census = { values: 0, members: 0 };
  if (value === undefined || !isPlain(value, 1, census)) return undefined;
  if (census.members !== writtenKeys(text)) return undefined;
  const positioned = () => {
    const { node } = readJson(text, source);
    if (!node) throw new Error("JSON.parse took a text that is no JSON");
    return node;
  };
  return plainNode(value, { source, positioned });
}

interface Census {
  values: number;
  members: number;
}

function isPlain(value: unknown, depth: number, census: Census): boolean {
  if (++census.values > documentLimits.maxNodes) return false;
  if (typeof value === "number") return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (typeof value !== "object" || value === null) return true;
  if (depth > documentLimits.maxDepth) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!isPlain(item, depth + 1, census)) return false;
    return true;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(members)) {
    census.members++;
    if (key.length > documentLimits.maxKeyLength || forbiddenKeys.has(key)) return false;
  }
  for (const member of Object.values(members)) if (!isPlain(member, depth + 1, census)) return false;
  return true;
}

/**
 * How many keys a JSON text writes, at most: a quote and a colon follow each, but may begin a text too. More than there
 * are members means that one may stand twice. `undefined` where blanks stand before a colon, which hardly anybody writes.
 */
function writtenKeys(text: string): number | undefined {
  let keys = 0;
  for (let colon = text.indexOf(":"); colon !== -1; colon = text.indexOf(":", colon + 1)) {
    const before = text.charCodeAt(colon - 1);
    if (before === quote) keys++;
    else if (before <= space) return undefined;
  }
  return keys;
}

const quote = 0x22;
const space = 0x20;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
