/**
 * Forms that give a secret away, whatever it is called. Each has fixed lengths or parts that end it, so that a text is
 * read once; a digest, an id or an address without a signature has none of them.
 * Source: https://learn.microsoft.com/azure/storage/common/storage-sas-overview, RFC 7468 (PEM), RFC 7519 (JSON web
 * tokens), RFC 3986 section 3.2.1 (passwords in addresses)
 */
const forms: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "an account key", pattern: /(?:AccountKey|SharedAccessKey) ?= ?[a-z0-9+/]{20}/i },
  { what: "a shared access signature", pattern: /(?:^|[?&;\s"'`])sig=[a-z0-9%+/]{20}/i },
  { what: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY/ },
  { what: "a JSON web token", pattern: /[\w-]{10}\.eyJ[\w-]{10}/ },
  { what: "a bearer token", pattern: /Bearer [\w.~+/-]{20}/i },
  { what: "a connection string with a password", pattern: /(?:^|[;"'`\s?&])(?:password|pwd)=[^;&\s"'`<>{}$]{3}/i },
  { what: "an address with a password", pattern: /:\/\/[^\s/:@"'`]+:[^\s/@"'`]{3,}@/ },
  { what: "a client secret of Entra", pattern: /[\w~.-]{3}\dQ~[\w~.-]{31}/ },
  { what: "a token of GitHub", pattern: /gh[oprsu]_[A-Za-z0-9]{36}/ },
];

/** What of a secret's forms a text has: the first that is found, `undefined` when none is. */
export function secretForm(text: string): string | undefined {
  return forms.find(({ pattern }) => pattern.test(text))?.what;
}

/** Ends of names that announce a secret, without the marks between words. */
const announcing =
  /(?:passwords?|passphrases?|passwd|pwd|secrets?|tokens?|apikeys?|accesskeys?|accountkeys?|sharedkeys?|privatekeys?|connectionstrings?|credentials?)$/;

/** Words behind such an end that say in which form or which of several it is; another word makes it something else. */
const forming = new Set(
  "value values text plain plaintext hash hashed base encoded current previous old new primary secondary".split(" "),
);

/** Whether a name announces a secret: `passwordHash` and `SAS-URL` do, `secret-owner` and `token_url` do not. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z0-9])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]/)
    .filter((word) => word !== "");
  for (let end = words.length; end > 0; end--) {
    const last = words[end - 1] ?? "";
    if (announcing.test(words.slice(0, end).join(""))) return true;
    if (last === "sas" || (["url", "uri"].includes(last) && words[end - 2] === "sas")) return true;
    if (!forming.has(last) && !/^\d+$/.test(last)) return false;
  }
  return false;
}
