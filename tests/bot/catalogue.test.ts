import { expect, test } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { createCatalogue } from "../../src/bot/catalogue.ts";

const CATALOGUE = createCatalogue(COMMANDS);

test.each([
  ["/daily preview", "preview", {}, 2],
  ["one day of it", "preview", { days: 1 }, 2],
  ["a week", "preview", { days: 7 }, 5],
  ["two weeks", "preview", { days: 14 }, 8],
  ["more than may be asked for", "preview", { days: 9999 }, 30],
  ["a number below all", "preview", { days: -5 }, 1],
  ["no number", "preview", { days: Number.NaN }, 1],
  ["words for a number", "preview", { days: "many" }, 2],
  ["/daily check", "check", {}, 8],
  ["/daily pause", "pause", {}, 1],
  ["a subcommand of an older version", "gone", { days: 14 }, 1],
])("%s weighs what it costs", (_, subcommand, options, weight) => {
  expect(CATALOGUE.weightOf({ kind: "command", command: "daily", subcommand, options })).toBe(weight);
});

test.each([
  ["a button that plays two weeks through", { kind: "button", id: "1/daily/never/20/a" }, 4],
  ["the same by a list", { kind: "select", id: "1/daily/never-one/20" }, 4],
  ["a button that posts", { kind: "button", id: "1/daily/post-now/20" }, 3],
  ["a form that asks Discord", { kind: "modal", id: "1/daily/change/20" }, 2],
  ["what is none of ours", { kind: "modal", id: "1/daily/gone" }, 1],
] as const)("%s weighs what it costs", (_, asked, weight) => {
  expect(CATALOGUE.weightOf(asked)).toBe(weight);
});
