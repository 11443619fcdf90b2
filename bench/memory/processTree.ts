import { readdir, readFile } from "node:fs/promises";

/** A process as Linux counts it. */
export interface ProcessView {
  readonly pid: number;
  readonly parent: number;
  /** `node host/main.js`, `pulumi up`: enough to know it by. */
  readonly name: string;
  readonly residentBytes: number;
}

/** The process and all that descend from it, as of now. Reads `/proc`: this measurement needs Linux. */
export async function processTree(root: number): Promise<ProcessView[]> {
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(names.map(look))).filter((found) => found !== undefined);
  const family = new Set([root]);
  // A child may have a lower pid than its parent: once around for every generation.
  for (let before = 0; before < family.size;) {
    before = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid));
}

/** `undefined` when it is gone, or a zombie. Source: proc_pid_status(5), VmRSS in KB. */
async function look(name: string): Promise<ProcessView | undefined> {
  const [status, commandLine] = await Promise.all(
    ["status", "cmdline"].map((file) => readFile(`/proc/${name}/${file}`, "utf8").catch(() => "")),
  );
  const parent = /^PPid:\s+(\d+)/m.exec(status ?? "")?.[1];
  const residentKb = /^VmRSS:\s+(\d+)/m.exec(status ?? "")?.[1];
  if (parent === undefined || residentKb === undefined) return undefined;
  return {
    pid: Number(name),
    parent: Number(parent),
    name: shortName(commandLine ?? ""),
    residentBytes: Number(residentKb) * 1024,
  };
}

/** Program and first argument that is no option, as far as it takes to tell them apart: `node host/main.js`. */
function shortName(commandLine: string): string {
  const [program = "", ...args] = commandLine.split("\0").filter(Boolean);
  const first = args.find((arg) => !arg.startsWith("-") && !arg.startsWith("data:"));
  const lastParts = (path: string, count: number): string => path.split("/").slice(-count).join("/");
  return [lastParts(program, 1), ...(first === undefined ? [] : [lastParts(first, 2)])].join(" ");
}
