import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** For each rule of the house one small tree that breaks it, and nothing else. */
const breaches: Record<string, Record<string, string>> = {
  "shared-knows-nobody": { "shared/a.ts": `import "node:fs";` },
  "orchestrators-are-pure": { "orchestrations/a.ts": `import "../adapters/x/b.js";`, "adapters/x/b.ts": "export {};" },
  "activities-use-ports": { "orchestrations/activities/a.ts": `import "node:fs";` },
  "adapters-know-shared-only": { "adapters/x/a.ts": `import "../y/b.js";`, "adapters/y/b.ts": "export {};" },
  "modules-know-pulumi-only": { "modules/azure/a.ts": `import "../../shared/b.js";`, "shared/b.ts": "export {};" },
  "people-use-the-api": { "cli/a.ts": `import "../shared/planning/b.js";`, "shared/planning/b.ts": "export {};" },
  "local-knows-no-domain": { "local/a.ts": `import "../shared/b.js";`, "shared/b.ts": "export {};" },
  "nothing-deployed-knows-local": { "functions/a.ts": `import "../local/b.js";`, "local/b.ts": "export {};" },
  "only-functions-meet-azure-functions": {
    "cli/a.ts": `import "@azure/functions";`,
    "node_modules/@azure/functions/package.json": `{"name":"@azure/functions","version":"1.0.0","main":"index.js"}`,
    "node_modules/@azure/functions/index.js": "",
  },
  "no-cycles": { "cli/a.ts": `import "./b.js";`, "cli/b.ts": `import "./a.js";` },
};

for (const [rule, files] of Object.entries(breaches))
  test(`refuses a breach of ${rule}`, async () => {
    assert.deepEqual(await brokenRules(files), [rule]);
  });

test("has a breach for every rule, and cruises a tree without one", async () => {
  const config = (await import(join(root, ".dependency-cruiser.cjs"))) as {
    default: { forbidden: { name: string }[] };
  };
  assert.deepEqual(config.default.forbidden.map(({ name }) => name).sort(), Object.keys(breaches).sort());
  assert.deepEqual(await brokenRules({ "shared/a.ts": `import "./b.js";`, "shared/b.ts": "export {};" }), []);
});

async function brokenRules(files: Record<string, string>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "rules-"));
  try {
    for (const [name, text] of Object.entries({
      "tsconfig.json": `{"compilerOptions":{"module":"NodeNext"}}`,
      "package.json": `{"type":"module"}`,
      ...files,
    })) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const cruiser = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
    const args = [cruiser, "--config", join(root, ".dependency-cruiser.cjs"), "--output-type", "json", "."];
    const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }).catch(
      (error: unknown) => error as { stdout: string },
    );
    const report = JSON.parse(stdout) as {
      summary: { violations: { rule: { name: string } }[]; totalCruised: number };
    };
    assert.ok(report.summary.totalCruised > 1, "the tree was not read");
    return [...new Set(report.summary.violations.map(({ rule }) => rule.name))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
