import { parseArgs } from "node:util";
import { appLoad } from "./appLoad.js";
import { durable } from "./durable.js";
import { engine } from "./engine.js";
import { intake } from "./intake.js";
import { machineLine, thisMachine, type Machine } from "./kit/machine.js";
import type { Measured, Measurement } from "./kit/measurement.js";
import { table } from "./kit/table.js";
import { memory } from "./memory.js";
import { overhead } from "./overhead.js";
import { rendering } from "./rendering.js";
import { stackPreview } from "./stackPreview.js";
import { stackProgram } from "./stackProgram.js";

/** The quiet ones first: what comes later leaves caches and a warm machine behind. */
const measurements: readonly Measurement[] = [
  appLoad,
  intake,
  rendering,
  stackProgram,
  engine,
  stackPreview,
  durable,
  overhead,
  memory,
];

const usage = `Usage: npm run bench -- [--only <name>]... [--json]
Names: ${measurements.map(({ name }) => name).join(", ")}`;

type Ending = { readonly measured: Measured } | { readonly fault: string };
type Report = { readonly name: string; readonly about: string; readonly machine: Machine } & Ending;

/** One after the other, never two at once. A measurement that fails does not keep the others from being made. */
async function measure(selected: readonly Measurement[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const { name, about, run } of selected) {
    const machine = thisMachine();
    const say = (progress: string): void => {
      process.stderr.write(`${name}: ${progress}\n`);
    };
    const ending = await run(say).then(
      (measured): Ending => ({ measured }),
      (error: unknown): Ending => ({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
    reports.push({ name, about, machine, ...ending });
  }
  return reports;
}

function text({ name, about, machine, ...ending }: Report): string {
  const head = `${name}: ${about}\n${machineLine(machine)}`;
  if ("fault" in ending) return `${head}\n\nFAILED: ${ending.fault}`;
  const notes = (ending.measured.notes ?? []).map((note) => `  ${note}`);
  return [head, "", table(ending.measured.findings), ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}

function selection(): { readonly selected: readonly Measurement[]; readonly json: boolean } {
  const { values } = parseArgs({ options: { only: { type: "string", multiple: true }, json: { type: "boolean" } } });
  const only = values.only ?? measurements.map(({ name }) => name);
  const unknown = only.find((wanted) => !measurements.some(({ name }) => name === wanted));
  if (unknown !== undefined) throw new Error(`There is no measurement "${unknown}".`);
  return { selected: measurements.filter(({ name }) => only.includes(name)), json: values.json ?? false };
}

try {
  const { selected, json } = selection();
  const reports = await measure(selected);
  process.stdout.write(`${json ? JSON.stringify(reports, null, 2) : reports.map(text).join("\n\n\n")}\n`);
  if (reports.some((report) => "fault" in report)) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exitCode = 2;
}
