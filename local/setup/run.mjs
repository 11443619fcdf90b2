// @ts-check
// `npm run demo`, `npm start`, `npm test`, `npm run bench`: sets the clone up where needed, then does what was asked.
import { commandLine, commands } from "./commands.mjs";
import { relay } from "./relay.mjs";
import { reportFailure } from "./reportFailure.mjs";
import { runTests } from "./runTests.mjs";
import { project, setUpHere } from "./setUpHere.mjs";

const [name = "", ...args] = process.argv.slice(2);
if (name !== "test" && !(name in commands)) {
  console.error(`Usage: node local/setup/run.mjs test|${Object.keys(commands).join("|")} [arguments]`);
  process.exit(2);
}

const { cli } = await setUpHere();
const env = { ...process.env, PROVISIONER_PULUMI_CLI: cli.path };
try {
  process.exitCode =
    name === "test"
      ? await runTests(project, args, env)
      : await relay(commandLine(project, name, args), { cwd: project, env });
} catch (error) {
  reportFailure(error, process.stderr, process.env);
  process.exitCode = 1;
}
