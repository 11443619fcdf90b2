/**
 * Renders requests turn about, written in another order each time, and prints which bytes came out. A process of
 * its own, because locale, time zone and line ends belong to a process: `renderMany.ts {renders} {first seed}`.
 */
import os from "node:os";

const isWindows = process.env["LINE_ENDS"] === "crlf";
if (isWindows) Object.defineProperty(os, "EOL", { value: "\r\n" }); // before anything could have read it

const { requestTexts } = await import("./requestTexts.js");
const { rendering } = await import("./rendering.js");

const [renders = 0, firstSeed = 0] = process.argv.slice(2).map(Number);
const render = await rendering(process.env["KNOWLEDGE"]);
const digests: Record<string, string[]> = {};
for (let seed = firstSeed; seed < firstSeed + renders; seed++) {
  const written = Object.entries(requestTexts(seed, os.EOL));
  const [name = "", submission] = written[seed % written.length] ?? [];
  if (!submission) throw new Error("there is no request to render");
  const digest = render(submission);
  const known = (digests[name] ??= []);
  if (!known.includes(digest)) known.push(digest);
}

const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
console.log(
  JSON.stringify({ digests, place: { locale, timeZone, number: (1234.5).toLocaleString(), lineEnd: os.EOL } }),
);
