import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { checkSync } from "recheck";
import ts from "typescript";
import { z } from "zod";
import { inputSchemas } from "../../shared/intake/schemas/inputSchemas.js";
import { kinds } from "../../shared/intake/testing/samples.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What reads text that others wrote. */
const folders = ["shared", "functions", "orchestrations", "adapters", "cli"];

async function literals(): Promise<{ source: string; flags: string; where: string }[]> {
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(root, folder), { recursive: true })).map((file) => join(folder, file)),
    ),
  );
  const own = files.flat().filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const found = await Promise.all(
    own.map(async (file) => {
      const tree = ts.createSourceFile(file, await readFile(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
      return regexesIn(tree).map((literal) => {
        const end = literal.text.lastIndexOf("/");
        const { line } = tree.getLineAndCharacterOfPosition(literal.getStart());
        return { source: literal.text.slice(1, end), flags: literal.text.slice(end + 1), where: `${file}:${line + 1}` };
      });
    }),
  );
  return found.flat();
}

function regexesIn(root: ts.Node): readonly ts.RegularExpressionLiteral[] {
  const found: ts.RegularExpressionLiteral[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** Patterns that come from data: those of the knowledge, as the published schemas have them. */
function published(): { source: string; flags: string; where: string }[] {
  const { request, documents } = inputSchemas(kinds);
  const texts = [request, ...documents.values()].map((schema) =>
    JSON.stringify(z.toJSONSchema(schema, { io: "input" })),
  );
  const patterns = texts.flatMap((text) =>
    [...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, pattern = '""']) => String(JSON.parse(pattern))),
  );
  return patterns.map((source) => ({ source, flags: "", where: "a published schema" }));
}

const all = [...(await literals()), ...published()];

/** Where text of a caller arrives; elsewhere it is the engine's or our own, and of a limited length. */
const isAtTheDoor = (where: string): boolean => /^(?:shared\/intake|functions|a published schema)/.test(where);

test("no regular expression that reads a caller's text takes more than linear time, and none exponential [S27]", () => {
  const once = new Map(all.map((each) => [`/${each.source}/${each.flags}`, each]));
  assert.ok(once.size > 60, `${once.size} expressions`);
  const bad = [...once].flatMap(([text, { source, flags, where }]) => {
    const found = checkSync(source, flags.replace(/[yd]/g, ""), { timeout: 20_000 });
    if (found.status === "safe") return [];
    const takes = found.status === "vulnerable" ? found.complexity.type : "unknown";
    return takes === "polynomial" && !isAtTheDoor(where) ? [] : [`${where} ${text} ${takes}`];
  });
  assert.deepEqual(bad, []);
});

test("the check knows a regular expression that takes long", () => {
  assert.equal(checkSync("^(a|a)*$", "").status, "vulnerable");
});
