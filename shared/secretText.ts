/**
 * Forms that give a secret away, whatever it is called. Each has fixed lengths or parts that end it, so that a text is
 * read once; a digest, an id, an address without a signature and the mask of a secret have none of them.
 * Source: https://learn.microsoft.com/azure/storage/common/storage-sas-overview, RFC 7468 (PEM), RFC 7519 (JSON web
 * tokens), RFC 3986 section 3.2.1 (passwords in addresses)
 */
const forms: readonly Form[] = [
  { what: "an account key", sign: "=", pattern: /((?:AccountKey|SharedAccessKey) ?= ?)[a-z0-9+/]{20}/i },
  { what: "a shared access signature", sign: "=", pattern: /((?:^|[?&;\s"'`])sig=)[a-z0-9%+/]{20}/i },
  { what: "a private key", sign: "-----BEGIN ", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY/, rest: "[^]*" },
  { what: "a JSON web token", sign: ".eyJ", pattern: /[\w-]{10}\.eyJ[\w-]{10}/ },
  { what: "a bearer token", sign: " ", pattern: /(Bearer )[\w.~+/-]{20}/i },
  {
    what: "a connection string with a password",
    sign: "=",
    pattern: /((?:^|[;"'`\s?&])(?:password|pwd)=)(?!\[secret\])[^;&\s"'`<>{}$]{3}/i,
  },
  {
    what: "an address with a password",
    sign: "://",
    pattern: /(:\/\/[^\s/:@"'`]+:)(?!\[secret\])[^\s/@"'`]{3,}(?=@)/,
    rest: "",
  },
  { what: "a client secret of Entra", sign: "Q~", pattern: /[\w~.-]{3}\dQ~[\w~.-]{31}/ },
  { what: "a token of GitHub", sign: "_", pattern: /gh[oprsu]_[A-Za-z0-9]{36}/ },
];

interface Form {
  readonly what: string;
  /** What a text of the form has in any case: most texts have none of these, and are not searched. */
  readonly sign: string;
  /** What comes before the secret is its first group, where that may be read. */
  readonly pattern: RegExp;
  /** What else belongs to the secret, as a pattern; by default all up to the next mark that ends a value. */
  readonly rest?: string;
}

/** What of a secret's forms a text has: the first that is found, `undefined` when none is. */
export function secretForm(text: string): string | undefined {
  return forms.find(({ sign, pattern }) => text.includes(sign) && pattern.test(text))?.what;
}

/** The same forms with all of the secret in them. */
const whole = forms.map(({ sign, pattern, rest = "[^\\s\"'`;&,<>]*" }) => ({
  sign,
  pattern: new RegExp(pattern.source + rest, `${pattern.flags}g`),
}));

/** A text with `[secret]` for everything in it that has a secret's form. */
export function withoutSecrets(text: string): string {
  let cleaned = text;
  for (const { sign, pattern } of whole)
    if (cleaned.includes(sign))
      cleaned = cleaned.replace(pattern, (_, before: unknown) => `${typeof before === "string" ? before : ""}[secret]`);
  return cleaned;
}

/** Words that announce a secret at the end of a name, without the marks between them. */
const words =
  "passwords?|passphrases?|passwd|pwd|secrets?|tokens?|apikeys?|accesskeys?|accountkeys?|sharedkeys?|privatekeys?|connectionstrings?|credentials?";
const announcing = new RegExp(`(?:${words})$`);
const mentioning = new RegExp(`${words}|sas`);

/** Words behind such an end that say in which form or which of several it is; another word makes it something else. */
const forming = new Set(
  "value values text plain plaintext hash hashed base encoded current previous old new primary secondary".split(" "),
);

/** Whether a name announces a secret: `passwordHash` and `SAS-URL` do, `secret-owner` and `token_url` do not. */
export function isSecretName(name: string): boolean {
  if (!mentioning.test(name.toLowerCase().replace(/[^a-z0-9]+/g, ""))) return false;
  const parts = name
    .replace(/([a-z])([A-Z0-9])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]/)
    .filter((word) => word !== "");
  for (let end = parts.length; end > 0; end--) {
    const last = parts[end - 1] ?? "";
    if (announcing.test(parts.slice(0, end).join(""))) return true;
    if (last === "sas" || (["url", "uri"].includes(last) && parts[end - 2] === "sas")) return true;
    if (!forming.has(last) && !/^\d+$/.test(last)) return false;
  }
  return false;
}
