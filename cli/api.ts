import { BadInput } from "./badInput.js";
import { ProblemDetails } from "../shared/contracts/problem.js";

/** The service answered with a problem. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly details: ProblemDetails;
  constructor(details: ProblemDetails) {
    super(details.title);
    this.details = details;
  }
}

/** The service did not answer. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

interface Reply {
  readonly text: string;
  readonly json: unknown;
}

/** Longer than any answer of the service takes. */
const timeoutMs = 30_000;

/** Calls the service. @throws ApiProblem for 4xx and 5xx, Unreachable when there is no answer. */
export interface Api {
  readonly url: string;
  call(
    method: "GET" | "POST",
    path: string,
    options?: {
      readonly body?: string;
      readonly contentType?: string;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ): Promise<Reply>;
}

/** A client for the service at `url`; `user` names the person on a development host, `key` a function key in Azure. */
export function api({ url, user, key }: { readonly url: string; readonly user?: string; readonly key?: string }): Api {
  const identity = { ...(user ? { "x-provisioner-user": user } : {}), ...(key ? { "x-functions-key": key } : {}) };
  return {
    url,
    async call(method, path, { body, contentType = "application/json", headers = {} } = {}) {
      const address = addressOf(path, url);
      const request = {
        method,
        headers: {
          accept: "application/json",
          ...identity,
          ...(body === undefined ? {} : { "content-type": contentType }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.timeout(timeoutMs),
      };
      const { status, text, json } = await answerOf(address, request).catch((cause: unknown) => {
        throw new Unreachable(
          `Nothing answers at ${url}. Start the service with \`npm start\`, or say where it is with --url.`,
          { cause },
        );
      });
      if (status >= 400) throw new ApiProblem(problemOf(status, json));
      return { text, json };
    },
  };
}

async function answerOf(address: URL, request: RequestInit): Promise<Reply & { readonly status: number }> {
  const response = await fetch(address, request);
  const text = await response.text();
  return { status: response.status, text, json: parsed(text, response.headers.get("content-type") ?? "") };
}

function addressOf(path: string, url: string): URL {
  if (!URL.canParse(url)) throw new BadInput(`${url} is no address. Say where the service is, as in ${example}.`);
  return new URL(path, url);
}

const example = "--url http://127.0.0.1:7071";

function parsed(text: string, contentType: string): unknown {
  if (!contentType.includes("json")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whatever stands between us and the service may answer in its own words. */
function problemOf(status: number, json: unknown): ProblemDetails {
  const problem = ProblemDetails.safeParse(json);
  return problem.success
    ? problem.data
    : { type: "about:blank", title: `The service answered ${status}`, status, code: `http-${status}` };
}
