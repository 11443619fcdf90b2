import pc from "picocolors";

/** Where people read: colour and transient lines on a terminal, plain lines elsewhere; with `--json` nothing but JSON. */
export interface Terminal {
  readonly isJson: boolean;
  readonly colors: ReturnType<typeof pc.createColors>;
  /** Characters in a line; no limit where nobody looks. */
  readonly columns: number;
  /** A line that stays. */
  line(text?: string): void;
  /** A dim line that the next one replaces; plain text, cut to the terminal. Not shown where it could not be replaced. */
  transient(text: string): void;
  json(value: unknown): void;
  /** A line about trouble. */
  complain(text: string): void;
}

/** The process's own terminal. */
export function terminal(isJson: boolean): Terminal {
  const isTerminal = process.stdout.isTTY;
  const colors = pc.createColors(pc.isColorSupported && (isTerminal || process.env["FORCE_COLOR"] !== undefined));
  let isTransient = false;
  const clear = (): void => {
    if (isTransient) process.stdout.write("\r\u001b[2K");
    isTransient = false;
  };
  return {
    isJson,
    colors,
    get columns() {
      return isTerminal ? process.stdout.columns : Infinity;
    },
    line(text = "") {
      if (isJson) return;
      clear();
      process.stdout.write(`${text}\n`);
    },
    transient(text) {
      if (!isTerminal || isJson) return;
      clear();
      process.stdout.write(colors.dim(text.slice(0, Math.max(20, process.stdout.columns - 1))));
      isTransient = true;
    },
    json(value) {
      if (isJson) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    complain(text) {
      clear();
      process.stderr.write(`${text}\n`);
    },
  };
}
