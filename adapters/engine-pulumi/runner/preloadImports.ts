import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Loads the packages that a compiled program will import: Pulumi's and zod. They only define classes; nothing happens yet. */
export function preloadImports(program: string): void {
  if (program === "") return; // an operation that runs no program
  const text = readFileSync(program, "utf8");
  const load = createRequire(program);
  for (const [, name] of text.matchAll(/require\("([^"]+[\\/](?:@pulumi|zod)[\\/][^"]+)"\)/g)) if (name) load(name);
}
