import { access, mkdir, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { ComponentName, Environment } from "../../shared/contracts/identity.js";
import { ApiProblem, Unreachable, type Api } from "../api.js";
import { BadInput } from "../badInput.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import { startingFolder } from "../startingFolder.js";
import type { Terminal } from "../terminal.js";

/**
 * `cs-stack init [folder]`: writes a commented folder to start from, which the service takes as it is. Overwrites nothing.
 * Where no service answers, the folder is written all the same, and what could not be checked is said.
 * @throws ApiProblem for what the service refuses, such as a region that it does not know; nothing is written then.
 */
export async function init(
  api: Api,
  out: Terminal,
  folder: string,
  options: { readonly component?: string; readonly environment: string; readonly region: string },
): Promise<ExitCode> {
  const component = ComponentName.safeParse(options.component ?? componentFrom(folder));
  if (!component.success) throw new BadInput("A component is 1 to 40 letters, digits and hyphens, a letter first.");
  const environment = Environment.safeParse(options.environment);
  if (!environment.success) throw new BadInput(`An environment is one of ${Environment.options.join(", ")}.`);
  const files = startingFolder({
    component: component.data,
    environment: environment.data,
    region: options.region,
    url: api.url,
  });

  const taken = await Promise.all(
    Object.keys(files).map(async (name) => ((await exists(join(folder, name))) ? [name] : [])),
  );
  if (taken.flat().length > 0)
    throw new BadInput(
      `${folder} holds ${taken.flat().join(", ")} already. Give another folder: nothing is overwritten.`,
    );
  const unchecked = await whyUnchecked(api, files);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { flag: "wx" });

  out.json({ folder, files: Object.keys(files), isChecked: unchecked === undefined });
  out.line(`${out.colors.green("✓")} ${Object.keys(files).length} documents in ${out.colors.bold(folder)}`);
  for (const name of Object.keys(files)) out.line(`    ${name}`);
  if (unchecked !== undefined)
    out.complain(
      `${out.colors.yellow("!")} Whether the service knows ${options.region} and takes ${component.data} is not checked: ${unchecked}`,
    );
  out.line(out.colors.dim(`  look at them, then: cs-stack validate ${folder}`));
  return exitCodes.success;
}

/** Asks the service what it has against the documents; the reason where it could not be asked. */
async function whyUnchecked(api: Api, documents: Readonly<Record<string, string>>): Promise<string | undefined> {
  try {
    await api.call("POST", "/api/validate", { body: JSON.stringify({ documents }) });
    return undefined;
  } catch (error) {
    const isRefusal = error instanceof ApiProblem && error.details.status === 422;
    if (isRefusal || !(error instanceof ApiProblem || error instanceof Unreachable)) throw error;
    return error.message;
  }
}

/** The folder's name as a component: `order-service` is OrderService. */
function componentFrom(folder: string): string {
  const words = basename(resolve(folder)).split(/[^A-Za-z0-9]+/);
  const name = words.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join("");
  return ComponentName.safeParse(name).success ? name : "MyService";
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
