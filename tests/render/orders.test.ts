import { expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { renderOrders } from "../../src/render/orders.ts";
import { textOf } from "../bot/bot.ts";
import { FACTS } from "../facts/sample.ts";
import { memory, order } from "../schedule/sample.ts";

const NOW = Temporal.Instant.from("2026-12-28T06:00:00Z");
const list = (given: Parameters<typeof order>[0]) =>
  renderOrders([order(given)], new Map(), { now: NOW, facts: createIndex(FACTS, []), memory: memory() });
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

test.each([
  ["all genres", {}, "Events: all genres\n"],
  ["a genre", { genre: "raga" }, "Events: raga · otherwise any genre\n"],
  ["a genre alone", { genre: "raga", otherwise: "none" }, "Events: raga · otherwise no post\n"],
  ["no post where nothing is left", { otherwise: "none" }, "Events: all genres · otherwise no post\n"],
  [
    "a genre that is none any more",
    { genre: "polka", otherwise: "none" },
    "Events: all genres, for “polka” is no genre any more; choose another with /daily edit\n",
  ],
] as const)("the list tells what an order wants: %s", (_, given, line) => {
  expect(textOf(list(given))).toContain(line);
});

test("the next post of an order that leaves out days is the next one with an event", () => {
  expect(textOf(list({ genre: "Japanese pop", otherwise: "none" }))).toContain(
    "Next post: <t:1813050000:F> (none on 28 December: no Japanese pop event falls on this day)\n",
  );
});
