import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { Knowledge } from "../../shared/contracts/knowledge.js";

/** Members of `Knowledge` and the files they are read from. */
const files = {
  naming: "naming.yaml",
  regions: "regions.yaml",
  environments: "environments.yaml",
  tagging: "tagging.yaml",
  aks: "aks.yaml",
  storage: "storage.yaml",
  keyVault: "key-vault.yaml",
  dns: "dns.yaml",
  monitoring: "monitoring.yaml",
  versions: "versions.yaml",
  blueprints: "infra-map-index.json",
} as const satisfies Record<Exclude<keyof Knowledge, "digest" | "kinds">, string>;

/**
 * Reads the knowledge files of a folder and checks all of them at once.
 * Meant to be called once, at first use: a change of the files is a new start.
 * @throws Error naming every file and field that is wrong.
 */
export async function loadKnowledge(folder: string): Promise<Knowledge> {
  const { parseDocument } = await import("yaml");
  const read = async (file: string, path: readonly string[]): Promise<KnowledgeFile> => {
    // A checkout on Windows may end its lines in its own way; that is no other edition of the knowledge.
    const text = (await readFile(join(folder, file), "utf8")).replaceAll("\r\n", "\n");
    const document = parseDocument(text);
    const troubles = document.errors.map(({ message }) => `${file}: ${message}`);
    return { file, path, text, content: troubles.length === 0 ? (document.toJS() as unknown) : {}, troubles };
  };
  const kinds = (await readdir(join(folder, "kinds"))).filter((name) => name.endsWith(".yaml")).sort();
  const found = await Promise.all([
    ...Object.entries(files).map(([member, file]) => read(file, [member])),
    ...kinds.map((name) => read(`kinds/${name}`, ["kinds", name.slice(0, -".yaml".length)])),
  ]);
  const digest = createHash("sha256").update(JSON.stringify(found.map(({ file, text }) => [file, text])));

  const at = (path: readonly string[]): unknown => found.find((one) => one.path.join() === path.join())?.content;
  const checked = Knowledge.safeParse({
    ...Object.fromEntries(Object.keys(files).map((member) => [member, at([member])])),
    kinds: Object.fromEntries(found.filter(isOfKind).map(({ path: [, kind = ""], content }) => [kind, content])),
    digest: digest.digest("hex"),
  });
  const troubles = found.flatMap((one) => one.troubles);
  if (checked.success && troubles.length === 0) return checked.data;
  const problems = [...troubles, ...(checked.error?.issues ?? []).map((issue) => inWords(issue, found))];
  throw new Error(`The knowledge in ${folder} is not usable:\n${problems.join("\n")}`);
}

interface KnowledgeFile {
  readonly file: string;
  /** Where its content stands in `Knowledge`. */
  readonly path: readonly string[];
  readonly text: string;
  readonly content: unknown;
  /** Why it is not YAML. */
  readonly troubles: readonly string[];
}

const isOfKind = ({ path }: KnowledgeFile): boolean => path.length === 2;

function inWords({ path, message }: z.core.$ZodIssue, files: readonly KnowledgeFile[]): string {
  const from = files.find((one) => one.path.every((member, index) => member === path[index]));
  return `${from?.file ?? "knowledge"}: ${path.slice(from?.path.length ?? 0).join(".")}: ${message}`;
}
