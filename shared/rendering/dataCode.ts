import { list, literal, object, type Code } from "./code.js";

/** Plain data of a plan: texts, numbers and claims, in lists and objects. */
export type Data = string | number | boolean | readonly Data[] | { readonly [member: string]: Data | undefined };

/** Plain data as an expression; members that are absent are left out. */
export function dataCode(data: Data): Code {
  if (typeof data !== "object") return literal(data);
  if (isList(data)) return list(data.map(dataCode));
  const members = Object.entries(data).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, dataCode(value)]],
  );
  return object(Object.fromEntries(members) as Record<string, Code>);
}

function isList(data: Exclude<Data, string | number | boolean>): data is readonly Data[] {
  return Array.isArray(data);
}
