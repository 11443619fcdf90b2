import { lookup } from "../lookup.js";

const contentTypes: Readonly<Record<string, string>> = {
  json: "application/json",
  yaml: "application/yaml",
  jsonl: "application/x-ndjson",
  md: "text/markdown; charset=utf-8",
  html: "text/html; charset=utf-8",
};

/** The media type of a record by the ending of its name; plain text where the ending says nothing. */
export function contentTypeOf(name: string): string {
  return lookup(contentTypes, name.slice(name.lastIndexOf(".") + 1)) ?? "text/plain; charset=utf-8";
}
