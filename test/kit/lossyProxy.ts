import { createServer, request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy before a loopback HTTP server that can lose answers after the server did the work. */
export interface LossyProxy {
  readonly port: number;
  /** Answers lost so far, as `METHOD path`. */
  readonly lost: readonly string[];
  /** Loses the answer to the next request that matches. */
  loseNext(matches: (message: IncomingMessage) => boolean): void;
  close(): Promise<void>;
}

/** Starts a proxy to `127.0.0.1:targetPort` on a free port. */
export async function startLossyProxy(targetPort: number): Promise<LossyProxy> {
  const lost: string[] = [];
  let pending: ((message: IncomingMessage) => boolean) | undefined;

  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const isLost = pending?.(incoming) === true;
    if (isLost) pending = undefined;
    const onward = request({ host: "127.0.0.1", port: targetPort, method, path: url, headers }, (answer) => {
      if (!isLost) {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        return;
      }
      answer.resume().on("end", () => {
        lost.push(`${method ?? ""} ${url ?? ""}`);
        incoming.socket.destroy();
      });
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    port: (server.address() as AddressInfo).port,
    lost,
    loseNext(matches) {
      pending = matches;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
