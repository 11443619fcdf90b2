#!/usr/bin/env node
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const program = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(fileURLToPath(program))) await import(program.href);
else {
  console.error("cs-stack is not built yet: run `npm run setup` once.");
  process.exitCode = 1;
}
