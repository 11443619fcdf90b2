import { access, mkdir, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { ComponentName, Environment } from "../../shared/contracts/identity.js";
import type { Api } from "../api.js";
import { BadInput } from "../badInput.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import { startingFolder } from "../startingFolder.js";
import type { Terminal } from "../terminal.js";

/** `cs-stack init [folder]`: writes a commented folder to start from. Overwrites nothing; asks no service. */
export async function init(
  api: Pick<Api, "url">,
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
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { flag: "wx" });

  out.json({ folder, files: Object.keys(files) });
  out.line(`${out.colors.green("✓")} ${Object.keys(files).length} documents in ${out.colors.bold(folder)}`);
  for (const name of Object.keys(files)) out.line(`    ${name}`);
  out.line(out.colors.dim(`  look at them, then: cs-stack validate ${folder}`));
  return exitCodes.success;
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
