/** A record's own member: a key from an input (`constructor`) must not find what every object inherits. */
export function lookup<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
