/** Severity by its Azure Functions names, from least to most. */
export const logLevels = ["trace", "debug", "information", "warning", "error", "critical", "none"] as const;
export type LogLevel = (typeof logLevels)[number];

/** One line of the log. `category` is dotted, as host.json's filters expect (`Function.submitRun.User`). */
export interface LogEntry {
  readonly level: LogLevel;
  readonly category: string;
  readonly message: string;
}

/** Writes log lines. */
export interface Logger {
  isOn(category: string, level: LogLevel): boolean;
  log(level: LogLevel, category: string, message: string): void;
}

/** Levels by category prefix; the longest prefix that fits decides. */
export type LogFilter = ReadonlyMap<string, LogLevel>;

/** A logger that hands entries at or above the filter's level to `write`. The key `default` holds for the rest. */
export function logger(filter: LogFilter, write: (entry: LogEntry) => void): Logger {
  const known = new Map<string, number>();
  function threshold(category: string): number {
    let rank = known.get(category);
    if (rank === undefined) {
      rank = logLevels.indexOf(longestMatch(filter, category));
      known.set(category, rank);
    }
    return rank;
  }
  const isOn = (category: string, level: LogLevel) =>
    level !== "none" && logLevels.indexOf(level) >= threshold(category);
  return {
    isOn,
    log(level, category, message) {
      if (isOn(category, level)) write({ level, category, message });
    },
  };
}

function longestMatch(filter: LogFilter, category: string): LogLevel {
  for (let prefix = category; prefix !== ""; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf(".")))) {
    const level = filter.get(prefix);
    if (level) return level;
  }
  return filter.get("default") ?? "information";
}
