import { expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { renderPost } from "../../src/render/post.ts";
import { choosePost } from "../../src/schedule/choice.ts";
import { textOf } from "../bot/bot.ts";
import { fact } from "../facts/sample.ts";

test("a post of another day does not say that its own has none, where that one led before", () => {
  const today = fact({ headline: "Today's own" });
  const facts = createIndex(
    [today, fact({ headline: "Of the day before", date: { year: 1970, month: 9, day: 26 } })],
    [],
  );
  const day = Temporal.PlainDate.from("2026-09-27");
  const led = new Map([[today.id, Temporal.PlainDate.from("2026-09-25")]]);

  const choice = choosePost({ genre: undefined }, day, facts, { blocked: new Set(), led });

  expect(textOf(renderPost(choice, { deliveryId: "a-1", roleId: undefined }))).toContain(
    "-# Nothing new that fits is recorded for 27 September; this happened on 26 September.\n",
  );
});
