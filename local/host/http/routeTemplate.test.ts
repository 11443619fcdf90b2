import assert from "node:assert/strict";
import { test } from "node:test";
import { routeTemplate } from "./routeTemplate.js";

const match = (template: string, path: string) => routeTemplate(template).match(path.split("/").filter(Boolean));

const cases: readonly (readonly [string, string, Record<string, string> | undefined])[] = [
  ["api/runs", "api/runs", {}],
  ["api/runs", "API/Runs", {}],
  ["api/runs", "api/runs/1", undefined],
  ["api/runs/{id}", "api/runs/Abc", { id: "Abc" }],
  ["api/runs/{id}", "api/runs", undefined],
  ["api/runs/{id?}", "api/runs", {}],
  ["api/runs/{id:int}", "api/runs/-12", { id: "-12" }],
  ["api/runs/{id:int}", "api/runs/12a", undefined],
  ["x/{id:guid}", "x/01234567-89ab-CDEF-0123-456789abcdef", { id: "01234567-89ab-CDEF-0123-456789abcdef" }],
  ["x/{id:guid}", "x/01234567", undefined],
  ["x/{n:length(2,3)}", "x/abc", { n: "abc" }],
  ["x/{n:length(2,3)}", "x/abcd", undefined],
  ["x/{n:alpha:maxlength(2)?}", "x/ab", { n: "ab" }],
  ["x/{n:regex(^[a-c]+$)}", "x/abcabc", { n: "abcabc" }],
  ["x/{n:regex(^[a-c]+$)}", "x/abd", undefined],
  ["files/{*rest}", "files/a/b/c", { rest: "a/b/c" }],
  ["files/{**rest}", "files", { rest: "" }],
  ["files/{name}.{ext}", "files/report.json", { name: "report", ext: "json" }],
  ["a+b/{x}", "a+b/1", { x: "1" }],
];
for (const [template, path, params] of cases) {
  test(`'${template}' ${params ? "fits" : "does not fit"} '${path}'`, () => {
    assert.deepEqual(match(template, path), params);
  });
}

test("puts literals before constrained parameters before free ones before catch-alls", () => {
  const inOrder = ["api/runs/latest", "api/runs/{id:int}", "api/runs/{id}", "api/{*rest}"];
  const sorted = [...inOrder].reverse().sort((a, b) => {
    return routeTemplate(a).precedence < routeTemplate(b).precedence ? -1 : 1;
  });
  assert.deepEqual(sorted, inOrder);
});

test("refuses constraints and parts it does not know", () => {
  assert.throws(() => routeTemplate("x/{n:zip}"), /constraint 'zip'/);
  assert.throws(() => routeTemplate("x/{n"), /not understood/);
});
