import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
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
} as const satisfies Record<Exclude<keyof Knowledge, "digest">, string>;

/**
 * Reads the knowledge files of a folder and checks all of them at once.
 * Meant to be called once, at first use: a change of the files is a new start.
 * @throws Error naming every file and field that is wrong.
 */
export async function loadKnowledge(folder: string): Promise<Knowledge> {
  const { parseDocument } = await import("yaml");
  const texts = await Promise.all(
    Object.entries(files).map(async ([member, file]) => ({
      member,
      file,
      text: await readFile(join(folder, file), "utf8"),
    })),
  );
  const documents = texts.map(({ member, file, text }) => ({ member, file, document: parseDocument(text) }));
  const unreadable = documents.flatMap(({ file, document }) =>
    document.errors.map(({ message }) => `${file}: ${message}`),
  );
  const content = Object.fromEntries(
    documents.map(({ member, document }) => [member, document.errors.length === 0 ? (document.toJS() as unknown) : {}]),
  );
  const digest = createHash("sha256").update(JSON.stringify(texts.map(({ file, text }) => [file, text])));

  const checked = Knowledge.safeParse({ ...content, digest: digest.digest("hex") });
  if (checked.success && unreadable.length === 0) return checked.data;
  const problems = [...unreadable, ...(checked.error?.issues ?? []).map(inWords)];
  throw new Error(`The knowledge in ${folder} is not usable:\n${problems.join("\n")}`);
}

function inWords({ path, message }: z.core.$ZodIssue): string {
  const [member, ...field] = path.map(String);
  const file = Object.entries(files).find(([name]) => name === member)?.[1] ?? "knowledge";
  return `${file}: ${field.join(".")}: ${message}`;
}
