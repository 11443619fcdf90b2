// @ts-check
import { readFileSync } from "node:fs";

/**
 * The pinned versions, from `versions.json`: the one place that names them.
 *
 * CLI and SDK (`@pulumi/pulumi`) are one release; `azureNative` is npm package and provider plugin alike; `go` is the
 * oldest Go that builds this CLI; `npmLauncher` is the npm package that runs the official installer (it skips releases,
 * and installs any). package.json and cli/go.mod repeat them for their own tools, and a test holds them equal.
 *
 * @type {Readonly<{ pulumi: string, azureNative: string, go: string, npmLauncher: string }>}
 */
export const versions = JSON.parse(readFileSync(new URL("versions.json", import.meta.url), "utf8"));
