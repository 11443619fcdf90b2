/**
 * Milliseconds of a .NET TimeSpan: `[d.]hh:mm:ss[.fff]`; undefined when it is none. `-1` stands for no limit.
 * Source: .NET TimeSpan, constant format "c".
 */
export function parseTimeSpan(text: string): number | undefined {
  if (text === "-1") return Infinity;
  const match = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?$/.exec(text);
  if (!match) return undefined;
  const number = (group: number) => Number(match[group] ?? 0);
  const seconds = ((number(1) * 24 + number(2)) * 60 + number(3)) * 60 + number(4);
  return seconds * 1000 + Math.floor(Number(`0.${match[5] ?? 0}`) * 1000);
}
