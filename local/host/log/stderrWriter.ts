import pc from "picocolors";
import type { LogEntry, LogLevel } from "./logger.js";

/** Writes entries to stderr: one JSON object a line, or coloured text on a terminal. */
export function stderrWriter(stream: NodeJS.WriteStream = process.stderr): (entry: LogEntry) => void {
  if (stream.isTTY) {
    return ({ level, category, message }) => {
      const time = new Date().toISOString().slice(11, 23);
      stream.write(`${pc.dim(time)} ${paint(level)} ${pc.dim(category)} ${message}\n`);
    };
  }
  return ({ level, category, message }) => {
    stream.write(`${JSON.stringify({ time: new Date().toISOString(), level, category, message })}\n`);
  };
}

function paint(level: LogLevel): string {
  const name = level.padEnd(11);
  if (level === "error" || level === "critical") return pc.red(name);
  if (level === "warning") return pc.yellow(name);
  return level === "information" ? pc.green(name) : pc.dim(name);
}
