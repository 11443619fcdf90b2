import assert from "node:assert/strict";
import { test } from "node:test";
import { readSchedule } from "./schedule.js";

const from = "2026-03-27T10:20:30.000Z"; // a Friday

const cases: readonly (readonly [string, string])[] = [
  ["0 */5 * * * *", "2026-03-27T10:25:00.000Z"],
  ["*/5 * * * *", "2026-03-27T10:25:00.000Z"],
  ["*/15 * * * * *", "2026-03-27T10:20:45.000Z"],
  ["0 5/20 * * * *", "2026-03-27T10:25:00.000Z"],
  ["0 0 9-17/4 * * *", "2026-03-27T13:00:00.000Z"],
  ["0 30 9 * Jan-Feb Mon", "2027-01-04T09:30:00.000Z"],
  ["0 0 0 13 * Friday", "2026-11-13T00:00:00.000Z"],
  ["0 0 0 1,15 * *", "2026-04-01T00:00:00.000Z"],
  ["00:05:00", "2026-03-27T10:25:30.000Z"],
  ["1.00:00:00", "2026-03-28T10:20:30.000Z"],
];
for (const [expression, next] of cases) {
  test(`'${expression}' comes next at ${next}`, () => {
    assert.equal(new Date(readSchedule(expression, {}).next(Date.parse(from))).toISOString(), next);
  });
}

test("reads a schedule from the setting it names, and a time zone from the environment", () => {
  const env = { NIGHTLY: "0 0 2 * * *", WEBSITE_TIME_ZONE: "Asia/Tokyo" };
  const schedule = readSchedule("%NIGHTLY%", env);
  assert.equal(schedule.text, "0 0 2 * * *");
  assert.equal(new Date(schedule.next(Date.parse(from))).toISOString(), "2026-03-27T17:00:00.000Z");
});

test("refuses what NCRONTAB does not know", () => {
  const refused = [
    "",
    "* * *",
    "0 0 0 L * *",
    "0 0 0 ? * 1",
    "0 0 0 * * 7",
    "60 * * * * *",
    "0 0 0 * * 5#2",
    "*/0 * * * * *",
  ];
  for (const expression of [...refused, "0 9-5 * * * *", "%ABSENT%", "0 0 0 31 2 *"]) {
    assert.throws(() => readSchedule(expression, {}), expression);
  }
});
