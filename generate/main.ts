import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { documents } from "./documents.js";
import { modulePagesFolder } from "./modules/moduleDocuments.js";
import { requirementsFile } from "./specification/readRequirements.js";
import { specificationPath } from "./specification/specificationPage.js";

const project = fileURLToPath(new URL("..", import.meta.url));
const written = await documents(project);
const paths = new Set(written.map(({ path }) => path));

for (const { path, text } of written) {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}
for (const name of readdirSync(join(project, modulePagesFolder))) {
  const path = `${modulePagesFolder}/${name}`;
  if (!paths.has(path)) rmSync(join(project, path)); // the page of a module that is gone
}
console.log(`${written.length} documents are written`);
if (!paths.has(specificationPath)) {
  console.log(`${specificationPath} is left as it is: the requirements are not at ${requirementsFile(project)}`);
}
