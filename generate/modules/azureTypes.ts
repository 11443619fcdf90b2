import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** A type of azure-native as a link to its reference. */
export function typeLink(token: string): string {
  const [, module = "", resource = ""] = token.split(":");
  const page = `${module}/${resource}`.toLowerCase();
  return `[\`${token}\`](https://www.pulumi.com/registry/packages/azure-native/api-docs/${page}/)`;
}

/** The version of Azure's API that the installed azure-native uses for a type, from the declarations it comes with. */
export function apiVersion(token: string): string {
  const [, module = "", resource = ""] = token.split(":");
  const file = `@pulumi/azure-native/${module}/${resource.charAt(0).toLowerCase()}${resource.slice(1)}.d.ts`;
  const found = /Azure REST API version (\d{4}-\d{2}-\d{2}(?:-preview)?)/.exec(
    readFileSync(require.resolve(file), "utf8"),
  );
  if (found?.[1] === undefined) throw new Error(`${file} does not say which version of Azure's API it uses`);
  return found[1];
}
