import { randomBytes } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";

/** References that the examples name. The values are made up on this machine and never leave it. */
const vaultReferences = [
  "authservice-app-secret",
  "authservice-secret",
  "invoice-token",
  "edition-portal-token",
  "report-source-token",
] as const;

/** Encrypts the engine's state on this machine; made once per data folder, because state must stay readable. */
export const passphrase = (data: string): Promise<string> => secretFile(join(data, "passphrase"));

/** Shared by the topic and those who publish to it. */
export const topicKey = (data: string): Promise<string> => secretFile(join(data, "topic.key"));

/** A vault in a file: references and values. */
export async function vaultFile(data: string): Promise<string> {
  const file = join(data, "vault.json");
  const values = Object.fromEntries(vaultReferences.map((reference) => [reference, randomText()]));
  await writeOnce(file, `${JSON.stringify(values, null, 2)}\n`);
  return file;
}

async function secretFile(file: string): Promise<string> {
  await writeOnce(file, randomText());
  return readFile(file, "utf8");
}

/** Readable by its owner only; what is there already stays. */
async function writeOnce(file: string, text: string): Promise<void> {
  try {
    const handle = await open(file, "wx", 0o600);
    await handle.writeFile(text);
    await handle.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

const randomText = (): string => randomBytes(24).toString("base64url");
