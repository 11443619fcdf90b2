import { parseArgs } from "node:util";
import { openCloud } from "./cloudStore.js";
import { openPortal } from "./portal.js";
import type { Json } from "./values/json.js";

/** Looks into a simulated Azure and plays the person in the portal: `npx tsx local/azure/cli.ts --help`. */
const usage = `Usage: npx tsx local/azure/cli.ts [--dir <folder>] <command>
  list                        resources: state, kind, id
  show <id>                   one resource with inputs and outputs
  journal                     every write and what became of it
  set <id> <path> [<json>]    change a property past Pulumi; without a value, remove it
  remove <id>                 delete a resource past Pulumi
  purge <type> <name>         free the name of a deleted resource
The folder is --dir or SIMULATED_AZURE_DIR.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dir: { type: "string" }, help: { type: "boolean" } },
});
const [command, ...args] = positionals;
const folder = values.dir ?? process.env["SIMULATED_AZURE_DIR"] ?? "";

if (values.help === true || command === undefined) print(usage);
else if (folder === "") fail("Which folder? Give --dir or set SIMULATED_AZURE_DIR.");
else run(command, args);

function run(name: string, [first = "", second = "", third]: readonly string[]): void {
  const cloud = openCloud(folder);
  switch (name) {
    case "list":
      for (const { state, token, id } of cloud.resources()) print(`${state.padEnd(6)} ${token.padEnd(56)} ${id}`);
      break;
    case "show":
      print(
        JSON.stringify(cloud.resources().find(({ id }) => id.toLowerCase() === first.toLowerCase()) ?? null, null, 2),
      );
      break;
    case "journal":
      for (const { sequence, at, operation, outcome, code, id } of cloud.journal()) {
        print(`${String(sequence).padStart(5)} ${at} ${operation.padEnd(8)} ${(code ?? outcome).padEnd(24)} ${id}`);
      }
      break;
    case "set":
      change((portal) => portal.change(first, second, third === undefined ? undefined : (JSON.parse(third) as Json)));
      break;
    case "remove":
      change((portal) => portal.remove(first));
      break;
    case "purge":
      change((portal) => portal.purge(first, second));
      break;
    default:
      fail(`Unknown command '${name}'.\n${usage}`);
  }
  cloud.close();
}

function change(work: (portal: ReturnType<typeof openPortal>) => boolean): void {
  const portal = openPortal(folder);
  if (!work(portal)) fail("There is no such resource.");
  portal.close();
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}
