import { parseDocument } from "yaml";
import { z } from "zod";
import type { Knowledge } from "../contracts/knowledge.js";
import type { RenderedStack, ResolvedPlan } from "../contracts/plan.js";
import type { Fault } from "../contracts/problem.js";
import { secretForm } from "../secretText.js";
import { isSecretsProvider, missingSecretsProvider } from "../planning/secretsProvider.js";
import { allowedModules } from "../planning/selectTemplates.js";
import { lookup } from "../lookup.js";

const ProjectFile = z.object({
  name: z.string(),
  description: z.string(),
  runtime: z.object({ name: z.literal("nodejs") }),
});

const SecretsFile = z.object({ secretsprovider: z.string().optional() });

const StackFile = SecretsFile.extend({
  config: z.looseObject({ "azure-native:location": z.string() }),
});

/** The only ways a rendered program reaches beyond itself. */
const reaches = [
  /^import \{([\s\w,]+)\} from "@cloud-provisioner\/azure";$/gm,
  /^import \* as (pulumi) from "@pulumi\/pulumi";$/gm,
  /^const (location) = new pulumi\.Config\("azure-native"\)\.require\("location"\);$/gm,
];
const names: readonly string[] = ["seedSecret", "pulumi", "location"];

/**
 * What is wrong with a stack's files before an engine sees them: files missing, YAML that is not what Pulumi reads,
 * imports that are not whitelisted, secrets without a secrets provider, texts with a secret's form. Empty when nothing is.
 * Source: specification section 12, stages 1 and 3.
 */
export function renderedStackFaults(
  { files, identity }: RenderedStack,
  plan: ResolvedPlan,
  knowledge: Pick<Knowledge, "kinds">,
): Fault[] {
  const stackFile = `Pulumi.${identity.stack}.yaml`;
  const missing = ["Pulumi.yaml", stackFile, "index.ts"].filter((name) => !lookup(files, name)?.trim());
  return [
    ...missing.map((name) => fault(name, "missing-file", `The stack has no ${name}.`)),
    ...schemaFaults("Pulumi.yaml", files["Pulumi.yaml"], ProjectFile),
    ...schemaFaults(stackFile, lookup(files, stackFile), StackFile),
    ...secretsProviderFaults(stackFile, lookup(files, stackFile), plan),
    ...importFaults(files["index.ts"] ?? "", allowedModules(knowledge)),
    ...Object.entries(files).flatMap(([name, text]) => plaintextFaults(name, text)),
  ];
}

function schemaFaults(name: string, text: string | undefined, schema: z.ZodType): Fault[] {
  if (!text?.trim()) return [];
  const document = parseDocument(text);
  if (document.errors.length > 0) return document.errors.map((error) => fault(name, "invalid-yaml", error.message));
  const checked = schema.safeParse(document.toJS());
  return (checked.error?.issues ?? []).map((issue) =>
    fault(name, "invalid-settings", `${name}: ${issue.path.join(".")}: ${issue.message}`),
  );
}

function secretsProviderFaults(name: string, text: string | undefined, { secrets }: ResolvedPlan): Fault[] {
  if (!text?.trim()) return [];
  const settings = SecretsFile.safeParse(parseDocument(text).toJS());
  const provider = settings.data?.secretsprovider;
  if (provider === undefined || provider === "")
    return secrets.length === 0 ? [] : [fault(name, "missing-secrets-provider", missingSecretsProvider)];
  if (isSecretsProvider(provider)) return [];
  return [
    fault(name, "unknown-secrets-provider", `${JSON.stringify(provider)} is not a secrets provider stacks may use.`),
  ];
}

function importFaults(program: string, modules: ReadonlySet<string>): Fault[] {
  const taken = reaches.flatMap((reach) =>
    [...program.matchAll(reach)].flatMap(([, clause]) => clause?.match(/\w+/g) ?? []),
  );
  const rest = reaches
    .reduce((text, reach) => text.replace(reach, ""), program)
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""')
    .replace(/`(?:[^`$\\]|\\.)*`/g, "``")
    .replace(/^\s*\/\/.*$| \/\/ .*$/gm, "");
  const foreign = [
    ...taken.filter((name) => !modules.has(name) && !names.includes(name)),
    ...(rest.match(/\b(?:import|require|from|eval|Function)\b.*/g) ?? []),
  ];
  return foreign.map((what) =>
    fault("index.ts", "unknown-module", `The program reaches for ${what}, which is not whitelisted.`),
  );
}

/** Where a file holds a secret's form; never what it holds. */
function plaintextFaults(name: string, text: string): Fault[] {
  if (secretForm(text) === undefined) return [];
  const lines = text.split("\n").map((line, index) => ({ form: secretForm(line), number: index + 1 }));
  return lines.flatMap(({ form, number }) =>
    form === undefined
      ? []
      : [fault(name, "plaintext-secret", `Line ${number} holds what looks like ${form}; it is not shown.`)],
  );
}

function fault(document: string, rule: string, detail: string): Fault {
  return { pointer: "#", rule, detail, document };
}
