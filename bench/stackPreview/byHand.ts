import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { RenderedStack } from "../../shared/contracts/plan.js";
import { startLanguageRuntime } from "../../test/kit/languageRuntime/startLanguageRuntime.js";
import { linkPackages, writeStackFolder } from "../../test/kit/stackFolder.js";
import { newWorld, passphrase, timed, type EngineFiles } from "../engine/side.js";

/** A person with a rendered stack's folder and the Pulumi CLI. */
export interface ByHand {
  /** `pulumi preview` in the folder, in milliseconds. It changes nothing, so that every round finds the same. */
  preview(): Promise<number>;
  close(): Promise<void>;
}

/** A folder as its README has it set up, in a backend of its own; that is not measured. */
export async function byHand(files: EngineFiles, stack: RenderedStack, folder: string): Promise<ByHand> {
  const world = await newWorld(files, folder);
  // Pulumi's Node host compiles no TypeScript below a node_modules folder, where the scratch of the bench is.
  const cwd = await mkdtemp(path.join(tmpdir(), "by-hand-"));
  const home = path.join(folder, "home");
  await mkdir(home, { recursive: true });
  await writeStackFolder(stack, cwd);
  await linkPackages(cwd);
  const env = {
    ...world.provider.env,
    PATH: process.env["PATH"],
    HOME: home,
    PULUMI_HOME: world.pulumiHome,
    PULUMI_BACKEND_URL: world.backend.url,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const runtime = await startLanguageRuntime(env);
  const pulumi = (...args: string[]): Promise<unknown> =>
    promisify(execFile)(files.cliPath, [...args, "--non-interactive"], { cwd, env, maxBuffer: 2 ** 26 }).catch(
      (error: unknown) => {
        const { stdout = "" } = error as { readonly stdout?: string };
        throw new Error(`pulumi ${args.join(" ")}\n${stdout}\n${runtime.runs.at(-1)?.output ?? ""}`);
      },
    );
  await pulumi("stack", "select", "--create", stack.identity.stack, "--secrets-provider", "passphrase");
  return {
    preview: () => timed(() => pulumi("preview", `--client=${runtime.address}`)),
    async close() {
      await runtime.close();
      await rm(cwd, { recursive: true, force: true });
    },
  };
}
