import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
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
  const { parse } = await import("yaml");
  const texts = await Promise.all(
    Object.entries(files).map(async ([member, file]) => ({
      member,
      file,
      text: await readFile(join(folder, file), "utf8"),
    })),
  );
  const content = Object.fromEntries(texts.map(({ member, text }) => [member, parse(text) as unknown]));
  const digest = createHash("sha256").update(JSON.stringify(texts.map(({ file, text }) => [file, text])));

  const checked = Knowledge.safeParse({ ...content, digest: digest.digest("hex") });
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map((issue) => {
    const [member, ...path] = issue.path.map(String);
    return `${fileOf(member)}: ${path.join(".")}: ${issue.message}`;
  });
  throw new Error(`The knowledge in ${folder} is not usable:\n${problems.join("\n")}`);
}

function fileOf(member: string | undefined): string {
  return Object.entries(files).find(([name]) => name === member)?.[1] ?? "knowledge";
}
