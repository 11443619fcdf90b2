/** The token of the resource that a URN names, without its parents' types. */
export function tokenOf(urn: string): string {
  return (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
}

/** The logical name at the end of a URN. */
export function logicalNameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
