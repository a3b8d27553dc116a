import { expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { renderAbout } from "../../src/render/about.ts";
import { textOf } from "../bot/bot.ts";

test("the word on privacy names all that is kept of a server's daily posts", () => {
  expect(textOf(renderAbout(createIndex([], [])))).toContain(
    "the channel, time, zone, genre, role, days left out, who scheduled them, how each post ended, and which facts it blocked.",
  );
});
