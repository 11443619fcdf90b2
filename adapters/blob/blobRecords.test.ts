import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { BlobClient, ContainerClient } from "@azure/storage-blob";
import { fault } from "../../test/kit/fault.js";
import { line } from "../../test/contracts/progressFeedContract.js";
import { startAzurite, type Azurite } from "../../local/azurite/azurite.js";
import { memoryClock } from "../memory/memoryClock.js";
import { blobArtifacts } from "./blobArtifacts.js";
import { blobContainer, type BlobContainer } from "./blobContainer.js";
import { blobLedger } from "./blobLedger.js";
import { blobProgressFeed } from "./blobProgressFeed.js";
import { blobStackLease } from "./blobStackLease.js";
import { blobStateStore, checkpointName } from "./blobStateStore.js";

let azurite: Azurite | undefined;
before(async () => {
  azurite = await startAzurite();
});
after(() => azurite?.close());

const container = (name: string): BlobContainer =>
  blobContainer({ connectionString: azurite?.connectionString ?? "" }, name);
const inside = <T>(store: BlobContainer, look: (client: ContainerClient) => Promise<T>): Promise<T> =>
  store.use("looking", look);

test("artifacts carry their lineage, digest and content type [CP-096] [CP-159]", async () => {
  const store = container("artifacts");
  const artifacts = blobArtifacts(store);
  const traceId = "trace-auth-789";
  const log = await artifacts.put("runs/2026/11/exec-1/provisioning.log", "4 to create", { traceId });
  await artifacts.put("runs/2026/11/exec-1/outputs.json", "{}", { traceId });
  await artifacts.put("runs/2026/11/exec-1/diff", "{}", { traceId, contentType: "application/vnd.diff+json" });

  const seen = await inside(store, async (client) => {
    const blobs: unknown[] = [];
    for await (const { name, metadata, properties } of client.listBlobsFlat({ includeMetadata: true }))
      blobs.push([name.slice(name.lastIndexOf("/") + 1), metadata?.["trace_id"], properties.contentType]);
    return blobs;
  });
  assert.deepEqual(seen, [
    ["diff", traceId, "application/vnd.diff+json"],
    ["outputs.json", traceId, "application/json"],
    ["provisioning.log", traceId, "text/plain; charset=utf-8"],
  ]);
  const properties = await inside(store, (client) => client.getBlobClient(log.name).getProperties());
  assert.equal(properties.metadata?.["sha256"], log.sha256);
});

test("an artifact whose bytes became invalid text is refused, even where the text reads alike", async () => {
  const store = container("corrupted");
  const artifacts = blobArtifacts(store);
  const ref = await artifacts.put("runs/a/log.txt", "a\uFFFDb");
  await inside(store, (client) => client.getBlockBlobClient(ref.name).upload(Buffer.from([0x61, 0xff, 0x62]), 3));
  assert.equal(await artifacts.find(ref.name), "a\uFFFDb");
  await assert.rejects(artifacts.read(ref), fault("defect", /digest/));
});

test("a container is created once, also when twenty first uses race", async () => {
  const store = container("raced");
  await Promise.all(Array.from({ length: 20 }, (_, index) => blobLedger(store).create(`a/${index}`, "{}")));
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => blobLedger(container("raced2")).create(`a/${index}`, "{}")),
  );
  assert.equal((await blobLedger(store).list("a/")).entries.length, 20);
  assert.equal((await blobLedger(container("raced2")).list("a/")).entries.length, 20);
});

test("a feed goes on after its writer was replaced, and two writers at once lose nothing", async () => {
  const store = container("feeds");
  await blobProgressFeed(store).append("runs/a", [line(1)]);
  const [one, two] = [blobProgressFeed(store), blobProgressFeed(store)];
  await one.append("runs/a", [line(2)]);
  await Promise.all([
    one.append("runs/a", [line(3)]),
    two.append("runs/a", [line(4)]),
    one.append("runs/a", [line(5)]),
  ]);
  const { lines } = await blobProgressFeed(store).read("runs/a", 0);
  assert.deepEqual(lines.slice(0, 2), [line(1), line(2)]);
  assert.deepEqual(new Set(lines), new Set([1, 2, 3, 4, 5].map(line)));
  assert.equal(lines.length, 5);
});

test("a position inside a line leads to the next line, and one beyond the end to none", async () => {
  const feed = blobProgressFeed(container("positions"));
  await feed.append("runs/a", [line(1), line(2)]);
  const { next } = await feed.read("runs/a", 0);
  for (const position of [1, 5, next / 2 - 1]) assert.deepEqual((await feed.read("runs/a", position)).lines, [line(2)]);
  for (const position of [next + 1, next + 1000])
    assert.deepEqual(await feed.read("runs/a", position), { lines: [], next: position });
});

test("a feed longer than one read is followed to its end", async () => {
  const feed = blobProgressFeed(container("long"));
  const long = { ...line(1), detail: "x".repeat(1_500_000) };
  await feed.append("runs/a", [line(1), long, line(2)]);
  const seen: unknown[] = [];
  for (let next = 0, isMore = true; isMore; isMore = seen.length < 3) {
    const answer = await feed.read("runs/a", next);
    assert.ok(answer.next > next);
    seen.push(...answer.lines);
    next = answer.next;
  }
  assert.deepEqual(seen, [line(1), long, line(2)]);
});

test("a lease blob that is no lease is a fault, never a new count", async () => {
  const store = container("leases");
  await blobLedger(store).create("leases/a.json", "{}");
  await assert.rejects(
    blobStackLease(store, memoryClock("2026-11-21T12:00:00.000Z")).acquire("a", "run-1", 1000),
    fault("defect", /leasing a/),
  );
});

test("a lease is given back although a last renewal comes between", async () => {
  const store = container("last-renewal");
  const clock = memoryClock("2026-11-21T12:00:00.000Z");
  const lease = blobStackLease(store, clock);
  const held = await lease.acquire("a", "run-1", 60_000);
  const renewed: boolean[] = [];
  const overtaken = blobStackLease(
    afterFirstRead(store, async () => {
      renewed.push(await lease.renew("a", "run-1", held.kind === "held" ? held.token : 0, 60_000));
    }),
    clock,
  );
  await overtaken.release("a", "run-1", 1);
  assert.deepEqual(renewed, [true]);
  assert.equal((await lease.acquire("a", "run-2", 1)).kind, "held");
});

test("state is read from where Pulumi keeps it, and copies are put beside", async () => {
  const state = blobStateStore(container("state"));
  const name = checkpointName("authservice-westeurope", "staging-westeurope-authservice");
  assert.equal(name, ".pulumi/stacks/authservice-westeurope/staging-westeurope-authservice.json");
  assert.equal(await state.find(name), undefined);
  await state.put(name, `{"version":3}`);
  assert.equal(await state.find(name), `{"version":3}`);
});

/** The same container; something happens to it once its first blob was read. */
function afterFirstRead(store: BlobContainer, happen: () => Promise<void>): BlobContainer {
  let isFirst = true;
  const watched = (blob: BlobClient): BlobClient => {
    const download = blob.download.bind(blob);
    blob.download = async (...range) => {
      const answer = await download(...range);
      if (isFirst) await happen();
      isFirst = false;
      return answer;
    };
    return blob;
  };
  const observed = (client: ContainerClient): ContainerClient =>
    Object.assign(Object.create(client) as ContainerClient, {
      getBlobClient: (name: string) => watched(client.getBlobClient(name)),
    });
  return { ...store, use: (doing, operation) => store.use(doing, (client) => operation(observed(client))) };
}
