import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { scrubber, scrubJson } from "./scrub.js";

test("a secret is taken out in every form a text may give it", () => {
  const value = 'pa"ss\nword-1';
  const scrub = scrubber([value]);
  for (const text of [value, JSON.stringify(value), Buffer.from(value).toString("base64")]) {
    assert.match(scrub(`before ${text} after`), /^before "?\[secret\]"? after$/);
  }
});

test("one line of a long secret is taken out as well", () => {
  const scrub = scrubber(["-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END KEY-----"]);
  assert.equal(scrub("unexpected MIIEvQIBADANBgkqhkiG9w0B in line 2"), "unexpected [secret] in line 2");
});

test("a short secret leaves words that happen to contain it", () => {
  assert.equal(scrubber(["one"])("none were seen, one was"), "none were seen, [secret] was");
});

test("a secret that contains another one goes as a whole", () => {
  assert.equal(scrubber(["abcd", "abcdefgh"])("abcdefgh abcd"), "[secret] [secret]");
});

test("an empty secret changes nothing", () => {
  assert.equal(scrubber([""])("text"), "text");
});

test("no text anywhere in a value keeps a secret", () => {
  const secret = fc.string({ minLength: 4, maxLength: 20 }).filter((text) => !"[secret]".includes(text));
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
      const text = before + value + after;
      const cleaned = JSON.stringify(scrubJson(scrubber([value]), { [text]: [text, { deep: text }] }));
      assert.ok(!cleaned.replaceAll("[secret]", "\0").includes(JSON.stringify(value).slice(1, -1)));
    }),
  );
});
