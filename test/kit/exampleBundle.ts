import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));

/** An example folder as the bundle that the CLI would send. */
export async function exampleBundle(name: string): Promise<{ documents: Record<string, string> }> {
  const folder = join(examples, name);
  const files = (await readdir(folder)).filter((file) => /\.(ya?ml|json)$/.test(file)).sort();
  const texts = await Promise.all(
    files.map(async (file) => [file, await readFile(join(folder, file), "utf8")] as const),
  );
  return { documents: Object.fromEntries(texts) };
}

/** A small request that needs no cluster: quick to preview and to apply. */
export function smallRequest(executionId: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    trace_id: `trace-${executionId}`,
    execution_id: executionId,
    blueprint_id: "blueprint-small",
    component: "ReportService",
    cloud_provider: "azure",
    environment: "staging",
    region: "westeurope",
    auto_proceed: true,
    infra_plan: { dns: { fqdn: "reports.example.connectsoft.io" } },
    secrets: [],
    tags: { env: "staging" },
    ...more,
  };
}
