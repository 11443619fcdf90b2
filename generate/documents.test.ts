import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { documents } from "./documents.js";
import { modulePagesFolder } from "./modules/moduleDocuments.js";
import { readRequirements, requirementsFile } from "./specification/readRequirements.js";
import { specificationPath } from "./specification/specificationPage.js";

const project = fileURLToPath(new URL("..", import.meta.url));
const remedy = "run `npm run generate` and commit what it writes";

test("every generated document is what the generator writes", async (t) => {
  const written = await documents(project);
  for (const { path, text } of written.filter(({ path }) => path !== specificationPath)) {
    await t.test(path, () => {
      assert.equal(textAt(path), text, `${path} is not current: ${remedy}`);
    });
  }

  await t.test("and no page tells of a module that is gone", () => {
    const paths = readdirSync(join(project, modulePagesFolder)).map((name) => `${modulePagesFolder}/${name}`);
    const known = new Set(written.map(({ path }) => path));
    assert.deepEqual(
      paths.filter((path) => !known.has(path)),
      [],
      remedy,
    );
  });

  const atHand = readRequirements(project) !== undefined;
  const skip = !atHand && `the list of requirements is not at ${requirementsFile(project)}`;
  await t.test(specificationPath, { skip }, () => {
    const text = written.find(({ path }) => path === specificationPath)?.text;
    assert.equal(textAt(specificationPath), text, `${specificationPath} is not current: ${remedy}`);
  });
});

/** The committed text; a checkout may have given it the platform's line ends. */
function textAt(path: string): string {
  return readFileSync(join(project, path), "utf8").replaceAll("\r\n", "\n");
}
