import { expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { renderAbout } from "../../src/render/about.ts";
import { textOf } from "../bot/bot.ts";

test("the word on privacy names all that is kept of a server's daily posts", () => {
  expect(textOf(renderAbout(createIndex([], [])))).toContain(
    "the channel, time, zone, genre, role, days left out, who scheduled them, how each post ended, and which facts it blocked; ",
  );
});

test("how the latest random sample was found is told, and nothing where none was drawn", () => {
  const audit = { on: "2026-11-26", seed: 1, wrongDates: 0, wrongDetails: 2, doubtful: 1, sample: ["a", "b"] };

  expect(textOf(renderAbout(createIndex([], [], [], [], [audit])))).toContain(
    "On 26 November 2026, 2 events drawn by chance were checked again: 0 wrong dates and 2 wrong details were found",
  );
  expect(textOf(renderAbout(createIndex([], [])))).not.toContain("by chance");
});
