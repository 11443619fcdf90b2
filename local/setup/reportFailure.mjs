// @ts-check
import { SetupError } from "./machine/setupError.mjs";
import { painter } from "./terminalText.mjs";

const shownLines = 15;

/**
 * Says what failed, the last words of what failed, and what to do. A defect of set-up itself shows its stack.
 *
 * @param {unknown} error
 * @param {import("./terminalText.mjs").Output} output
 * @param {NodeJS.ProcessEnv} env
 */
export function reportFailure(error, output, env) {
  const paint = painter(output, env);
  if (!(error instanceof SetupError)) {
    output.write(
      `${paint("red", "Set-up failed")}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return;
  }
  const said = error.output.filter((line) => line.trim() !== "").slice(-shownLines);
  const remedies = error.remedies.map((remedy, index) =>
    error.remedies.length > 1 ? `${index + 1}. ${remedy}` : remedy,
  );
  const lines = [
    paint("red", error.message),
    ...(said.length > 0 ? ["", "Its last words:", ...said.map((line) => paint("dim", `  ${line}`))] : []),
    ...(remedies.length > 1 ? ["", "Any one of these helps:"] : [""]),
    ...remedies.map((remedy) => `  ${remedy}`),
  ];
  output.write(`${lines.join("\n")}\n`);
}
