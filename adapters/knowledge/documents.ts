import { KindName } from "../../shared/contracts/kindName.js";
import type { Knowledge } from "../../shared/contracts/knowledge.js";
import { nearestName } from "../../shared/intake/reading/nearestName.js";

/** A document of the knowledge. */
export interface KnowledgeDocument {
  /** Its file among the built-in ones, which is also what plans call it. */
  readonly file: string;
  /** Where an organisation keeps its own in place of the built-in one; absent where it may not. */
  readonly location?: string;
  /** Where its content stands in `Knowledge`. */
  readonly path: readonly string[];
  /** Whether it only tells something about plans: a change of it makes no plan another one. */
  readonly isAdvice?: true;
}

/**
 * The documents of which there is one each.
 * Source: specification section 5.9 (locations); what is not listed there lies beside `infra-map-index.json`.
 */
const single: Readonly<Record<Exclude<keyof Knowledge, "digest" | "kinds">, Omit<KnowledgeDocument, "path">>> = {
  naming: { file: "naming.yaml", location: "infrastructure/policies/naming.yaml" },
  regions: { file: "regions.yaml", location: "knowledge/regions.yaml" },
  environments: { file: "environments.yaml", location: "knowledge/environments.yaml" },
  tagging: { file: "tagging.yaml", location: "infrastructure/policies/tagging.yaml" },
  aks: { file: "aks.yaml", location: "knowledge/aks.yaml" },
  storage: { file: "storage.yaml", location: "knowledge/storage.yaml" },
  keyVault: { file: "key-vault.yaml", location: "security/overlay-vault.yaml" },
  dns: { file: "dns.yaml", location: "knowledge/dns.yaml" },
  monitoring: { file: "monitoring.yaml", location: "knowledge/monitoring.yaml" },
  // Rendered projects pin what the application itself was built and tested with.
  versions: { file: "versions.yaml" },
  blueprints: { file: "infra-map-index.json", location: "knowledge/infra-map-index.json" },
  prices: { file: "prices.yaml", location: "knowledge/prices.yaml", isAdvice: true },
  skus: { file: "skus.yaml", location: "knowledge/skus.yaml" },
};

export const singleDocuments: readonly KnowledgeDocument[] = Object.entries(single).map(([member, document]) => ({
  ...document,
  path: [member],
}));

/** The template library: where an organisation's entry of a kind lies. */
const library = "infrastructure/modules/azure";

/** Folders in which an organisation's documents lie; what else it keeps beside them is none of our business. */
export const ownFolders = ["infrastructure/policies", library, "security", "knowledge"] as const;

/** The entry of a described kind. */
export function kindDocument(kind: string): KnowledgeDocument {
  return { file: `kinds/${kind}.yaml`, location: `${library}/${kind}.yaml`, path: ["kinds", kind] };
}

/** The document that a location stands for. */
export function documentAt(location: string): KnowledgeDocument | undefined {
  const kind = location.startsWith(`${library}/`) ? /([^/]+)\.yaml$/.exec(location)?.[1] : undefined;
  const document = KindName.safeParse(kind).success ? kindDocument(kind ?? "") : undefined;
  return [...singleDocuments, ...(document ? [document] : [])].find((each) => each.location === location);
}

/**
 * Why a file that is no document may not lie where it does, or `undefined` for one that is not meant as a document: a
 * slip in a name must not leave the built-in document in force.
 */
export function strayFile(location: string): string | undefined {
  const name = location.slice(location.lastIndexOf("/") + 1);
  // What begins with a dot is an editor's or a mounted volume's own.
  if (/(^|\/)\./.test(location) || !/\.(ya?ml|json)$/i.test(name)) return undefined;
  const built = singleDocuments.find(({ file }) => file === name);
  if (built) {
    return built.location === undefined
      ? "it belongs to the release, and cannot be replaced"
      : `it belongs at ${built.location}`;
  }
  const kind = /\/kinds\/([^/]+)\.yaml$/.exec(location)?.[1];
  const nearest = nearestName(
    location,
    singleDocuments.flatMap((each) => each.location ?? []),
  );
  if (kind !== undefined) return `it belongs at ${library}/${kind}.yaml`;
  if (nearest !== undefined) return `it is no document of the knowledge; did you mean ${nearest}?`;
  return location.startsWith(`${library}/`)
    ? "an entry is named {kind}.yaml, and its kind has small letters, digits and single hyphens"
    : "it is no document of the knowledge";
}
