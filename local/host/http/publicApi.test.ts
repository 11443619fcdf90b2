import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startSample, type SampleHost } from "../testing/sampleHost.js";
import { seen } from "../testing/apps/triggers/seen.js";
import { tempFolder } from "../testing/tempFolder.js";

let host: SampleHost;
before(async () => {
  const hooks: (() => void)[] = [];
  const folder = tempFolder({ after: (hook) => hooks.push(hook as () => void) });
  after(() => {
    for (const hook of hooks) hook();
  });
  const settings = join(folder, "local.settings.json");
  writeFileSync(settings, JSON.stringify({ Values: { SAMPLE: "from settings", TICK: "0 0 0 1 1 *" } }));
  host = await startSample("triggers", { settings, maxBodyBytes: 1000, graceMs: 100 });
});
after(() => host.close());

test("hands a request to its function and the answer back", async () => {
  const answer = await fetch(`${host.url}/V1/Echo/runs/7?q=1`, {
    method: "POST",
    headers: { "x-sent": "yes", "content-type": "text/plain" },
    body: "hello",
  });
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get("x-kind"), "runs");
  assert.equal(answer.headers.get("set-cookie"), "a=1; HttpOnly");
  assert.deepEqual(await answer.json(), {
    method: "POST",
    url: "/V1/Echo/runs/7",
    params: { kind: "runs", id: "7" },
    query: { q: "1" },
    header: "yes",
    body: "hello",
    hasTrace: true,
  });
});

test("keeps bytes as they are", async () => {
  const body = new Uint8Array([0, 255, 128, 10]);
  const answer = await fetch(`${host.url}/v1/bytes`, { method: "POST", body });
  assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), body);
});

test("prefers a literal route to a parameter", async () => {
  assert.equal(await (await fetch(`${host.url}/v1/echo/latest`)).text(), "literal");
});

test("answers 204 for nothing and an empty 500 for a throw", async () => {
  assert.equal((await fetch(`${host.url}/v1/nothing`)).status, 204);
  const thrown = await fetch(`${host.url}/v1/throws`);
  assert.deepEqual([thrown.status, await thrown.text()], [500, ""]);
  assert.ok(host.logged.some(({ level, message }) => level === "error" && message.includes("a secret")));
});

const problems: readonly (readonly [string, string, string, number, string | null])[] = [
  ["an unknown path", "GET", "/v1/nowhere", 404, null],
  ["a path outside the prefix", "GET", "/echo/runs", 404, null],
  ["a parameter that breaks its constraint", "GET", "/v1/echo/9", 404, null],
  ["a method the route has not", "DELETE", "/v1/echo/runs", 405, "GET, POST, PUT"],
  ["Durable's management API", "GET", "/runtime/webhooks/durabletask/instances", 404, null],
  ["the client's own door to it", "GET", "/durabletask/instances", 404, null],
  ["a path that is not decodable", "GET", "/v1/%E0%A4%A", 400, null],
];
for (const [title, method, path, status, allow] of problems) {
  test(`answers ${status} with problem details for ${title}`, async () => {
    const answer = await fetch(host.url + path, { method });
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get("allow"), allow);
    assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/);
    assert.equal(((await answer.json()) as { status: number }).status, status);
  });
}

test("refuses a body above the limit, told or found out", async () => {
  const told = await fetch(`${host.url}/v1/bytes`, { method: "POST", body: "x".repeat(1001) });
  assert.equal(told.status, 413);
  const chunks = new ReadableStream({
    start(controller) {
      controller.enqueue(Buffer.alloc(2000));
      controller.close();
    },
  });
  const found = await fetch(`${host.url}/v1/bytes`, { method: "POST", body: chunks, duplex: "half" });
  assert.equal(found.status, 413);
});

test("refuses strange Host and Origin headers on both ports", async () => {
  for (const url of [`${host.url}/v1/nothing`, `${host.rpcUrl}/debug/commits`]) {
    assert.equal(await statusWith(url, { host: "evil.test" }), 403);
    assert.equal(await statusWith(url, { origin: "http://evil.test" }), 403);
    assert.notEqual(await statusWith(url, { origin: new URL(url).origin }), 403);
  }
});

test("ends a function at functionTimeout", async () => {
  assert.equal((await fetch(`${host.url}/v1/slow`)).status, 500);
  assert.ok(host.logged.some(({ message }) => message.includes("Timeout value of 0.3 s exceeded by function 'slow'")));
});

test("fails an activity at functionTimeout, and runs no more of them at once than host.json says", async () => {
  const { status, output } = await host.durable.waitForEnd(await host.durable.start("BusyTooLong"));
  assert.equal(status, "Failed");
  assert.match(String(output), /Timeout value of 0\.3 s exceeded by function 'Busy'/);
  seen.mostAtOnce = 0;
  assert.equal((await host.durable.waitForEnd(await host.durable.start("BusyMany"))).output, 6);
  // Two, and the one that was given up and still runs.
  assert.ok(seen.mostAtOnce <= 3, `${seen.mostAtOnce} at once`);
});

test("gives the application its settings and its host name", async () => {
  const answer = await (await fetch(`${host.url}/v1/settings`)).json();
  assert.deepEqual(answer, { sample: "from settings", host: new URL(host.url).host });
});

test("runs the application's hooks in order", async () => {
  assert.equal(await (await fetch(`${host.url}/v1/hooked`)).text(), "replaced");
  assert.deepEqual(seen.hooks, ["appStart", "preInvocation", "postInvocation 1"]);
});

/** fetch sets Host itself; this does not. */
function statusWith(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers }, (answer) => {
      answer.resume().on("end", () => {
        resolve(answer.statusCode);
      });
    })
      .on("error", reject)
      .end();
  });
}
