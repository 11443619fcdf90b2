import { vaultSecretName } from "../../naming/vaultSecretName.js";
import { type DocumentNode, childOf, pointerOf, textAt, textOf } from "../reading/documentNode.js";
import { findingAt, type Finding } from "../reading/finding.js";
import type { Rule } from "./rule.js";

/** No two secrets have one name. What the input says is never repeated. */
export const secretRules: Rule = ({ root }) => {
  const secrets = childOf(root, "secrets");
  if (secrets?.kind !== "list" || (secrets.value ?? secrets.items).length < 2) return [];
  return repeatedNames(secrets.items);
};

/** The name of a secret that gives none: its reference, as an environment variable is written. */
export function secretNameFrom(vaultRef: string): string {
  const name = vaultRef.toUpperCase().replaceAll("-", "_");
  return /^[A-Z]/.test(name) ? name : `SECRET_${name}`.slice(0, 127);
}

function repeatedNames(items: readonly DocumentNode[]): (Finding | undefined)[] {
  const first = new Map<string, DocumentNode>();
  return items.map((item) => {
    const given = childOf(item, "name");
    const reference = textAt(item, "vault_ref");
    const written = given ? textOf(given) : reference && secretNameFrom(reference);
    if (written === undefined) return undefined;
    const name = vaultSecretName(written);
    const other = first.get(name);
    if (!other) first.set(name, item);
    return (
      other &&
      findingAt((given ?? item).at, {
        rule: "duplicate-name",
        detail: `In the vault this secret would have the same name as the one at ${pointerOf(other.at)}.`,
        remedy: "Give each secret a name of its own; case, hyphens and underscores make no difference.",
      })
    );
  });
}
