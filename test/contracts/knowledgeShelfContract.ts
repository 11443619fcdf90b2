import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { KnowledgeShelf } from "../../shared/ports/knowledgeShelf.js";

/** What every adapter of `KnowledgeShelf` does. `make` gives a shelf that holds exactly these texts. */
export function knowledgeShelfContract(
  name: string,
  make: (texts: Readonly<Record<string, string>>) => Promise<KnowledgeShelf>,
): void {
  describe(`knowledge shelf: ${name}`, () => {
    test("gives a text back as it was written", async () => {
      const text = '\uFEFFname: "Zürich 🏔"\r\nlast line without its end';
      const shelf = await make({ "security/overlay-vault.yaml": text, "knowledge/empty.yaml": "" });
      assert.equal(await shelf.read("security/overlay-vault.yaml"), text);
      assert.equal(await shelf.read("knowledge/empty.yaml"), "");
    });

    test("lists everything below a folder by name, and nothing of a folder whose name only begins alike", async () => {
      const names = [
        "knowledge/b.yaml",
        "knowledge/a/deep/c.yaml",
        "knowledge/README.md",
        "knowledge2/no.yaml",
        "no.yaml",
      ];
      const shelf = await make(Object.fromEntries(names.map((each) => [each, "x"])));
      assert.deepEqual(await shelf.list("knowledge"), [
        "knowledge/README.md",
        "knowledge/a/deep/c.yaml",
        "knowledge/b.yaml",
      ]);
      assert.deepEqual(await shelf.list("knowledge/a"), ["knowledge/a/deep/c.yaml"]);
      assert.deepEqual(await shelf.list("security"), []);
    });

    test("says which text is not there, and where", async () => {
      const shelf = await make({ "knowledge/dns.yaml": "x" });
      await assert.rejects(shelf.read("knowledge/aks.yaml"), (error: Error) => {
        assert.match(error.message, /knowledge\/aks\.yaml/);
        return true;
      });
    });
  });
}
