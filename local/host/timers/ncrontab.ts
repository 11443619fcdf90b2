const fields = [
  { name: "second", min: 0, max: 59 },
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day", min: 1, max: 31 },
  { name: "month", min: 1, max: 12, words: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC" },
  { name: "day of week", min: 0, max: 6, words: "SUN MON TUE WED THU FRI SAT" },
] as const;
type Field = (typeof fields)[number];

/**
 * Rewrites an NCRONTAB expression in numbers that any six-field cron parser reads the same way. Five fields get second 0;
 * `5/15` means from 5 to the end; names are the English three-letter ones or longer. What NCRONTAB has not (`L`, `W`,
 * `#`, `?`, day 7) is refused. Source: atifaziz/NCrontab, CrontabField.TryParse.
 * @throws Error naming the part that is not understood.
 */
export function normalNcrontab(expression: string): string {
  const parts = expression.trim().split(/\s+/);
  const six = parts.length === 5 ? ["0", ...parts] : parts;
  if (six.length !== fields.length)
    throw new Error(`'${expression}' has ${parts.length} fields; NCRONTAB has 6 (or 5)`);
  return fields.map((field, index) => normalField(six[index] ?? "", field)).join(" ");
}

function normalField(text: string, field: Field): string {
  return text
    .split(",")
    .map((part) => normalPart(part, field))
    .join(",");
}

function normalPart(part: string, field: Field): string {
  const match = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part);
  if (!match) throw new Error(`'${part}' is no ${field.name}`);
  const [, star, from, to, step] = match;
  if (step !== undefined && Number(step) === 0) throw new Error(`'${part}': a step of 0`);
  if (star !== undefined) return step === undefined ? "*" : `*/${step}`;
  const low = numberOf(from ?? "", field);
  if (to === undefined) return step === undefined ? `${low}` : `${low}-${field.max}/${step}`;
  const high = numberOf(to, field);
  if (high < low) throw new Error(`'${part}': the range ends before it begins`);
  return `${low}-${high}${step === undefined ? "" : `/${step}`}`;
}

function numberOf(text: string, field: Field): number {
  const words = "words" in field ? field.words.split(" ") : [];
  const word = text.length >= 3 ? words.indexOf(text.slice(0, 3).toUpperCase()) : -1;
  const value = word >= 0 ? word + field.min : /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= field.min && value <= field.max)) {
    throw new Error(`'${text}' is no ${field.name} (${field.min} to ${field.max})`);
  }
  return value;
}
