import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import test from "node:test";
import { SetupError } from "./machine/setupError.mjs";
import { reportFailure } from "./reportFailure.mjs";
import { taskBoard } from "./taskBoard.mjs";
import { spoken } from "./terminalText.mjs";

const escape = "\x1b";

test("writes one plain line per finished task where nobody watches", async () => {
  const { output, text } = screen({ isTTY: false });
  await playThrough(taskBoard(output, {}));
  const timeless = text().replaceAll(/\d+\.\d s/g, "N s");
  assert.equal(timeless, "Setting up: build, Pulumi CLI\nbuild: 5 bundles (N s)\nPulumi CLI: not finished (N s)\n");
});

test("moves rows in place on a terminal, in colour, and gives the cursor back", async () => {
  const { output, text } = screen({ isTTY: true, columns: 120 });
  await playThrough(taskBoard(output, {}));
  assert.ok(text().startsWith(`${escape}[?25l`));
  assert.ok(text().endsWith(`${escape}[?25h`));
  assert.match(text(), /\x1b\[32m✔/);
  assert.match(text(), /\x1b\[31m✖/);
  assert.match(text(), /━{6}.*─{18}.*812 of 3248 packages/);
});

test("has no colours under NO_COLOR, and no moving rows on a dumb terminal", async () => {
  const { output, text } = screen({ isTTY: true, columns: 120 });
  await playThrough(taskBoard(output, { NO_COLOR: "1" }));
  assert.doesNotMatch(text(), /\x1b\[\d+m/);

  const dumb = screen({ isTTY: true, columns: 120 });
  await playThrough(taskBoard(dumb.output, { TERM: "dumb" }));
  assert.ok(!dumb.text().includes(escape));
});

for (const columns of [120, 80, 40]) {
  test(`no row is wider than a terminal of ${columns} columns`, async () => {
    const { output, text } = screen({ isTTY: true, columns });
    await playThrough(taskBoard(output, {}));
    const widths = text()
      .replaceAll(/\x1b\[[?\d]*[A-Za-z]|\r/g, "")
      .split("\n")
      .map((line) => line.length);
    assert.ok(Math.max(...widths) <= columns, String(widths));
  });
}

test("says what failed, its last words and what to do", () => {
  const { output, text } = screen({ isTTY: false });
  const error = new SetupError("No CLI", { output: ["", "dial tcp: timeout"], remedies: ["Install it", "Copy it"] });
  reportFailure(error, output, {});
  assert.equal(
    text(),
    "No CLI\n\nIts last words:\n  dial tcp: timeout\n\nAny one of these helps:\n  1. Install it\n  2. Copy it\n",
  );
});

test("says durations as people do", () => {
  assert.deepEqual([0, 4_249, 59_940, 59_960, 185_000].map(spoken), [
    "0.0 s",
    "4.2 s",
    "59.9 s",
    "1 min 00 s",
    "3 min 05 s",
  ]);
});

async function playThrough(board: ReturnType<typeof taskBoard>): Promise<void> {
  board.open(["build", "Pulumi CLI"]);
  const build = board.follow(
    "build",
    () => Promise.resolve(5),
    (count) => `${count} bundles`,
  );
  await build;
  const compile = board.follow(
    "Pulumi CLI",
    async (report) => {
      report({ note: "packages compiled", done: 812, total: 3248 });
      await new Promise((resolve) => setTimeout(resolve, 250)); // a few frames
      throw new Error("interrupted");
    },
    () => "",
  );
  await assert.rejects(compile, /interrupted/);
  board.close();
}

function screen(kind: { isTTY: boolean; columns?: number }) {
  const output = Object.assign(new PassThrough(), kind);
  output.setEncoding("utf8");
  let written = "";
  return { output, text: () => (written += String(output.read() ?? "")) };
}
