import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { noShellScripts, standInCli, temporaryFolder } from "../pulumi/testing/fakePrograms.js";
import { versions } from "../pulumi/versions.mjs";

// Set-up as a whole, in a small clone of its own: the real scripts, the real npm with nothing to download.
const skip = noShellScripts;

test("sets a fresh clone up, then runs the command; the second time it only runs it", { skip }, async (t) => {
  const clone = freshClone(t);
  const first = await clone.run("start", "--port", "7071", "a b");
  assert.match(first.errors, /^Setting up: dependencies, build\ndependencies: .*\nbuild: .*\n$/);
  assert.equal(first.exitCode, 7);
  assert.deepEqual(JSON.parse(first.output), { args: ["--port", "7071", "a b"], cli: clone.cli, folder: clone.folder });

  const second = await clone.run("start");
  assert.equal(second.errors, "");
  assert.equal(second.exitCode, 7);
});

test("two set-ups of one clone at once do each thing once", { skip }, async (t) => {
  const clone = freshClone(t);
  const [a, b] = await Promise.all([clone.run("start"), clone.run("start")]);
  assert.deepEqual([a.exitCode, b.exitCode], [7, 7], a.errors + b.errors);
  assert.equal(readFileSync(join(clone.folder, "builds.log"), "utf8"), "built\n");
});

test("`setup` says in one line that all is there", { skip }, async (t) => {
  const clone = freshClone(t);
  await clone.setup();
  const { output, errors, exitCode } = await clone.setup();
  assert.equal(errors, "");
  assert.equal(exitCode, 0);
  assert.equal(output, `Ready: dependencies, build, and Pulumi CLI v${versions.pulumi} (${clone.cli})\n`);
});

test("a failing build ends the command with its words and exit code 1", { skip }, async (t) => {
  const clone = freshClone(t);
  clone.write("build.mjs", `console.error("✘ [ERROR] no such file"); process.exit(1);`);
  const { errors, output, exitCode } = await clone.run("start");
  assert.equal(exitCode, 1);
  assert.equal(output, "");
  assert.match(errors, /The build failed\n\nIts last words:\n {2}✘ \[ERROR\] no such file\n/);
});

test("a missing program is a message, not a stack", { skip }, async (t) => {
  const clone = freshClone(t);
  const { errors, exitCode } = await clone.run("demo");
  assert.equal(exitCode, 1);
  assert.match(errors, /dist\/local\/demo\/main\.js is missing\n\n {2}Run `npm run build`/);
  assert.doesNotMatch(errors, / at /);
});

test("an unknown command is refused with those there are", { skip }, async (t) => {
  const { errors, exitCode } = await freshClone(t).run("fly");
  assert.equal(exitCode, 2);
  assert.match(errors, /test\|demo\|start\|bench/);
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`${signal} reaches the program once, and its exit code comes back`, { skip }, async (t) => {
    const clone = freshClone(t);
    const running = clone.begin("start", "--wait");
    await running.said("waiting");
    running.process.kill(signal);
    const { output, exitCode } = await running.end;
    assert.match(output, new RegExp(`waiting\n${signal}\ndone\n`));
    assert.equal(exitCode, 9);
  });
}

test("Ctrl-C during set-up ends what it started, with exit code 130", { skip }, async (t) => {
  const clone = freshClone(t);
  clone.write(
    "build.mjs",
    `import { writeFileSync } from "node:fs";
    writeFileSync("pid", String(process.pid)); setInterval(() => {}, 1000);`,
  );
  const running = clone.begin("start");
  while (!existsSync(join(clone.folder, "pid"))) await sleep(20);
  await sleep(50);
  running.process.kill("SIGINT");
  assert.equal((await running.end).exitCode, 130);
  assert.throws(() => process.kill(Number(readFileSync(join(clone.folder, "pid"), "utf8")), 0), { code: "ESRCH" });
});

const program = `
  const args = process.argv.slice(2);
  if (args[0] === "--wait") {
    for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => {
      console.log(signal);
      setTimeout(() => { console.log("done"); process.exit(9); }, 300);
    });
    console.log("waiting");
    setInterval(() => {}, 1000);
  } else {
    console.log(JSON.stringify({ args, cli: process.env.PROVISIONER_PULUMI_CLI, folder: process.cwd() }));
    process.exitCode = 7;
  }`;

const build = `
  import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
  await new Promise((resolve) => setTimeout(resolve, 300));
  mkdirSync("dist/local/start", { recursive: true });
  writeFileSync("dist/local/start/main.js", ${JSON.stringify(program)});
  appendFileSync("builds.log", "built\\n");`;

function freshClone(t: test.TestContext) {
  const folder = join(temporaryFolder(t), "clone");
  const machine = temporaryFolder(t);
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const room of ["setup", "pulumi"]) {
    cpSync(fileURLToPath(new URL(`../${room}`, import.meta.url)), join(folder, "local", room), {
      recursive: true,
      filter: (path) => !/\.test\.ts$|testing$/.test(basename(path)),
    });
  }
  write("build.mjs", build);
  const root = { name: "clone", version: "1.0.0" };
  write("package.json", JSON.stringify({ ...root, type: "module" }));
  write("package-lock.json", JSON.stringify({ ...root, lockfileVersion: 3, packages: { "": root } }));

  const cli = standInCli(join(machine, "bin", "pulumi"), `v${versions.pulumi}`);
  const env = {
    ...process.env,
    PATH: `${dirname(cli)}:${process.env["PATH"] ?? ""}`,
    PROVISIONER_CACHE_DIR: join(machine, "cache"),
    PROVISIONER_PULUMI_CLI: "", // what the tests themselves run with is not this machine's
  };
  const begin = (...args: string[]) => {
    return begun(spawn(process.execPath, ["local/setup/run.mjs", ...args], { cwd: folder, env, stdio: "pipe" }));
  };
  return {
    folder,
    cli,
    write,
    begin,
    run: (...args: string[]) => begin(...args).end,
    setup: () => begun(spawn(process.execPath, ["local/setup/setup.mjs"], { cwd: folder, env, stdio: "pipe" })).end,
  };
}

function begun(process_: ChildProcess) {
  let output = "";
  let errors = "";
  process_.stdout?.setEncoding("utf8").on("data", (text: string) => (output += text));
  process_.stderr?.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const end = new Promise<{ output: string; errors: string; exitCode: number | null }>((resolve) => {
    process_.once("close", (exitCode) => {
      resolve({ output, errors, exitCode });
    });
  });
  const said = async (text: string) => {
    while (!output.includes(text)) await sleep(20);
  };
  return { process: process_, end, said };
}
