/** What a comment says, and where its rule comes from. */
export interface DocText {
  readonly text: string;
  /** Links to the sources, in markdown. */
  readonly sources: readonly string[];
}

/** Reads the text of a comment whose last words may be `Source: learn.microsoft.com/azure/…, …/aks/…`. */
export function docText(comment: string): DocText {
  const [text = "", named] = comment.split(/(?:^|\s)Source:\s+/, 2);
  return {
    text: text.trim().replaceAll(/\{@link (\w+)\}/g, "`$1`"),
    sources: named === undefined ? [] : links(named.replaceAll(/\s+/g, " ").trim()),
  };
}

/** The links of a text in brackets, or nothing. */
export function inBrackets({ sources }: DocText): string {
  return sources.length > 0 ? ` (${sources.join(", ")})` : "";
}

/** Paragraphs as one line each: where a comment broke its lines says nothing. */
export function paragraphs(text: string): readonly string[] {
  return text.split(/\n\s*\n/).map((paragraph) => paragraph.trim().replaceAll(/\s*\n\s*/g, " "));
}

function links(named: string): string[] {
  let before = "";
  return named
    .replace(/[.;]$/, "")
    .split(/,\s+/)
    .map((source) => {
      const address = source.startsWith("…/") ? continued(before, source.slice(2)) : source;
      const [bare = "", ...remark] = address.split(" ");
      if (!/^[a-z0-9.-]+\.[a-z]+\/\S+$/.test(bare)) return source;
      before = bare;
      return [`[${nameOf(bare)}](https://${bare})`, ...remark].join(" ");
    });
}

/** `…/aks/upgrade` after `learn.microsoft.com/azure/aks/network` goes on where the first folder is named before. */
function continued(before: string, rest: string): string {
  const folders = before.split("/").slice(0, -1);
  const [first = ""] = rest.split("/");
  const from = rest.includes("/") ? folders.indexOf(first) : folders.length;
  return [...folders.slice(0, from < 0 ? folders.length : from), rest].join("/");
}

function nameOf(address: string): string {
  const [path = ""] = address.split("#");
  return (path.split("/").findLast((part) => part !== "") ?? address).replace(/\.html$/, "");
}
