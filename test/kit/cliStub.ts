import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

/** An answer of the stub; JSON unless it is a text. */
export interface StubAnswer {
  readonly status?: number;
  readonly body: unknown;
}

export interface StubRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A service that answers by `METHOD /path`; a list is answered one by one, the last of it again and again. */
export async function stubService(answers: Readonly<Record<string, StubAnswer | readonly StubAnswer[]>>) {
  const requests: StubRequest[] = [];
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      const key = `${method} ${url.split("?")[0] ?? ""}`;
      const found = [answers[key] ?? notFound].flat();
      const index = counts.get(key) ?? 0;
      counts.set(key, index + 1);
      const { status = 200, body } = found[Math.min(index, found.length - 1)] ?? notFound;
      const isText = typeof body === "string";
      response.writeHead(status, { "content-type": isText ? "text/plain" : "application/json" });
      response.end(isText ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

const notFound: StubAnswer = {
  status: 404,
  body: { type: "t", title: "There is no such run", status: 404, code: "run-not-found" },
};

/** The CLI, bundled from its sources, and a way to call it as a shell would. */
export async function bundledCli() {
  const folder = await mkdtemp(join(tmpdir(), "cli-"));
  const program = join(folder, "main.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "../../cli/main.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: "error",
  });
  return {
    folder,
    run: (args: readonly string[], env: Readonly<Record<string, string>> = {}) => called(program, args, env),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function called(program: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [program, ...args], { env: { PATH: process.env["PATH"] ?? "", ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once("close", (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}
