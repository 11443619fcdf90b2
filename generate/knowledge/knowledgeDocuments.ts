import { z } from "zod";
import { kindDocument, singleDocuments, type KnowledgeDocument } from "../../adapters/knowledge/documents.js";
import { KindKnowledge } from "../../shared/contracts/kinds.js";
import { Knowledge } from "../../shared/contracts/knowledge.js";
import type { Document } from "../document.js";
import { blocks, code, table } from "../markdown.js";

const folder = "docs/knowledge";

/** What each document says, by its member of `Knowledge`. */
const contents: Readonly<Record<Exclude<keyof Knowledge, "digest">, string>> = {
  naming: "the convention of names, and what Azure accepts as the name of each kind",
  regions: "Azure's regions: codes in names, availability zones, pairs",
  environments: "environments: codes, classes, where they live by default, how secrets may be mounted",
  tagging: "which tags are required, what they say, what Azure accepts as a tag, classes of resources",
  aks: "node sizes, Kubernetes versions by support, workload identity",
  storage: "SKUs and access tiers by tier and replication",
  keyVault: "the policy for secrets: who may read a vault, and how hard one is to lose",
  dns: "root zone, inferred names, how long records live, probes",
  monitoring: "how long telemetry is kept",
  versions: "versions that rendered projects pin",
  blueprints: "what the use cases of blueprints need",
  prices: "what each kind is billed for, and list prices with their sources, for cost projections",
  skus: "which sizes there are of a kind, and in which regions Azure offers them",
  kinds: "one entry of the template library: a kind of resource as data",
};

/** The reference of the knowledge for operators, and a JSON Schema for the editor of each document. */
export function knowledgeDocuments(): Document[] {
  const documents = [...singleDocuments, kindDocument("{kind}")];
  const rows = documents.map((document) => [
    code(`knowledge/${document.file}`),
    document.location === undefined ? "cannot be replaced" : code(document.location),
    contents[memberOf(document)],
    `[schema](${schemaName(document)})`,
  ]);
  const text = blocks(
    "# Knowledge",
    "What a plan is decided by besides the request is data: each document has an edition (`version`, `date`) and a `source`. The built-in documents lie in `knowledge/`. Documents of an organisation's own stand in place of built-in ones without a release.",
    table(["built in", "an organisation's own", "what it says", "for editors"], rows),
    "The locations are those of the specification; region topology comes with a request as `cloud-region-map.yaml`, and from `environments.yaml` where the request does not say. Plans, comments and `cs-stack why` name a document by its built-in file, whoever wrote it.",
    "## Documents of your own",
    "One setting says where they lie. Only documents that differ from the built-in ones need to be there.",
    table(
      ["setting", "where"],
      [
        [code("PROVISIONER_KNOWLEDGE_DIR"), "a folder: a mounted volume, a share, a checkout"],
        [
          code("PROVISIONER_KNOWLEDGE_CONTAINER"),
          "a container of the application's storage account, or a prefix in one: `platform`, `platform/v3`; never `records` or `state`",
        ],
      ],
    ),
    [
      "- A document replaces the whole built-in one. Begin with a copy of that one, of the release that runs; `version`, `date` and `source` are yours to say.",
      "- `infrastructure/modules/azure/{kind}.yaml` replaces the entry of a kind, or adds one for a module of the release. `aks`, `keyvault`, `storage`, `dns` and `monitoring` have no entry: plans have code of their own for them.",
      "- `versions.yaml` stays the release's: rendered projects pin what the application itself was built and tested with.",
      "- All documents are checked together when the application starts: each by its schema, then against one another (a region that an environment names, a code that two regions share, a name that leads to two kinds). The start fails, and the log names every problem, each at the place where you wrote it:",
    ].join("\n"),
    "```text\nThe knowledge in /app/knowledge, with the organisation's own in the container platform/v3, is not usable:\n - infrastructure/policies/naming.yaml: kinds.key-vault.maxLength: Too big: expected number to be <=127\n - knowledge/naming.yaml: it belongs at infrastructure/policies/naming.yaml\n```",
    "- In the folders above, a `.yaml`, `.yml` or `.json` that is no document is a problem too: a mistyped name must not leave the built-in document in force. Other files may lie beside them. A place without any document is a problem as well.",
    "## When a change takes effect",
    [
      "- Documents are read once, with the first call that a worker gets, so a change counts from the next start of a worker on. Workers that run keep what they read; one whose start failed tries again with its next call.",
      "- A run keeps its plan. One that is planned, waits for a decision or is being applied is finished as it was approved. One that is accepted and not planned yet is planned by the worker that takes it up.",
      "- The digest of all documents as they were read, but for the prices, stands in `plan.json` and in `Pulumi.lock.yaml`, and so is part of the pin. Equal documents have the same digest wherever they lie.",
      "- The next run of a stack shows in its preview what a change does to it. Another name or region of something that exists is a replacement, and needs a person's approval.",
      "- Several documents in a container change at once when they are put below a new prefix and the setting is changed to it, which starts the workers anew.",
    ].join("\n"),
    "## Who may write them",
    "Whoever may write these documents decides names, regions, sizes and tags of everything that is provisioned later. The application only reads them and never creates their container: the role Storage Blob Data Reader is enough for it there.",
    "## Editors",
    "With the YAML language server, the first line of a document names its schema:",
    "```yaml\n# yaml-language-server: $schema=<this folder>/naming.schema.json\n```",
  );
  return [{ path: `${folder}/README.md`, text }, ...documents.map(schemaOf)];
}

const memberOf = ({ path: [member] }: KnowledgeDocument) => member as Exclude<keyof Knowledge, "digest">;

const schemaName = (document: KnowledgeDocument): string => {
  const file = document.file.slice(document.file.lastIndexOf("/") + 1).replace("{kind}", "kind");
  return file.replace(/\.(yaml|json)$/, ".schema.json");
};

/** Draft 7, which editors know best. */
function schemaOf(document: KnowledgeDocument): Document {
  const member = memberOf(document);
  const schema = member === "kinds" ? KindKnowledge : Knowledge.shape[member];
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input", target: "draft-7" });
  const text = JSON.stringify({ $schema, title: document.location ?? document.file, ...rest });
  return { path: `${folder}/${schemaName(document)}`, text };
}
