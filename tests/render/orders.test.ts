import { expect, test } from "vitest";
import { renderOrders } from "../../src/render/orders.ts";
import { textOf } from "../bot/bot.ts";
import { order } from "../schedule/sample.ts";

const NOW = Temporal.Instant.from("2026-12-28T06:00:00Z");
const list = (given: Parameters<typeof order>[0]) => renderOrders([order(given)], new Map(), NOW);
const days = (...written: string[]) => written.map((it) => Temporal.PlainDate.from(it));

test.each([
  ["one day", days("2026-12-29"), "Left out: 29 December\n"],
  ["days of two years", days("2027-01-02", "2026-12-30"), "Left out: 30 December and 2 January 2027\n"],
  [
    "five days and the number of the others",
    days("2027-03-01", "2027-03-02", "2027-03-03", "2027-03-04", "2027-03-05", "2027-03-06", "2027-03-07"),
    "Left out: 1 March 2027, 2 March 2027, 3 March 2027, 4 March 2027, 5 March 2027 and 2 more\n",
  ],
])("the list tells what is left out: %s", (_, skips, line) => {
  expect(textOf(list({ skips }))).toContain(line);
});

test("the list tells nothing of days that are over", () => {
  expect(textOf(list({ skips: days("2026-12-27") }))).not.toContain("Left out");
});

test.each([
  ["that runs", {}],
  ["that a moderator paused", { paused: "by a moderator" }],
  ["that Discord refuses", { paused: "refused", refusedSince: days("2026-12-27")[0] }],
])("an order %s can be removed from the list", (_, given) => {
  expect(JSON.stringify(list(given).components)).toContain('"custom_id":"1/daily/remove/20"');
});
