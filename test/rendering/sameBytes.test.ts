import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { rendering } from "./rendering.js";
import { requestTexts } from "./requestTexts.js";

const program = fileURLToPath(new URL("renderMany.ts", import.meta.url));
const knowledge = fileURLToPath(new URL("../../knowledge", import.meta.url));
const rendersEach = 250;

/** Machines of four people: how they write numbers and dates, what their clocks say, how their editors end a line. */
const places = [
  { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Asia/Istanbul", LINE_ENDS: "crlf" },
  { LC_ALL: "ar_EG.UTF-8", LANG: "ar_EG.UTF-8", TZ: "Pacific/Kiritimati", LINE_ENDS: "lf" },
  { LC_ALL: "sv_SE.UTF-8", LANG: "sv_SE.UTF-8", TZ: "America/St_Johns", LINE_ENDS: "crlf" },
  { LC_ALL: "C", LANG: "C", TZ: "UTC", LINE_ENDS: "lf" },
];

const Answer = z.object({
  digests: z.record(z.string(), z.array(z.string())),
  place: z.object({ locale: z.string(), timeZone: z.string(), number: z.string(), lineEnd: z.string() }),
});

test("1,000 renders of a request give the same bytes, in any order of its members, locale, time zone and line end [CP-044]", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "same-bytes-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await withWindowsLineEnds(folder);
  const render = await rendering();
  const expected = Object.entries(requestTexts(0, "\n")).map(([name, submission]) => [name, [render(submission)]]);
  assert.equal(new Set(expected.map(([, digests]) => String(digests))).size, expected.length);

  const answers: z.infer<typeof Answer>[] = [];
  for (const [index, place] of places.entries()) answers.push(await renderIn(place, 1 + index * rendersEach, folder));
  for (const { digests } of answers) assert.deepEqual(digests, Object.fromEntries(expected));
  for (const difference of ["locale", "timeZone"] as const)
    assert.equal(new Set(answers.map(({ place }) => place[difference])).size, places.length, difference);
  assert.equal(new Set(answers.map(({ place }) => place.lineEnd)).size, 2);
});

async function renderIn(place: (typeof places)[number], seed: number, folder: string): Promise<z.infer<typeof Answer>> {
  const env = { PATH: process.env["PATH"], ...place, ...(place.LINE_ENDS === "crlf" ? { KNOWLEDGE: folder } : {}) };
  const args = ["--import", "tsx", program, String(rendersEach), String(seed)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return Answer.parse(JSON.parse(stdout));
}

/** The knowledge as a checkout with Windows line ends would hold it. */
async function withWindowsLineEnds(folder: string): Promise<void> {
  await cp(knowledge, folder, { recursive: true });
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    await writeFile(file, (await readFile(file, "utf8")).replace(/\r?\n/g, "\r\n"));
  }
}
