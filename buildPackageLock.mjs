// @ts-check
// Makes the package-lock.json that travels with every rendered stack, from the one of this repository.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));
const modules = "@cloud-provisioner/azure";
const modulesFolder = "modules/azure";

/**
 * @typedef {Record<string, string>} Wanted
 * @typedef {{ dependencies?: Wanted, optionalDependencies?: Wanted, peerDependencies?: Wanted,
 *   peerDependenciesMeta?: Record<string, { optional?: boolean }>, link?: boolean, resolved?: string }} Entry
 */

/**
 * What a stack's package.json asks for and everything that this needs, in the versions and with the digests of the
 * repository's own lock, with which stacks are tested. It names no registry: `npm ci` takes each package from whichever
 * one is configured, and refuses other contents. Every stack asks for the same packages, so that one text fits all.
 *
 * @returns {Promise<string>}
 */
export async function packageLock() {
  /** @type {{ lockfileVersion: number, packages: Record<string, Entry & Record<string, unknown>> }} */
  const { lockfileVersion, packages } = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"));
  const exact = (/** @type {string} */ name) => String(packages[`node_modules/${name}`]?.["version"]);
  const dependencies = {
    [modules]: `file:${modulesFolder}`,
    "@pulumi/azure-native": exact("@pulumi/azure-native"),
    "@pulumi/pulumi": exact("@pulumi/pulumi"),
  };
  const devDependencies = { typescript: exact("typescript") };
  const needed = reachable(packages, Object.keys(dependencies), true);
  const all = reachable(packages, [...Object.keys(dependencies), ...Object.keys(devDependencies)], false);
  /** @type {(path: string) => [string, Record<string, unknown>]} */
  const entryOf = (path) => {
    const {
      dev: _dev,
      devOptional: _devOptional,
      optional: _optional,
      peer: _peer,
      funding: _funding,
      resolved,
      ...entry
    } = {
      .../** @type {Entry & Record<string, unknown>} */ (packages[path]),
    };
    const isDev = Object.keys(devDependencies).some((name) => path === `node_modules/${name}`);
    const marks = isDev ? { dev: true } : needed.has(path) ? {} : { optional: true };
    return [path, { ...(entry.link ? { resolved } : {}), ...entry, ...marks }];
  };
  const lock = {
    lockfileVersion,
    requires: true,
    packages: { "": { dependencies, devDependencies }, ...Object.fromEntries([...all].sort().map(entryOf)) },
  };
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/**
 * Paths in the lock of some packages and of all that they need, as Node finds them.
 *
 * @param {Record<string, Entry>} packages @param {readonly string[]} names @param {boolean} onlyRequired
 */
function reachable(packages, names, onlyRequired) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {string} from @param {string} name */
  const visit = (from, name) => {
    const path = placeOf(packages, from, name);
    if (path === undefined || found.has(path)) return;
    found.add(path);
    const entry = packages[path] ?? {};
    if (entry.link && entry.resolved !== undefined) found.add(entry.resolved);
    const at = entry.link ? (entry.resolved ?? path) : path;
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = packages[at] ?? {};
    const peers = Object.keys(peerDependencies ?? {}).filter((peer) => !peerDependenciesMeta?.[peer]?.optional);
    const wanted = [...Object.keys(dependencies ?? {}), ...peers];
    for (const each of onlyRequired ? wanted : [...wanted, ...Object.keys(optionalDependencies ?? {})]) visit(at, each);
  };
  for (const name of names) visit("", name);
  return found;
}

/** The nearest folder above that holds a package. @param {Record<string, Entry>} packages @param {string} from @param {string} name */
function placeOf(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf("/"), 0))) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (folder === "") return undefined;
  }
}
