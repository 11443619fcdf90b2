import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { compileProgram } from "../../adapters/engine-pulumi/compileProgram.js";
import { benchTarget } from "./program.js";
import { newWorld, passphrase, timed, type EngineFiles, type Side } from "./side.js";

const peer = fileURLToPath(new URL("./peer.mjs", import.meta.url));

/** The Automation API's default sequence, each operation in a fresh process, with the program compiled before. */
export function peerSide(files: EngineFiles, folder: string): Side {
  let run: (operation: "init" | "preview" | "up") => Promise<unknown> = () => Promise.resolve();
  return {
    async prepare(round) {
      const world = await newWorld(files, path.join(folder, String(round)));
      const program = await compileProgram(benchTarget.rendered, world);
      const workDir = path.join(folder, String(round), "work-folder");
      await mkdir(workDir);
      const env = {
        ...world.provider.env,
        PATH: `${path.dirname(files.cliPath)}:${process.env["PATH"] ?? ""}`,
        HOME: workDir,
        PULUMI_HOME: world.pulumiHome,
        PULUMI_BACKEND_URL: world.backend.url,
        PULUMI_CONFIG_PASSPHRASE: passphrase,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      };
      const { project, stack } = benchTarget.rendered.identity;
      run = (operation) => {
        const job = JSON.stringify({ operation, stack, project, program, workDir });
        return promisify(execFile)(process.execPath, [peer, job], { env });
      };
      await run("init");
    },
    measure: (operation) => timed(() => run(operation === "preview" ? "preview" : "up")),
  };
}
