// @ts-check
import { painter, spoken } from "./terminalText.mjs";

/**
 * @import { Progress } from "../pulumi/ensureCli.mjs"
 * @import { Output, Paint } from "./terminalText.mjs"
 * @typedef {{ name: string, state: "waiting" | "running" | "done" | "ended", progress: Progress, startMs: number, tookMs: number }} Row
 */

const frames = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];
const frameMs = 100;
const barWidth = 24;
/** Of the longest time: `59 min 59 s`. */
const clockWidth = 11;
const noBar = /** @type {const} */ (["", ""]);
const hideCursor = "\x1b[?25l";
const showCursor = "\x1b[?25h";

/**
 * Tasks for a person: one row each that moves in place, with what it is doing, how far it is and how long it has taken.
 *
 * @param {Output} output
 * @param {NodeJS.ProcessEnv} env
 * @returns {import("./taskBoard.mjs").TaskBoard}
 */
export function liveBoard(output, env) {
  const paint = painter(output, env);
  /** @type {Row[]} */
  let rows = [];
  let drawn = 0;
  let frame = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let ticking;

  const draw = () => {
    const width = Math.max(...rows.map((row) => row.name.length));
    const up = drawn > 0 ? `\x1b[${drawn}A` : "";
    const lines = rows.map(
      (row) => `\r\x1b[2K${rowText(row, { width, frame, columns: output.columns ?? 80, paint })}\n`,
    );
    output.write(`${up}${lines.join("")}\x1b[J`); // also what a key echoed, such as ^C
    drawn = rows.length;
  };
  const showAgain = () => void output.write(showCursor);

  return {
    open(names) {
      rows = names.map((name) => ({ name, state: "waiting", progress: { note: "" }, startMs: 0, tookMs: 0 }));
      output.write(`${hideCursor}${paint("bold", "Setting up")}\n\n`);
      process.once("exit", showAgain);
      ticking = setInterval(() => {
        frame = (frame + 1) % frames.length;
        draw();
      }, frameMs);
      draw();
    },
    async follow(name, work, summary) {
      const row = rows.find((candidate) => candidate.name === name);
      if (row === undefined) throw new Error(`no row for ${name}`);
      row.startMs = performance.now();
      row.state = "running";
      try {
        const result = await work((progress) => (row.progress = progress));
        row.state = "done";
        row.progress = { note: summary(result) };
        return result;
      } catch (error) {
        row.state = "ended";
        row.progress = { note: "not finished" };
        throw error;
      } finally {
        row.tookMs = performance.now() - row.startMs;
      }
    },
    close() {
      clearInterval(ticking);
      draw();
      output.write(`\n${showCursor}`);
      process.removeListener("exit", showAgain);
    },
  };
}

/**
 * One row, never wider than the terminal: a wrapped row would move all that follow.
 *
 * @param {Row} row
 * @param {{ width: number, frame: number, columns: number, paint: Paint }} look
 */
function rowText({ name, state, progress, startMs, tookMs }, { width, frame, columns, paint }) {
  const [mark, style] = /** @type {const} */ ({
    waiting: ["·", "dim"],
    running: [frames[frame] ?? "", "cyan"],
    done: ["✔", "green"],
    ended: ["✖", "red"],
  })[state];
  const elapsed = state === "waiting" ? "" : spoken(state === "running" ? performance.now() - startMs : tookMs);
  const { done, total, note } = progress;
  const counted = done !== undefined && total !== undefined && state === "running";
  const bar = counted && columns >= width + barWidth + 50 ? barText(done / total) : noBar;
  const text = counted ? `${Math.min(done, total)} of ${total} ${note}` : note;

  const title = name.padEnd(width);
  const clock = elapsed.padStart(clockWidth);
  const taken = `  m ${title}  ${clock}  `.length + bar.join("").length + (counted ? 2 : 0);
  const gap = bar === noBar ? "" : "  ";
  return (
    `  ${paint(style, mark)} ${paint(state === "waiting" ? "dim" : "bold", title)}  ${paint("dim", clock)}  ` +
    `${paint("cyan", bar[0])}${paint("dim", bar[1])}${gap}${text.slice(0, Math.max(0, columns - taken))}`
  );
}

/** @param {number} share @returns {readonly [full: string, empty: string]} */
function barText(share) {
  const full = Math.round(Math.min(1, share) * barWidth);
  return ["━".repeat(full), "─".repeat(barWidth - full)];
}
