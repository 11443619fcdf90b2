import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { colors as pc, isColorful } from "../world/colors.js";

export interface Stage {
  /** Opens the next stage with its title and one sentence. */
  readonly tell: (title: string, sentence: string) => void;
  /** Runs one `cs-stack` command as a person would, checks that its exit code is one it promises, and tells which. */
  readonly run: (args: readonly string[], options: { readonly expect: number | readonly number[] }) => Promise<number>;
  /** Seconds of each stage so far. */
  readonly summary: () => { readonly title: string; readonly seconds: number }[];
}

/** The demo's stage: commands are the real CLI, called as in a terminal. */
export function stage({ app, url }: { readonly app: string; readonly url: string }): Stage {
  const stages: { title: string; startedAt: number }[] = [];
  return {
    tell(title, sentence) {
      stages.push({ title, startedAt: performance.now() });
      console.log(`\n${pc.bold(pc.cyan(`${stages.length}  ${title}`))}\n${pc.dim(`   ${sentence}`)}`);
    },
    async run(args, { expect }) {
      console.log(`\n${pc.dim("$")} cs-stack ${args.map(quoted).join(" ")}`);
      const child = spawn(process.execPath, [join(app, "cli/bin.mjs"), ...args], {
        cwd: app,
        env: { ...process.env, CS_STACK_URL: url, ...(isColorful ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }) },
        stdio: ["ignore", "inherit", "inherit"],
      });
      const [code] = (await once(child, "exit")) as [number | null];
      const promised = [expect].flat();
      if (code === null || !promised.includes(code))
        throw new Error(`cs-stack ${args[0] ?? ""} ended with ${code} where ${promised.join(" or ")} was expected`);
      return code;
    },
    summary() {
      const ends = [...stages.slice(1).map(({ startedAt }) => startedAt), performance.now()];
      return stages.map(({ title, startedAt }, index) => ({
        title,
        seconds: ((ends[index] ?? startedAt) - startedAt) / 1000,
      }));
    },
  };
}

const quoted = (arg: string): string => (/\s/.test(arg) ? `"${arg}"` : arg);
