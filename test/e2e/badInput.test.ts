import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { z } from "zod";
import { ProblemDetails } from "../../shared/contracts/problem.js";
import { inputSchemas } from "../../shared/intake/schemas/inputSchemas.js";
import { kinds, sample } from "../../shared/intake/testing/samples.js";
import { bombs, malformed, numbers, pollution } from "../badInput/corpora/documents.js";
import { contradictions } from "../badInput/corpora/contradictions.js";
import { badNames, invisible } from "../badInput/corpora/texts.js";
import { schemaCases } from "../badInput/kit/schemaCases.js";
import { startService, type Service } from "../kit/service.js";
import { storeReader } from "../kit/storeReader.js";

let service: Service;
before(async () => {
  service = await startService();
  // The first request loads the handlers; what lies in storage from then on is compared.
  await service.call("GET", "/api/runs");
});
after(() => service.close());

const request = JSON.parse(sample("invocation.json")) as Record<string, unknown>;
const json = "application/json";

interface Bad {
  readonly what: string;
  readonly text: string;
  readonly type: string;
}

/** Every n-th of a list, from its first on. */
const spread = <T>(all: readonly T[], count: number): T[] =>
  all.filter((_, index) => index % Math.max(1, Math.floor(all.length / count)) === 0).slice(0, count);

/** Some of each class of the corpora. */
const bodies: readonly Bad[] = [
  ...[...spread(pollution, 6), ...bombs, ...spread(numbers, 6), ...spread(malformed, 12)].map(
    ({ what, text, format }) => ({ what, text, type: `application/${format}` }),
  ),
  ...spread(contradictions("CANARY-s3cr3t"), 16).map(({ what, changes }) => ({
    what,
    text: JSON.stringify({ ...request, ...changes }),
    type: json,
  })),
  ...spread([...badNames, ...invisible], 8).map((component) => ({
    what: `the name ${JSON.stringify(component).slice(0, 30)}`,
    text: JSON.stringify({ ...request, component: component }),
    type: json,
  })),
  ...spread(
    [...schemaCases(z.toJSONSchema(inputSchemas(kinds).request, { io: "input" }), request)].filter(
      ({ isInside }) => !isInside,
    ),
    16,
  ).map(({ about, path, document }) => ({
    what: `${about} at ${path.join(".")}`,
    text: JSON.stringify(document),
    type: json,
  })),
];

/** What was sent to the running service must leave: the same records, no run, and a host that is well. */
async function untouched<T>(send: () => Promise<T>): Promise<T> {
  const stored = () => storeReader(service.surroundings.storageConnection, "records").names("");
  const before = await stored();
  const answer = await send();
  assert.deepEqual(await stored(), before);
  assert.deepEqual((await service.call("GET", "/api/runs")).body, { value: [] });
  assert.equal((await service.call("GET", "/api/health")).status, 200);
  return answer;
}

test("refuses a sample of every class of bad bodies over HTTP, at both doors, and writes and starts nothing", async () => {
  assert.ok(bodies.length >= 60, String(bodies.length));
  await untouched(async () => {
    for (const door of ["/api/provision/stack", "/api/validate"])
      for (const { what, text, type } of bodies) {
        const answer = await service.call("POST", door, { body: text, headers: { "content-type": type }, as: "ada" });
        assert.ok(answer.status >= 400 && answer.status < 500, `${what}: ${answer.status}`);
        const problem = ProblemDetails.parse(answer.body);
        assert.equal(problem.status, answer.status);
        assert.ok((problem.errors ?? []).length > 0, what);
        assert.doesNotMatch(JSON.stringify(answer.body), /CANARY|node_modules|\/dist\/| at .*\.js:/, what);
      }
  });
});

const invalid = Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0x22, 0x7d]);
const latin = "application/json; charset=latin1";

