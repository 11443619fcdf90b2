import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startAzurite, type Azurite } from "../../local/azurite/azurite.js";
import { knowledgeShelfContract } from "../../test/contracts/knowledgeShelfContract.js";
import { fault } from "../../test/kit/fault.js";
import { blobContainer, type BlobContainer } from "./blobContainer.js";
import { blobShelf } from "./blobShelf.js";

let azurite: Azurite | undefined;
before(async () => {
  azurite = await startAzurite();
});
after(() => azurite?.close());

let containers = 0;
const account = () => ({ connectionString: azurite?.connectionString ?? "" });
async function containerWith(texts: Readonly<Record<string, string>>, prefix = ""): Promise<BlobContainer> {
  containers += 1;
  const container = blobContainer(account(), `shelf-${containers}`);
  await container.use("filling", async (client) => {
    for (const [name, text] of Object.entries(texts))
      await client.getBlockBlobClient(`${prefix}${name}`).upload(text, Buffer.byteLength(text));
  });
  return container;
}

knowledgeShelfContract("container", async (texts) => blobShelf(await containerWith(texts)));
knowledgeShelfContract("prefix of a container", async (texts) =>
  blobShelf(await containerWith(texts, "platform/v3/"), "platform/v3"),
);

test("sees nothing outside its prefix", async () => {
  const container = await containerWith({ "knowledge/dns.yaml": "x", "v33/knowledge/dns.yaml": "x" });
  const shelf = blobShelf(container, "v3");
  assert.deepEqual(await shelf.list("knowledge"), []);
  await assert.rejects(
    shelf.read("knowledge/dns.yaml"),
    fault("defect", /no v3\/knowledge\/dns\.yaml in the container/),
  );
});

test("does not make a container that somebody else was to fill", async () => {
  const absent = blobContainer(account(), "mistyped", { mustExist: true });
  await assert.rejects(blobShelf(absent).list("knowledge"), fault("defect", /container mistyped .*ContainerNotFound/));
  await assert.rejects(
    absent.use("looking", (client) => client.getProperties()),
    fault("defect", /404/),
  );
});
