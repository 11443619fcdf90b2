import { squashed } from "../reading/nearestName.js";

/** Blanks, hyphens and underscores, which make no difference between two spellings. */
const separators = "[\\s_-]*";

/**
 * A pattern of all texts that are one of these words to people: in any case, with any separators. JSON Schema knows no flags.
 * `ending` is a pattern of what may follow the word.
 */
export function spellingPattern(words: readonly string[], ending = ""): string {
  const ways = new Set(words.map((word) => Array.from(squashed(word), inAnyCase).join(separators)));
  return `^${separators}(?:${[...ways].join("|")})${separators}${ending}$`;
}

function inAnyCase(character: string): string {
  const upper = character.toUpperCase();
  return upper === character ? character.replace(/[.*+?^${}()|[\]\\/]/, "\\$&") : `[${upper}${character}]`;
}
