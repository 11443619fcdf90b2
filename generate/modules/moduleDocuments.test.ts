import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import type { Document } from "../document.js";
import { moduleDocuments } from "./moduleDocuments.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

const args = `
import type * as search from "@pulumi/azure-native/search";
import type * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
type Overrides<T> = Partial<T>;
const input = <T>(schema: z.ZodType<T>) => z.custom<pulumi.Input<T>>((value) => schema.safeParse(value).success);
/** Unique across Azure. Source: learn.microsoft.com/azure/names#search */
const Name = z.string().regex(/^[a-z]{2,60}$/, "a name has 2 to 60 letters");
export const FinderArgs = z
  .strictObject({
    name: input(Name),
    /** How much it finds. */
    tier: z.enum(["Standard", "Basic", "Free"]),
    replicas: z.int().min(1).max(12).default(3),
    indexes: z.array(z.strictObject({ title: z.string().max(80), isOpen: z.boolean().optional() })),
    overrides: z
      .strictObject({
        /** For every index. */
        service: z.custom<Overrides<search.ServiceArgs>>().optional(),
      })
      .optional(),
  })
  .refine(() => true, { message: "a free tier has <one> replica", path: ["replicas"] });
export type FinderArgs = z.input<typeof FinderArgs>;
`;

const component = `
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import type { FinderArgs } from "./finderArgs.js";
declare function checkedOutputs<S extends z.ZodObject>(schema: S): { endpoint: pulumi.Output<string> };
const FinderOutputs = z.strictObject({ endpoint: z.string().startsWith("https://", "a URL starts with https") });
/**
 * Finds things
 * in documents. Slowly.
 */
export class Finder extends pulumi.ComponentResource {
  /** Where to ask. */
  readonly endpoint: pulumi.Output<string>;
  constructor(name: string, args: FinderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cloud-provisioner:azure:Finder", name, {}, opts);
    this.endpoint = checkedOutputs(FinderOutputs).endpoint;
  }
}
/** Nobody asks with a key. Source: learn.microsoft.com/azure/search/keys */
export const settings = {
  // said elsewhere
  keys: settings.isOpen
    ? { allowed: true }
    : { allowed: false },
};
`;

const files = {
  "modules/azure/tsconfig.json": JSON.stringify({
    compilerOptions: { strict: true, exactOptionalPropertyTypes: true, module: "NodeNext", target: "ES2023" },
  }),
  "modules/azure/main.ts": `export { Finder } from "./search/finder.js";`,
  "modules/azure/search/finder.ts": component,
  "modules/azure/search/finderArgs.ts": args,
  "modules/azure/search/example.ts": `new Finder("finder", {});\n`,
  "modules/azure/settings/notAModule.ts": "export const nothing = 1;",
  "test/golden/modules/search.plain.json": golden("azure-native:search:Service"),
  "test/golden/modules/search.open.json": golden("azure-native:search:Service", "azure-native:keyvault:Secret"),
  "test/golden/modules/other.json": JSON.stringify({ resources: [{ type: "cloud-provisioner:azure:Other" }] }),
};

test("writes a page for a module that is just there, from its types, comments and golden files", async (t) => {
  const [, index, page, ...more] = await documentsOf(t, files);
  assert.deepEqual([index?.path, page?.path, more], ["docs/modules/README.md", "docs/modules/search.md", []]);
  assert.match(index!.text, /\| \[`Finder`\]\(search\.md\) \| Finds things in documents\. \|/);

  const text = page!.text;
  assert.match(text, /^# Finder\n\nFinds things in documents\. Slowly\.\n/);
  assert.ok(text.includes('```ts\nnew Finder("finder", {});\n```'));
  const rows = text.split("\n").filter((line) => line.startsWith("| `"));
  assert.deepEqual(rows, [
    "| `name` | text, or an output | yes | Unique across Azure. A name has 2 to 60 letters. ([names](https://learn.microsoft.com/azure/names#search)) |",
    "| `tier` | `Standard`, `Basic` or `Free` | yes | How much it finds. |",
    "| `indexes` | list of object | yes |  |",
    "| `indexes[].title` | text | yes | At most 80 characters. |",
    "| `indexes[].isOpen` | boolean | no |  |",
    "| `replicas` | whole number | no | At least 1; at most 12. Default: `3`. |",
    "| `endpoint` | `string` | Where to ask. A URL starts with https. |",
    "| `service` | [`azure-native:search:Service`](https://www.pulumi.com/registry/packages/azure-native/api-docs/search/service/). For every index. |",
  ]);
  assert.match(text, /- A free tier has &lt;one> replica\./);
  assert.match(text, /search:Service`\]\(\S+\) \| \d{4}-\d\d-\d\d\S* \| always \|/);
  assert.match(text, /keyvault:Secret`\]\(\S+\) \| \d{4}-\d\d-\d\d\S* \| when asked for, as in `search\.open` \|/);
  assert.match(
    text,
    /- Nobody asks with a key\. \(\[keys\]\(\S+\)\)\n\n {2}```ts\n {2}keys: settings\.isOpen\n {4}\? \{ allowed: true \}\n {4}: \{ allowed: false \},\n {2}```/,
  );
});

