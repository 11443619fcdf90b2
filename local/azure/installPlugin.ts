import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { providerVersion } from "./providerVersion.js";

/**
 * Makes the engine find the compiled plugin as `azure-native`, by a small launcher in `$PULUMI_HOME/plugins`.
 * Safe to repeat and to run twice at once: every file is complete before it appears under its name.
 * Source: the plugin cache in github.com/pulumi/pulumi/sdk/go/common/workspace/plugins.go
 * @returns the folder of the launcher.
 */
export async function installPlugin(pulumiHome: string, pluginJs: string): Promise<string> {
  const folder = resolve(pulumiHome, "plugins", `resource-azure-native-v${providerVersion}`);
  await mkdir(folder, { recursive: true });
  // The launcher has no extension: without this file, the nearest package.json above would decide what it is.
  await writeWhole(join(folder, "package.json"), '{ "type": "commonjs" }\n', 0o644);
  const [name, text] = launcher(process.execPath, resolve(pluginJs));
  await writeWhole(join(folder, name), text, 0o755);
  return folder;
}

/** Name and text of a launcher that runs the plugin with this very Node. */
function launcher(node: string, pluginJs: string): [name: string, text: string] {
  if (process.platform === "win32") {
    return ["pulumi-resource-azure-native.cmd", `@"${node}" "${pluginJs}" %*\r\n`];
  }
  const isShebang = !/\s/.test(node) && node.length < 120; // Linux reads at most 127 bytes of the line, and no quotes
  const text = isShebang
    ? `#!${node}\nimport(${JSON.stringify(pathToFileURL(pluginJs).href)});\n`
    : `#!/bin/sh\nexec ${quoted(node)} ${quoted(pluginJs)} "$@"\n`;
  return ["pulumi-resource-azure-native", text];
}

async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const current = await readFile(path, "utf8").catch(() => undefined);
  if (current === text) return;
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    await writeFile(draft, text, { mode });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
