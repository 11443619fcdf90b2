import assert from "node:assert/strict";
import { test } from "node:test";
import { docText } from "./docText.js";

const cases: readonly (readonly [what: string, comment: string, text: string, sources: readonly string[]])[] = [
  ["a comment without a source", "Unique across Azure.", "Unique across Azure.", []],
  [
    "one source, with a place in the page",
    "Unique. Source: learn.microsoft.com/azure/names#storage",
    "Unique.",
    ["[names](https://learn.microsoft.com/azure/names#storage)"],
  ],
  [
    "a second source that goes on at the folder it names",
    "Overlay.\n\nSource: learn.microsoft.com/azure/aks/concepts/overlay, …/aks/cilium",
    "Overlay.",
    [
      "[overlay](https://learn.microsoft.com/azure/aks/concepts/overlay)",
      "[cilium](https://learn.microsoft.com/azure/aks/cilium)",
    ],
  ],
  [
    "a second source beside the first",
    "Source: learn.microsoft.com/azure/private-link/overview, …/dns",
    "",
    [
      "[overview](https://learn.microsoft.com/azure/private-link/overview)",
      "[dns](https://learn.microsoft.com/azure/private-link/dns)",
    ],
  ],
  [
    "a remark after the address",
    "Source: learn.microsoft.com/azure/errors (ServerIsBusy)",
    "",
    ["[errors](https://learn.microsoft.com/azure/errors) (ServerIsBusy)"],
  ],
  ["a source that is no page", "Source: Pulumi's own protocol", "", ["Pulumi's own protocol"]],
  ["a link to another member", "See {@link subnetId}.", "See `subnetId`.", []],
];
for (const [what, comment, text, sources] of cases)
  test(`reads ${what}`, () => {
    assert.deepEqual(docText(comment), { text, sources });
  });
