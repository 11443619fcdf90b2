// @ts-check

/**
 * @typedef {"bold" | "dim" | "red" | "green" | "cyan"} Style
 * @typedef {(style: Style, text: string) => string} Paint
 * @typedef {NodeJS.WritableStream & { isTTY?: boolean, columns?: number }} Output
 */

const codes = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], cyan: [36, 39] };

/**
 * Colours for a terminal, plain text for everything else. `NO_COLOR` is respected (https://no-color.org/).
 *
 * @param {Output} output
 * @param {NodeJS.ProcessEnv} env
 * @returns {Paint}
 */
export function painter(output, env) {
  const colours = output.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  return (style, text) => (colours ? `\x1b[${codes[style][0]}m${text}\x1b[${codes[style][1]}m` : text);
}

/**
 * A duration as people say it: `4.2 s`, `3 min 05 s`.
 * @param {number} durationMs
 */
export function spoken(durationMs) {
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
