import { readArguments, usage } from "./config/arguments.js";
import { Refusal } from "./refusal.js";
import { startHost, type Host } from "./startHost.js";

/**
 * The local host as a process: prints one JSON line on stdout when it serves, logs to stderr, and stops in order on
 * SIGINT and SIGTERM. Ends with 1 when it cannot start, 2 for a wrong command line.
 */
async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  if (args === "help") {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const host = await startHost({
    app: args.app,
    data: args.data,
    port: args.port,
    ...(args.settings === undefined ? {} : { settings: args.settings }),
    ...(args.quiet ? { minLevel: "warning" as const } : {}),
  });
  stopOnSignals(host);
  const { url, rpcUrl, functionNames } = host;
  process.stdout.write(
    `${JSON.stringify({ ready: true, url, rpcUrl, pid: process.pid, functions: functionNames.length })}\n`,
  );
}

/** The second signal does not wait. */
function stopOnSignals(host: Host): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(130);
    isStopping = true;
    void host.close().finally(() => process.exit());
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

main().catch((error: unknown) => {
  const isUsage = error instanceof TypeError || (error instanceof Error && error.message.startsWith("--"));
  const isPlain = isUsage || error instanceof Refusal;
  process.stderr.write(`${error instanceof Error ? (isPlain ? error.message : error.stack) : String(error)}\n`);
  process.exit(isUsage ? 2 : 1);
});