/** Rows of one table: how a request is sent, and the status that it must have. */
const sent: Readonly<Record<string, readonly [init: RequestInit & { readonly path?: string }, status: number]>> = {
  "bytes that are no UTF-8": [{ body: invalid }, 400],
  "a byte order mark before what is else malformed": [{ body: "\ufeff{" }, 400],
  "plain text": [{ body: "{}", headers: { "content-type": "text/plain" } }, 415],
  "a form": [{ body: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } }, 415],
  "another charset": [{ body: "{}", headers: { "content-type": latin } }, 415],
  "a body that is said to be compressed": [{ body: "{}", headers: { "content-encoding": "gzip" } }, 415],
  "a body one byte over the limit": [{ body: `"${"x".repeat(1024 * 1024 - 1)}"` }, 413],
  "a name for the run that cannot be one": [{ body: "{}", headers: { "operation-id": "../x" } }, 400],
  "an override of the method": [{ body: "{", headers: { "x-http-method-override": "GET" } }, 400],
  "PUT where there is POST": [{ method: "PUT", body: "{}" }, 405],
  "DELETE of a run": [{ method: "DELETE", path: "/api/runs/exec-1" }, 405],
  "GET where there is POST": [{ method: "GET" }, 405],
  "a decision by GET": [{ method: "GET", path: "/api/runs/exec-1/decision" }, 405],
  "a decision by HEAD": [{ method: "HEAD", path: "/api/runs/exec-1/decision" }, 405],
  "an unknown route": [{ path: "/api/nothing" }, 404],
  "a route without its prefix": [{ path: "/provision/stack" }, 404],
  "the platform's management": [{ method: "GET", path: "/admin/host/status" }, 404],
  "Durable's management": [{ method: "GET", path: "/runtime/webhooks/durabletask/instances" }, 404],
  "a page that nobody led to": [{ method: "GET", path: "/api/runs?next=%00garbage" }, 400],
  "a parameter twice": [{ method: "GET", path: "/api/runs?limit=1&limit=2" }, 400],
  "a parameter as a list": [{ method: "GET", path: "/api/runs?limit[]=1" }, 400],
  "a filter that nobody knows": [{ method: "GET", path: "/api/runs?filter=' or PartitionKey ne '" }, 400],
  "a limit of none": [{ method: "GET", path: "/api/runs?limit=0" }, 400],
  "a limit beyond all": [{ method: "GET", path: "/api/runs?limit=1e9" }, 400],
  "a run that is none": [{ method: "GET", path: "/api/runs/%2e%2e%2f%2e%2e%2fetc" }, 404],
  "a percent sign that begins nothing": [{ method: "GET", path: "/api/runs/%zz" }, 400],
  "a file of a run that is none": [{ method: "GET", path: "/api/runs/exec-1/artifacts/..%2f..%2fx" }, 404],
};
for (const [what, [{ path = "/api/provision/stack", ...init }, status]] of Object.entries(sent))
  test(`answers ${what} with ${status}, as a problem, and writes nothing`, async () => {
    const answer = await untouched(() => {
      const { method = "POST", headers = { "content-type": json } } = init;
      const withType = { "content-type": json, ...(headers as Record<string, string>) };
      return fetch(new URL(path, service.host().url), { ...init, method, headers: withType });
    });
    assert.equal(answer.status, status, await answer.clone().text());
    assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/);
    if (status === 405) assert.match(answer.headers.get("allow") ?? "", /POST|GET/);
    if (init.method !== "HEAD") assert.equal(z.object({ status: z.int() }).parse(await answer.json()).status, status);
  });

/** Requests that no client library would send, as bytes, and the status of the one answer; 0 where there is none. */
const framed: Readonly<Record<string, readonly [text: string, status: number]>> = {
  "two lengths": ["content-length: 2\r\ncontent-length: 5\r\n\r\n{}", 400],
  "a length and chunks": ["content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", 400],
  "a length that is no number": ["content-length: two\r\n\r\n{}", 400],
  "a header without a name": [": x\r\n\r\n", 400],
  "64 KB of a header": [`x-long: ${"x".repeat(65_536)}\r\n\r\n`, 431],
  "a length far over the limit": ["content-length: 99999999999\r\n\r\n{}", 413],
  "chunks that say what is no length": ["transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n", 400],
};
for (const [what, [text, status]] of Object.entries(framed))
  test(`answers ${what} with ${status} and closes, and writes nothing`, async () => {
    const { port } = new URL(service.host().url);
    const head = `POST /api/provision/stack HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: ${json}\r\n`;
    const answer = await untouched(() => raw(Number(port), head + text));
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), answer.slice(0, 200));
    assert.doesNotMatch(answer, /node_modules| at .*\.js:/);
  });

test("serves no name that only resolves to this machine, and no page of elsewhere", async () => {
  const { port } = new URL(service.host().url);
  for (const header of ["host: evil.example", `host: 127.0.0.1:${port}\r\norigin: https://evil.example`]) {
    const answer = await untouched(() =>
      raw(Number(port), `GET /api/runs HTTP/1.1\r\n${header}\r\nconnection: close\r\n\r\n`),
    );
    assert.match(answer, /^HTTP\/1\.1 4\d\d /, answer.slice(0, 100));
  }
});

/** Sends bytes and reads until the other side closes, or says no more for two seconds. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
    socket.on("close", () => {
      resolve(answer);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ECONNRESET" && error.code !== "EPIPE") reject(error);
    });
  });
}
