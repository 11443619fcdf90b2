import type { IncomingMessage } from "node:http";

const loopbackNames: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Why a request must not be served although it came over loopback: a name that is not ours (DNS rebinding), or a page of
 * another origin that makes a browser send it. Undefined when it may be served.
 */
export function refusedCaller({ headers }: Pick<IncomingMessage, "headers">): string | undefined {
  const host = headers.host ?? "";
  if (!loopbackNames.includes(hostname(`http://${host}`) ?? ""))
    return `The Host header '${host}' is not of this machine.`;
  const { origin } = headers;
  if (origin === undefined) return undefined;
  // Same host and port: a page that some other local program serves is a stranger too.
  if (origin.toLowerCase() === `http://${host.toLowerCase()}`) return undefined;
  return `Requests from pages of '${origin}' are not served.`;
}

function hostname(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
