/** A value on its way between host and worker. Source: `TypedData` of FunctionRpc.proto in azure-functions-language-worker-protobuf. */
export interface TypedData {
  readonly string?: string;
  readonly json?: string;
  readonly bytes?: Uint8Array;
  readonly int?: number;
  readonly double?: number;
  readonly http?: HttpData;
}

/** An HTTP request or response on its way between host and worker. */
export interface HttpData {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly statusCode?: string;
  readonly cookies?: readonly RpcCookie[];
  readonly body?: TypedData | null | undefined;
}

interface Boxed<T> {
  readonly value?: T | undefined;
}

/** A cookie as the worker sends it: optional fields are boxed. */
export interface RpcCookie {
  readonly name: string;
  readonly value: string;
  readonly domain?: Boxed<string> | undefined;
  readonly path?: Boxed<string> | undefined;
  readonly expires?: Boxed<{ readonly seconds: number }> | undefined;
  readonly maxAge?: Boxed<number> | undefined;
  readonly secure?: Boxed<boolean> | undefined;
  readonly httpOnly?: Boxed<boolean> | undefined;
  readonly sameSite?: "none" | "lax" | "strict" | "explicitNone" | undefined;
}

/** A value a function returned, as JSON text; `null` for nothing. Bytes become base64. */
export function toJsonText(data: TypedData | null | undefined): string {
  if (!data) return "null";
  if (data.json !== undefined) return data.json;
  if (data.string !== undefined) return JSON.stringify(data.string);
  if (data.int !== undefined) return JSON.stringify(data.int);
  if (data.double !== undefined) return JSON.stringify(data.double);
  if (data.bytes) return JSON.stringify(Buffer.from(data.bytes).toString("base64"));
  return "null";
}
