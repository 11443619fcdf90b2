import type { Document } from "../document.js";
import { blocks, code, table } from "../markdown.js";
import { namedTests, type NamedTest, testFiles } from "./findTests.js";
import type { Requirement } from "./readRequirements.js";
import { roomsOf } from "./roomsOf.js";

export const specificationPath = "docs/specification.md";

/** The specification whose requirements are listed one by one. */
const shown = "CP";

/** Which test shows which requirement, and which code that test exercises. */
export function specificationPage(project: string, requirements: readonly Requirement[]): Document {
  const tests = testFiles(project).flatMap((file) => namedTests(project, file));
  return { path: specificationPath, text: matrix(requirements, tests, (file) => roomsOf(project, file)) };
}

/**
 * The matrix of requirements, tests and rooms.
 *
 * @throws Error when a test names a requirement that there is not.
 */
export function matrix(
  requirements: readonly Requirement[],
  tests: readonly NamedTest[],
  roomsOfFile: (file: string) => readonly string[],
): string {
  const known = new Set(requirements.map(({ id }) => id));
  const unknown = tests.find(({ ids }) => ids.some((id) => !known.has(id)));
  if (unknown) throw new Error(`${unknown.file} names ${unknown.ids.join(", ")}: not all of them are requirements`);

  const testsOf = (id: string) => tests.filter(({ ids }) => ids.includes(id));
  const listed = requirements.filter(({ id }) => id.startsWith(shown));
  const open = listed.filter(({ id }) => testsOf(id).length === 0);
  const sections = [...new Set(listed.map(chapterOf))].map((chapter) => {
    const rows = listed
      .filter((requirement) => chapterOf(requirement) === chapter)
      .map((requirement) => row(requirement, testsOf(requirement.id), roomsOfFile));
    return blocks(`## ${chapter}`, table(["Id", "Requirement", "Shown by", "Code"], rows));
  });
  return blocks(
    "# Specification",
    "Which test shows which requirement, and which rooms of the code that test exercises. A requirement is named in brackets in the title of a test, and only where the test shows it. This page is written by `npm run generate` from the titles; a test fails when it is not current.",
    table(["Specification", "Requirements", "Shown by a test", "Open"], counts(requirements, testsOf)),
    open.length > 0 ? `Open in ${shown}: ${open.map(({ id }) => id).join(", ")}.` : "",
    ...sections,
  );
}

function counts(requirements: readonly Requirement[], testsOf: (id: string) => readonly NamedTest[]): string[][] {
  const prefixes = [...new Set(requirements.map(prefixOf))];
  return prefixes.map((prefix) => {
    const own = requirements.filter((requirement) => prefixOf(requirement) === prefix);
    const named = own.filter(({ id }) => testsOf(id).length > 0).length;
    return [prefix, String(own.length), String(named), String(own.length - named)];
  });
}

function row(
  { id, text, status }: Requirement,
  tests: readonly NamedTest[],
  roomsOfFile: (file: string) => readonly string[],
): string[] {
  const requirement = status === "-" ? text : `${text} (${status})`;
  if (tests.length === 0) return [id, requirement, "**open**", ""];
  const files = [...new Set(tests.map(({ file }) => file))];
  const rooms = [...new Set(files.flatMap(roomsOfFile))];
  const shownBy = files.map((file) => {
    const titles = tests.filter((test) => test.file === file).map(({ title }) => title);
    return `[${file}](../${file}): ${[...new Set(titles)].join("; ")}`;
  });
  return [
    id,
    requirement,
    shownBy.join("<br>"),
    rooms
      .map(code)
      .join(", ")
      .replace(/`(the [^`]*)`/, "$1"),
  ];
}

const prefixOf = ({ id }: Requirement): string => id.slice(0, 2);

/** `Core Responsibilities` of `Core Responsibilities 3`, `Retry` of `Retry (escalation)`. */
function chapterOf({ section }: Requirement): string {
  return section.replace(/[\d;(].*$/, "").trim();
}
