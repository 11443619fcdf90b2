import { isSecretName, withoutSecrets } from "../../shared/secretText.js";

/** Properties of what we write ourselves whose text is a secret, though no caller would call a secret so. */
const secretName = /(?:authorization|cookie|kubeconfig)$/i;

/** Parts of addresses and headers that are taken out even where they are too short to be a secret that works. */
const secretPart = /((?:SharedAccessSignature|[?&]sig|[?&]code)=|Bearer\s+)(?!\[secret\])[^;&\s"']+/gi;

/** Shorter values would tear holes into every other text. */
const shortestHidden = 6;

/** Removes secrets from what is about to be written. */
export interface Redactor {
  /** From now on this value, and its base64 and URL forms, appear in nothing that is written. */
  readonly hide: (value: string) => void;
  /** A copy as plain JSON data, without secrets. */
  readonly clean: (value: unknown) => unknown;
}

/** A redactor that knows no value yet, but the names and forms of secrets. */
export function redactor(): Redactor {
  /** The longest first: one value may begin another, whose rest must not stay. */
  let hidden: readonly string[] = [];

  const cleanText = (text: string): string => {
    let cleaned = withoutSecrets(text).replace(secretPart, "$1[secret]");
    for (const value of hidden) cleaned = cleaned.replaceAll(value, "[secret]");
    return cleaned;
  };
  const clean = (value: unknown, depth = 0): unknown => {
    if (typeof value === "string") return cleanText(value);
    if (typeof value === "bigint") return value.toString();
    if (typeof value !== "object" || value === null) return value;
    if (depth > 12) return "[deep]";
    if (value instanceof Error) return { name: value.name, message: cleanText(value.message) };
    if (value instanceof Date) return value.toISOString();
    if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
    const entries = Object.entries(value).map(([name, item]: [string, unknown]) => [
      cleanText(name),
      typeof item === "string" && (isSecretName(name) || secretName.test(name)) ? "[secret]" : clean(item, depth + 1),
    ]);
    return Object.fromEntries(entries) as unknown;
  };

  return {
    hide(value) {
      if (value.length < shortestHidden) return;
      const forms = [value, Buffer.from(value).toString("base64"), encodeURIComponent(value)];
      hidden = [...new Set([...hidden, ...forms])].sort((a, b) => b.length - a.length);
    },
    clean: (value) => clean(value),
  };
}
