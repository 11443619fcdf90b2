import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { fault } from "../../test/kit/fault.js";
import { line } from "../../test/contracts/progressFeedContract.js";
import { connectionString, startAzurite, type Azurite } from "../../local/azurite/azurite.js";
import { startLossyProxy, type LossyProxy } from "../../test/kit/lossyProxy.js";
import { memoryClock } from "../memory/memoryClock.js";
import { blobArtifacts } from "./blobArtifacts.js";
import { blobContainer } from "./blobContainer.js";
import { blobLedger } from "./blobLedger.js";
import { blobProgressFeed } from "./blobProgressFeed.js";
import { blobStackLease } from "./blobStackLease.js";
import { translateBlobError } from "./translateBlobError.js";

describe("an answer that is lost after storage did the work", () => {
  let azurite: Azurite | undefined;
  let proxy: LossyProxy | undefined;
  before(async () => {
    azurite = await startAzurite();
    proxy = await startLossyProxy(azurite.port);
  });
  after(async () => {
    await proxy?.close();
    await azurite?.close();
  });

  const container = (name: string) => blobContainer({ connectionString: connectionString(proxy!.port) }, name);
  const loseNextPut = (part: string): void => {
    proxy!.loseNext((message) => message.method === "PUT" && message.url?.includes(part) === true);
  };
  const lostOne = (part: string): void => {
    assert.match(proxy!.lost.at(-1) ?? "nothing was lost", new RegExp(part));
  };

  test("leaves the first writer of a record its win, and the second none", async () => {
    const ledger = blobLedger(container("ledger"));
    loseNextPut("claims/exec-1");
    assert.deepEqual(await ledger.create("claims/exec-1", "first"), { created: true, document: "first" });
    lostOne("claims/exec-1");
    loseNextPut("claims/exec-1");
    assert.deepEqual(await ledger.create("claims/exec-1", "second"), { created: false, document: "first" });
  });

  test("doubles no line of a feed", async () => {
    const feed = blobProgressFeed(container("feed"));
    loseNextPut("progress.jsonl");
    await feed.append("runs/a", [line(1)]); // the creation's answer
    for (const number of [2, 3]) {
      loseNextPut("comp=appendblock");
      await feed.append("runs/a", [line(number)]);
      lostOne("appendblock");
    }
    assert.deepEqual((await feed.read("runs/a", 0)).lines, [1, 2, 3].map(line));
  });

  test("leaves the lease with its holder under a greater token", async () => {
    const lease = blobStackLease(container("lease"), memoryClock("2026-11-21T12:00:00.000Z"));
    loseNextPut("leases/a.json");
    const first = await lease.acquire("a", "run-1", 1000);
    lostOne("leases/a.json");
    assert.equal(first.kind, "held");
    assert.equal(await lease.renew("a", "run-1", first.token, 1000), true);
    loseNextPut("leases/a.json");
    assert.equal(await lease.renew("a", "run-1", first.token, 1000), true);
    loseNextPut("leases/a.json");
    await lease.release("a", "run-1", first.token);
    const second = await lease.acquire("a", "run-2", 1000);
    assert.ok(second.kind === "held" && second.token > first.token);
  });
});

describe("Blob Storage that does not do its part", () => {
  test("is the caller's fault where it does not know the page that was asked for, and ours where no page was", async () => {
    const server = createServer((request, response) => {
      const isListing = request.url?.includes("comp=list") === true;
      response.writeHead(isListing ? 400 : 201, { "x-ms-error-code": "OutOfRangeInput", "content-length": 0 }).end();
    });
    const port = await new Promise<number>((resolve) =>
      server.listen(0, "127.0.0.1", () => {
        resolve((server.address() as AddressInfo).port);
      }),
    );
    const ledger = blobLedger(blobContainer({ connectionString: connectionString(port) }, "none"));
    await assert.rejects(ledger.list("runs/", { next: "made-up" }), fault("rejected-input", /no such page/));
    await assert.rejects(ledger.list("runs/"), fault("defect", /listing runs/));
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test("is a transient fault where nobody listens", async () => {
    const proxy = await startLossyProxy(1);
    await proxy.close();
    const artifacts = blobArtifacts(blobContainer({ connectionString: connectionString(proxy.port) }, "none"));
    await assert.rejects(artifacts.find("a"), fault("transient", /did not answer while reading a .*try again/));
  });

  test("is a defect that names the credential where the key is wrong, and no text holds the key", async () => {
    const azurite = await startAzurite();
    try {
      const wrongKey = Buffer.from("not the key of this account").toString("base64");
      const account = {
        connectionString: azurite.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${wrongKey}`),
      };
      await assert.rejects(blobArtifacts(blobContainer(account, "records")).find("a"), (error) => {
        assert.ok(fault("defect", /refused the credential/)(error));
        return !String(error).includes(wrongKey);
      });
    } finally {
      await azurite.close();
    }
  });

  test("is translated by status, and a fault of ours passes unchanged", () => {
    const rest = (statusCode: number, code?: string): Error =>
      Object.assign(new Error("said storage"), { name: "RestError", statusCode, code });
    const kinds = [408, 429, 500, 503].map((status) => translateBlobError(rest(status), "reading a").kind);
    assert.deepEqual(kinds, ["transient", "transient", "transient", "transient"]);
    assert.equal(translateBlobError(rest(409, "ContainerBeingDeleted"), "a").kind, "transient");
    assert.equal(translateBlobError(rest(409, "InvalidBlobType"), "a").kind, "conflict");
    assert.equal(translateBlobError(rest(400, "InvalidInput"), "a").kind, "defect");
    const noIdentity = Object.assign(new Error("nobody"), { name: "AggregateAuthenticationError" });
    assert.match(translateBlobError(noIdentity, "reading a").message, /refused the credential while reading a/);
    assert.equal(translateBlobError("thrown text", "a").kind, "defect");
    const ours = translateBlobError(rest(500), "a");
    assert.equal(translateBlobError(ours, "b"), ours);
  });
});
