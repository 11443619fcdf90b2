import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type language from "@pulumi/pulumi/proto/language_pb.js";
import { parse } from "yaml";
import { z } from "zod";

/** How one run of a program ended. */
export interface ProgramRun {
  readonly isDryRun: boolean;
  /** What the program and its runner wrote. */
  readonly output: string;
  /** What the engine is told went wrong; absent when nothing did, or when the program has told it itself. */
  readonly error?: string;
  readonly hasBailed: boolean;
}

/** Exit code of a program that has already told the engine what went wrong. */
const hasToldCode = 32;

/**
 * Runs a Node program for the engine: `node @pulumi/pulumi/cmd/run`, found from the program's own folder, with the
 * arguments and the environment that Pulumi's Node language host gives it. An abort interrupts the program.
 * Source: pulumi/pulumi, sdk/nodejs/cmd/pulumi-language-nodejs/main.go (execRuntime, constructArguments)
 */
export async function runProgram(
  request: language.RunRequest,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<ProgramRun> {
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const runner = createRequire(path.join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run");
  const child = spawn(process.execPath, [runner, ...argumentsOf(request)], {
    cwd: folder,
    env: { ...env, ...(await environmentOf(request, folder)) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const interrupt = (): void => void child.kill("SIGINT");
  signal.addEventListener("abort", interrupt);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [code] = (await once(child, "close")) as [number | null];
  signal.removeEventListener("abort", interrupt);
  const hasFailed = code !== 0 && code !== hasToldCode;
  return {
    isDryRun: request.getDryrun(),
    output,
    hasBailed: code === hasToldCode,
    ...(hasFailed ? { error: `Program exited with non-zero exit code: ${code ?? "none"}` } : {}),
  };
}

function argumentsOf(request: language.RunRequest): string[] {
  // An engine that reached its runtime by `--client` gives its own address as the program's only argument.
  const [engine = ""] = request.getArgsList();
  const info = request.getInfo();
  const named = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info?.getRootDirectory() ?? "",
    stack: request.getStack(),
    pwd: info?.getProgramDirectory() ?? "",
    parallel: String(request.getParallel()),
  };
  return [
    ...Object.entries(named).flatMap(([name, value]) => (value === "" ? [] : [`--${name}`, value])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() ?? ".",
  ];
}

const Project = z.object({
  runtime: z.union([
    z.literal("nodejs"),
    z.object({ name: z.literal("nodejs"), options: z.object({ typescript: z.boolean().optional() }).optional() }),
  ]),
});

/** TypeScript is compiled as the program starts, unless the project says that it was compiled before. */
async function environmentOf(request: language.RunRequest, folder: string): Promise<NodeJS.ProcessEnv> {
  const { runtime } = Project.parse(parse(await readFile(path.join(folder, "Pulumi.yaml"), "utf8")));
  const isTypeScript = runtime === "nodejs" || runtime.options?.typescript !== false;
  const config = [...request.getConfigMap().entries()].map(([key, value]) => [key.replace(/:/, ":config:"), value]);
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(config)),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    ...(isTypeScript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
  };
}
