import pc from "picocolors";

/** Where people read: colour and transient lines on a terminal, plain lines elsewhere; with `--json` nothing but JSON. */
export interface Terminal {
  readonly isJson: boolean;
  readonly colors: ReturnType<typeof pc.createColors>;
  /** A line that stays. */
  line(text?: string): void;
  /** A line that the next one replaces; not shown where it could not be replaced. */
  transient(text: string): void;
  json(value: unknown): void;
  /** A line about trouble. */
  complain(text: string): void;
}

/** The process's own terminal. */
export function terminal(isJson: boolean): Terminal {
  const isLive = process.stdout.isTTY && !isJson;
  const colors = pc.createColors(
    pc.isColorSupported && (process.stdout.isTTY || process.env["FORCE_COLOR"] !== undefined),
  );
  let isTransient = false;
  const clear = (): void => {
    if (isTransient) process.stdout.write("\r\u001b[2K");
    isTransient = false;
  };
  return {
    isJson,
    colors,
    line(text = "") {
      if (isJson) return;
      clear();
      process.stdout.write(`${text}\n`);
    },
    transient(text) {
      if (!isLive) return;
      clear();
      process.stdout.write(text.slice(0, Math.max(20, process.stdout.columns - 1)));
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
