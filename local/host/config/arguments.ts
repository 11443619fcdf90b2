import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";

const Arguments = z.object({
  app: z.string().default("."),
  data: z.string("--data <folder> is needed: where the host keeps its state"),
  port: z.coerce.number("--port is no number").int().min(0).max(65535).default(7071),
  settings: z.string().optional(),
  quiet: z.boolean().default(false),
});

/** The command line of the host, paths resolved. */
export type Arguments = z.infer<typeof Arguments>;

/** What `--help` prints. */
export const usage = `Usage: main.js --data <folder> [--app <root>] [--port <n>] [--settings <file>] [--quiet]

Runs an Azure Functions application (Node.js model v4) with Durable Functions on this machine.
  --app       root of the application: package.json, host.json (default: .)
  --data      folder for the host's state; one host at a time
  --port      port on 127.0.0.1, 0 for a free one (default: 7071)
  --settings  local.settings.json (default: the one in the root, when there)
  --quiet     warnings and errors only`;

/** Reads the command line. @throws Error naming every problem. */
export function readArguments(argv: readonly string[]): Arguments | "help" {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      app: { type: "string" },
      data: { type: "string" },
      port: { type: "string" },
      settings: { type: "string" },
      quiet: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return "help";
  const parsed = Arguments.safeParse(values);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join("\n"));
  const { app, data, settings, ...rest } = parsed.data;
  return {
    ...rest,
    app: resolve(app),
    data: resolve(data),
    ...(settings === undefined ? {} : { settings: resolve(settings) }),
  };
}
