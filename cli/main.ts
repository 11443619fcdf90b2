import { Command, type Argument, CommanderError, InvalidArgumentError, Option } from "commander";
import { api, type Api } from "./api.js";
import { cancel } from "./commands/cancel.js";
import { decide } from "./commands/decide.js";
import { artifacts, logs, outputs } from "./commands/evidence.js";
import { status } from "./commands/followRun.js";
import { history } from "./commands/history.js";
import { init } from "./commands/init.js";
import { listRuns } from "./commands/listRuns.js";
import { provision } from "./commands/provision.js";
import { validate } from "./commands/validate.js";
import { why } from "./commands/why.js";
import { exitCodes, type ExitCode } from "./exitCodes.js";
import { terminal, type Terminal } from "./terminal.js";
import { tellTrouble } from "./trouble.js";

interface Common {
  readonly url: string;
  readonly as?: string;
  readonly json?: boolean;
}

const program = new Command("cs-stack")
  .description("Provision Azure stacks: see every change before it is made, decide, and keep the proof.")
  .addOption(new Option("--url <url>", "where the service is").env("CS_STACK_URL").default("http://127.0.0.1:7071"))
  .addOption(new Option("--as <person>", "who you are on a development host").env("CS_STACK_USER"))
  .option("--json", "answer with JSON only")
  .addHelpText(
    "after",
    "\nEnvironment:\n  CS_STACK_KEY  function key of a service in Azure\n\nExit codes:\n  0  success\n  1  failure\n  2  bad input\n  3  waiting for a person\n  4  declined, cancelled or expired",
  )
  .showHelpAfterError()
  .configureHelp({ subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(shown)].join(" ") })
  .exitOverride();

program
  .command("provision <path>")
  .description("submit a request: one file, or a folder of the separate documents")
  .option("--execution-id <id>", "name the run yourself, whatever the documents say")
  .option("-w, --watch", "follow the run until it ends or waits")
  .action(
    act((service, out, path: string, options: { watch?: boolean; executionId?: string }) =>
      provision(service, out, path, options),
    ),
  );
program
  .command("validate <path>")
  .description("say what a run would say about a file or folder, without starting one")
  .option("--execution-id <id>", "name the run yourself, whatever the documents say")
  .option("--why [plan-path]", "show who set every value of the plan, or those below a path")
  .action(
    act((service, out, path: string, options: { executionId?: string; why?: string | true }) =>
      validate(service, out, path, options),
    ),
  );
program
  .command("init [folder]")
  .description("write a commented folder to start from")
  .option("--component <name>", "the service's name; else the folder's")
  .option("--environment <name>", "where it runs first", "dev")
  .option("--region <name>", "the Azure region", "westeurope")
  .action(
    act(
      (
        service,
        out,
        folder: string | undefined,
        options: { component?: string; environment: string; region: string },
      ) => init(service, out, folder ?? ".", options),
    ),
  );
program
  .command("status <run>")
  .description("show where a run stands")
  .option("-w, --watch", "follow the run until it ends or waits")
  .action(act((service, out, run: string, options: { watch?: boolean }) => status(service, out, run, options)));
program
  .command("runs")
  .description("list runs, newest first")
  .option("--trace <id>", "only those of one trace")
  .option("--limit <n>", "how many, at most 200", wholeNumber, 20)
  .action(act((service, out, options: { trace?: string; limit: number }) => listRuns(service, out, options)));
program
  .command("history <stack>")
  .description("show what was applied to a stack, such as authservice/staging/westeurope")
  .option("--limit <n>", "how many applies, at most 200", wholeNumber, 10)
  .action(act((service, out, stack: string, options: { limit: number }) => history(service, out, stack, options)));

for (const verdict of ["approve", "reject"] as const)
  program
    .command(`${verdict} [run]`)
    .alias(`${verdict}-stack`)
    .description(`${verdict} the plan that a run shows at its gate`)
    .option("--trace <id>", "the waiting run of this trace")
    .option("--reason <text>", "why", verdict === "approve" ? "reviewed" : "not now")
    .option("--pin <pin>", "the pin you saw; by default the one shown now")
    .option("-w, --watch", "follow the run until it ends or waits")
    .action(
      act(
        (
          service,
          out,
          runId: string | undefined,
          options: { trace?: string; reason: string; pin?: string; watch?: boolean },
        ) => decide(service, out, verdict, { runId, trace: options.trace }, options),
      ),
    );
program
  .command("cancel <run>")
  .description("end a run at its next safe point")
  .option("--reason <text>", "why", "cancelled by hand")
  .option("-w, --watch", "follow the run until it ends")
  .action(
    act((service, out, run: string, options: { reason: string; watch?: boolean }) =>
      cancel(service, out, run, options),
    ),
  );
program
  .command("why <run> [path]")
  .description("show who set a value of the run's plan, or every value below a path")
  .action(act((service, out, run: string, path: string | undefined) => why(service, out, run, path)));
program
  .command("outputs <run>")
  .description("show what the run produced: endpoints, names, references")
  .action(act((service, out, run: string) => outputs(service, out, run)));
program
  .command("logs <run>")
  .description("show the provisioning log")
  .action(act((service, out, run: string) => logs(service, out, run)));
program
  .command("artifacts <run>")
  .description("list what the run wrote")
  .option("--to <folder>", "copy everything into this folder")
  .action(act((service, out, run: string, options: { to?: string }) => artifacts(service, out, run, options)));

process.exitCode = await program.parseAsync().then(
  () => process.exitCode ?? exitCodes.success,
  (error: unknown) => {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.badInput;
    throw error;
  },
);

/** Joins a command with the service and the terminal, and turns trouble into words and an exit code. */
function act<Args extends unknown[]>(
  run: (service: Api, out: Terminal, ...args: Args) => Promise<ExitCode>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    const common = program.opts<Common>();
    const out = terminal(common.json ?? false);
    const key = process.env["CS_STACK_KEY"];
    const service = api({ url: common.url, ...(common.as ? { user: common.as } : {}), ...(key ? { key } : {}) });
    process.exitCode = await run(service, out, ...args).catch((error: unknown) => tellTrouble(error, out));
  };
}

function shown(argument: Argument): string {
  return argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError("It is a whole number from 1 on.");
  return Number(text);
}
