import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { inputDocuments } from "./inputDocuments.js";

const pages = await inputDocuments(fileURLToPath(new URL("../../", import.meta.url)));
const page = (name: string): string => pages.find(({ path }) => path === `docs/inputs/${name}.md`)?.text ?? "";

test("says of each field what it takes, what to write and how else it is called", () => {
  assert.match(
    page("request"),
    /\| `environment` \(needed\) \| one of a few words \| One of dev, .* \| `env`, `target_environment` \|/,
  );
  assert.match(page("infra-plan"), /\| `node_count` \| a whole number from 1 to 100 \|/);
  assert.match(page("infra-plan"), /### `resources`: `type: redis`\n\nA cache in Azure Managed Redis/);
});

test("leads from the index to every page, and from a request to the pages of its parts", () => {
  const names = pages.map(({ path }) => path.replace(/^docs\/inputs\/|\.md$/g, "")).filter((name) => name !== "README");
  for (const name of names) assert.ok(page("README").includes(`(${name}.md)`), name);
  for (const { path, text } of pages)
    for (const [, link = ""] of text.matchAll(/\]\(([a-z-]+)\.md\)/g))
      assert.ok(names.includes(link), `${path}: ${link}`);
});
