/** Reads a property of an object of unknown shape, without copying or checking the rest of it. */
export function looseProperty(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
