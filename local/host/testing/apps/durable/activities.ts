import * as df from "durable-functions";

const attempts = new Map<string, number>();

/** An error that carries data the exception properties provider below passes on. */
class CodedError extends Error {
  override readonly name = "CodedError";
  readonly code: number;

  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

df.app.setExceptionPropertiesProvider({
  getExceptionProperties: (error) => (error instanceof CodedError ? { code: error.code } : undefined),
});

df.app.activity("Add", { handler: ({ a, b }: { a: number; b: number }) => a + b });
df.app.activity("Echo", { handler: (input: unknown) => input });
df.app.activity("Fails", {
  handler: () => {
    throw new RangeError("boom");
  },
});
df.app.activity("FailsCoded", {
  handler: () => {
    throw new CodedError("coded boom", 42);
  },
});

/** Fails on the first two calls with the same key. */
df.app.activity("FailsTwice", {
  handler: (key: string) => {
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    if (attempt <= 2) throw new Error(`attempt ${attempt}`);
    return `ok after ${attempt}`;
  },
});

df.app.activity("Waits", {
  handler: async (ms: number) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return ms;
  },
});

df.app.activity("TellsTrace", { handler: (_: unknown, context) => context.traceContext?.traceParent });