test("says which alternative needs what, and keeps values in the order of their declaration or size", async (t) => {
  const declared = `
const sizes = [128, 32, 1024] as const;
const days = ["Sunday", "Monday", "Friday"] as const;
const Path = z.string().max(9, "short").min(2, "not too short");
const Web = z.strictObject({ type: z.literal("web"), name: Path, url: z.string(), of: z.array(z.string()) });
const Blob = z.strictObject({ type: z.literal("blob"), name: Path.refine(Boolean, "not this"), container: z.string(),
  depth: z.int().optional(), of: z.array(z.strictObject({ part: z.string() })) });
const Disk = z.strictObject({ type: z.literal("disk"), name: Path, of: z.array(z.strictObject({ track: z.string() })) });
`;
  const members = `size: z.union(sizes.map((size) => z.literal(size))), day: z.enum(days),
  sources: z.array(z.discriminatedUnion("type", [Web, Blob, Disk])).min(1, "name a source"), indexes:`;
  const extended = args
    .replace("export const FinderArgs", `${declared}export const FinderArgs`)
    .replace("indexes:", members);
  const [, , page] = await documentsOf(t, { ...files, "modules/azure/search/finderArgs.ts": extended });
  const rows = page!.text.split("\n").filter((line) => /^\| `(size|day|sources)/.test(line));
  assert.deepEqual(rows, [
    "| `size` | `32`, `128` or `1024` | yes |  |",
    "| `day` | `Sunday`, `Monday` or `Friday` | yes |  |",
    "| `sources` | list of object | yes | Name a source. |",
    "| `sources[].type` | `web` or `blob` or `disk` | yes |  |",
    "| `sources[].name` | text | yes | Short; not too short; not this. |",
    "| `sources[].url` | text | with `web` |  |",
    "| `sources[].of` | list of text or list of object | yes |  |",
    "| `sources[].of[].part` | text | with `blob` |  |",
    "| `sources[].of[].track` | text | with `disk` |  |",
    "| `sources[].container` | text | with `blob` |  |",
    "| `sources[].depth` | whole number | no |  |",
  ]);
});

test("exports every component with its arguments, and what is called public", async (t) => {
  const extra = {
    "modules/azure/search/words.ts":
      "/** @public */\nexport const words = 1;\nexport const own = 2;\n/** Counts. @public */\nexport function count() {}",
    "modules/azure/alone/alone.ts": `import * as pulumi from "@pulumi/pulumi";
      export interface AloneArgs { readonly tags: string }
      export class Alone extends pulumi.ComponentResource { constructor(name: string, args: AloneArgs) { super("a:b:C", name); } }`,
  };
  const [main] = await documentsOf(t, { ...files, ...extra });
  assert.equal(main?.path, "modules/azure/main.ts");
  assert.deepEqual(
    main.text.split("\n").filter((line) => line.startsWith("export")),
    [
      `export { Alone, type AloneArgs } from "./alone/alone.js";`,
      `export { Finder } from "./search/finder.js";`,
      `export type { FinderArgs } from "./search/finderArgs.js";`,
      `export { count, words } from "./search/words.js";`,
    ],
  );
});

async function documentsOf(t: TestContext, tree: Readonly<Record<string, string>>): Promise<readonly Document[]> {
  const project = await mkdtemp(join(tmpdir(), "pages-"));
  t.after(() => rm(project, { recursive: true, force: true }));
  await symlink(join(root, "node_modules"), join(project, "node_modules"), "junction");
  for (const [name, text] of Object.entries(tree)) {
    await mkdir(dirname(join(project, name)), { recursive: true });
    await writeFile(join(project, name), text);
  }
  return moduleDocuments(project);
}

function golden(...types: readonly string[]): string {
  return JSON.stringify({ resources: ["cloud-provisioner:azure:Finder", ...types].map((type) => ({ type })) });
}
