import { join } from "node:path";
import { stringify } from "yaml";
import { loadKnowledge } from "../../adapters/knowledge/loadKnowledge.js";
import { publishedSchemas, type PublishedSchema } from "../../shared/intake/schemas/publishedSchemas.js";
import type { Document } from "../document.js";
import { blocks, code, table } from "../markdown.js";
import { ended, fieldTables } from "./fieldTables.js";

const folder = "docs/inputs";

/** The reference of everything that may be sent: one page a document, made from the schemas that are published. */
export async function inputDocuments(project: string): Promise<Document[]> {
  const { kinds } = await loadKnowledge(join(project, "knowledge"));
  const schemas = publishedSchemas(kinds);
  return [indexPage(schemas), ...schemas.map((schema) => page(schema))];
}

function indexPage(schemas: readonly PublishedSchema[]): Document {
  const rows = schemas.map(({ name, title, need, jsonSchema }) => [
    `[${title}](${name}.md)`,
    neededness[need],
    ended(jsonSchema("").description ?? ""),
  ]);
  const text = blocks(
    "# Inputs",
    "A request is sent whole, or as a folder of separate documents; both say the same. `cs-stack init` writes a folder to start from, `cs-stack validate` says what a run would make of it.",
    table(["document", "needed in a folder", "what it says"], rows),
    "## How they go together",
    "Documents that say the same thing differently are refused, with both places named. Overlays are meant to differ: of two values for one thing the later of these wins, and what it replaced is on record.",
    [
      "1. The documents themselves. What `environment-overlay.yaml` says of names and tags is one of them.",
      "2. What `environment-overlay.yaml` changes of `replication` and `infra_plan`.",
      "3. `environment-overlay.{environment}.yaml` of the run's environment, or its item of `overlays` in a request in one document. Those of other environments are checked and not applied.",
      "4. `dns_map_override`, for the DNS entries of the plan.",
    ].join("\n"),
    "`tags` and `replication` are merged by member, `infra_plan` by kind and setting. A kind that the plan does not have is added by an overlay; `false` takes it away.",
    "## Editors",
    "The service serves each document's JSON Schema. With the YAML language server, the first line of a file names it:",
    "```yaml\n# yaml-language-server: $schema=http://127.0.0.1:7071/api/schemas/infra-plan.json\n```",
  );
  return { path: `${folder}/README.md`, text };
}

const neededness: Readonly<Record<PublishedSchema["need"], string>> = {
  required: "yes",
  "required-without-blueprint": "unless the blueprint says what it needs",
  optional: "",
};

const said: Readonly<Record<PublishedSchema["need"], string>> = {
  required: "A folder of documents must have it.",
  "required-without-blueprint":
    "A folder of documents must have it, unless the blueprint of its request says what it needs.",
  optional: "A folder of documents may have it.",
};

function page(published: PublishedSchema): Document {
  const { name, title, file, need, example } = published;
  const schema = published.jsonSchema("");
  const text = blocks(
    `# ${title}`,
    [
      ended(schema.description ?? ""),
      file === undefined ? "" : said[need],
      `Schema: ${code(`/api/schemas/${name}.json`)}.`,
    ]
      .filter((part) => part !== "")
      .join(" "),
    `\`\`\`yaml\n${stringify(example).trimEnd()}\n\`\`\``,
    ...fieldTables(published),
  );
  return { path: `${folder}/${name}.md`, text };
}
