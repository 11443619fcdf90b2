import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { runToEnd, startSample } from "../testing/sampleHost.js";

const cache = fileURLToPath(new URL("../../../node_modules/.cache/", import.meta.url));

/** An application of these files, in a folder from which the repository's packages are found. */
function appOf(t: TestContext, packageJson: object, files: Readonly<Record<string, string>>): string {
  mkdirSync(cache, { recursive: true });
  const root = mkdtempSync(join(cache, "local-host-app-"));
  t.after(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const all = { "package.json": JSON.stringify(packageJson), "host.json": '{ "version": "2.0" }', ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const httpFunction = (name: string) => `app.http("${name}", { handler: () => ({ body: "${name}" }) });`;
const commonJs = (...names: string[]) =>
  `const { app } = require("@azure/functions"); ${names.map(httpFunction).join("")}`;
const esModule = (...names: string[]) => `import { app } from "@azure/functions"; ${names.map(httpFunction).join("")}`;

async function functionsOf(app: string): Promise<readonly string[]> {
  const host = await startSample(app);
  try {
    for (const name of host.functionNames) {
      assert.equal(await (await fetch(`${host.url}/api/${name}`)).text(), name);
    }
    return host.functionNames;
  } finally {
    await host.close();
  }
}

test("loads CommonJS, ES modules and what a glob names", async (t) => {
  const one = appOf(t, { main: "index.js" }, { "index.js": commonJs("one") });
  assert.deepEqual(await functionsOf(one), ["one"]);
  const two = appOf(t, { type: "module", main: "src/two.js" }, { "src/two.js": esModule("two") });
  assert.deepEqual(await functionsOf(two), ["two"]);
  const many = appOf(
    t,
    { main: "dist/{index.js,functions/*.*js}" },
    {
      "dist/index.js": commonJs("index"),
      "dist/functions/a.cjs": commonJs("a"),
      "dist/functions/b.mjs": esModule("b"),
      "dist/functions/deep/c.js": commonJs("c"),
      "dist/functions/node_modules/d.js": commonJs("d"),
    },
  );
  assert.deepEqual(await functionsOf(many), ["a", "b", "index"]);
});

test("loads a bundle that holds @azure/functions and durable-functions, twice in one process", async (t) => {
  const source = `
    import { app } from "@azure/functions";
    import * as df from "durable-functions";
    df.app.activity("Twice", { handler: (n) => n * 2 });
    df.app.orchestration("Doubles", function* (context) { return yield context.df.callActivity("Twice", 21); });
    ${httpFunction("bundled")}`;
  const app = appOf(t, { type: "module", main: "dist/main.js" }, { "main.js": source });
  await build({
    entryPoints: [join(app, "main.js")],
    outfile: join(app, "dist/main.js"),
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["@azure/functions-core"],
    banner: { js: "import { createRequire as c } from 'node:module'; const require = c(import.meta.url);" },
  });
  for (let start = 1; start <= 2; start++) {
    const host = await startSample(app);
    assert.deepEqual((await runToEnd(host, "Doubles")).output, 42);
    await host.close();
  }
});

const refused: readonly (readonly [string, string, RegExp])[] = [
  [
    "trigger types it has not, all at once",
    `app.storageQueue("q", { queueName: "q", connection: "c", handler() {} });
     app.storageBlob("b", { path: "p", connection: "c", handler() {} });`,
    /cannot run this application:\n {2}- q: the trigger type 'queueTrigger' is not supported.*\n {2}- b: .*'blobTrigger'/,
  ],
  [
    "output bindings it has not",
    `app.timer("t", { schedule: "0 0 0 1 1 *", return: { type: "queue", name: "$return" }, handler() {} });`,
    /- t: the output binding 'queue' is not supported/,
  ],
  [
    "input bindings it has not",
    `app.http("h", { extraInputs: [{ type: "blob", name: "x" }], handler() {} });`,
    /- h: the input binding 'blob' is not supported/,
  ],
  [
    "entities, naming the feature",
    `require("durable-functions").app.entity("counter", () => {});`,
    /- counter: durable entities are not supported yet/,
  ],
  [
    "two functions of one name, whatever its case",
    `${httpFunction("same")} ${httpFunction("SAME")}`,
    /A function with id "SAME" has already been registered/,
  ],
  ["routes it does not understand", `app.http("h", { route: "x/{n:zip}", handler() {} });`, /- h: .*constraint 'zip'/],
  ["an application without functions", ``, /registered no function/],
  ["an application that throws while it loads", `throw new Error("wrong at load");`, /wrong at load/],
];
for (const [title, code, reason] of refused) {
  test(`does not start with ${title}`, async (t) => {
    const app = appOf(t, { main: "index.js" }, { "index.js": `const { app } = require("@azure/functions"); ${code}` });
    await assert.rejects(startSample(app), reason);
  });
}

test("does not start where no application is", async (t) => {
  await assert.rejects(startSample(appOf(t, { main: "absent.js" }, {})), /No file matches "main": "absent.js"/);
});

test("runs one application per process at a time, and says so", async (t) => {
  const host = await startSample(appOf(t, { main: "index.js" }, { "index.js": commonJs("first") }));
  const second = startSample(appOf(t, { main: "index.js" }, { "index.js": commonJs("second") }));
  await assert.rejects(second, /One host at a time per process/);
  assert.equal(await (await fetch(`${host.url}/api/first`)).text(), "first");
  await host.close();
});
