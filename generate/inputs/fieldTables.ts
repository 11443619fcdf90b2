import type { JsonSchema, PublishedSchema } from "../../shared/intake/schemas/publishedSchemas.js";
import { blocks, code, table } from "../markdown.js";
import { fieldsOf, objectsIn, resolved, valuesOf, type Definitions, type Field } from "./fields.js";
import { takes } from "./takes.js";

/** Parts of a document that have a page of their own, by the name of their definition. */
const pages: Readonly<Record<string, string>> = {
  CloudRegionMap: "cloud-region-map",
  ZoneMapping: "zone-mapping",
  DnsDomainMap: "dns-domain-map",
  InfraPlan: "infra-plan",
  ResourceComplianceTags: "resource-compliance-tags",
  ResourceConstraints: "resource-constraints",
  EnvironmentOverlay: "environment-overlay",
};

/** Members that every page would repeat: what they say of kinds stands on the page of the plan. */
const elsewhere: Readonly<Record<string, string>> = { infra_plan: "infra-plan", documents: "README" };

/** The tables of a document's fields: one for each form that it may have, then one for each object in it. */
export function fieldTables({ name, jsonSchema }: PublishedSchema): string[] {
  const schema = jsonSchema("");
  const definitions = (schema["definitions"] ?? {}) as Definitions;
  if (name === "bundle") return [];
  const forms = objectsIn(schema, definitions);
  return forms.flatMap((form, index) => {
    const heading = forms.length === 1 ? "Fields" : `Form ${index + 1}: ${formName(form, definitions)}`;
    return [`## ${heading}`, fieldTable(form, definitions), ...nested(form, "", definitions)];
  });
}

/** What an object says of its own: the type of an item, or its first field. */
function formName(form: JsonSchema, definitions: Definitions): string {
  const [first] = fieldsOf(form, definitions);
  return first === undefined ? "nothing" : code(first.name);
}

/** Tables of the objects below an object, by their paths. */
function nested(form: JsonSchema, path: string, definitions: Definitions): string[] {
  return fieldsOf(form, definitions).flatMap((field) => {
    if (pageOf(field) !== undefined) return [];
    const at = path === "" ? field.name : `${path}.${field.name}`;
    return objectsIn(field.schema, definitions).flatMap((object) => {
      const kind = typeOf(object);
      const heading = kind === undefined ? code(at) : `${code(at)}: ${code(`type: ${kind}`)}`;
      const about = kind === undefined ? "" : ended(object.description ?? "");
      return [blocks(`### ${heading}`, about, fieldTable(object, definitions)), ...nested(object, at, definitions)];
    });
  });
}

/** The kind of an item of a plan. */
function typeOf(object: JsonSchema): string | undefined {
  const type = (object.properties as Record<string, JsonSchema> | undefined)?.["type"];
  const [first] = (type && valuesOf(type)) ?? [];
  return typeof first === "string" ? first : undefined;
}

function fieldTable(object: JsonSchema, definitions: Definitions): string {
  const rows = fieldsOf(object, definitions).map((field) => {
    const { name, isRequired, schema, otherNames } = field;
    const kinds = name === "type" ? ((valuesOf(schema) ?? []) as readonly string[]) : [];
    const [kind, ...others] = kinds;
    return [
      `${code(name)}${isRequired ? " (needed)" : ""}`,
      kind === undefined ? takes(schema, definitions) : code(kind),
      whatToWrite(field, definitions),
      [...others, ...otherNames].map(code).join(", "),
    ];
  });
  return rows.length === 0 ? "It has no fields." : table(["field", "takes", "what to write", "other names"], rows);
}

function whatToWrite(field: Field, definitions: Definitions): string {
  const { schema } = field;
  const page = pageOf(field);
  const options = schema.anyOf ?? [];
  const said =
    schema.description ??
    options.map((option) => resolved(option, definitions).description ?? "").find((text) => text !== "");
  const [example] = (schema.examples ?? []) as readonly unknown[];
  return [
    ended(said ?? ""),
    example === undefined
      ? ""
      : `For example ${code(typeof example === "string" ? example : JSON.stringify(example))}.`,
    page === undefined ? "" : `See [${page}](${page}.md).`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** With its full stop; the first letter stays, which may be that of a field. */
export function ended(text: string): string {
  return text === "" || /[.!?]$/.test(text) ? text : `${text}.`;
}

function pageOf({ name, schema }: Field): string | undefined {
  const definition = (schema as { readonly name?: string }).name;
  return (definition === undefined ? undefined : pages[definition]) ?? elsewhere[name];
}
