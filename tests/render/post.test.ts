import { expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { readCustomId } from "../../src/render/custom-id.ts";
import { postButtonId, readPostButton } from "../../src/render/fact.ts";
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

const LONGEST_DELIVERY = "3w5e11264sgsf-20260310";
const DAY = { month: 9, day: 27 };

test("a post's button carries the delivery and its lead, and is understood as one made without it is", () => {
  const id = postButtonId(DAY, LONGEST_DELIVERY, "walk-this-way");

  expect(readPostButton(id, LONGEST_DELIVERY)).toBe("walk-this-way");
  expect(readCustomId(id, () => 2)?.args[0]).toBe("09-27");
  expect(readPostButton(`1/today/post/09-27/${LONGEST_DELIVERY}`, LONGEST_DELIVERY)).toBeUndefined();
});

test("a lead whose id is too long for a button is left out of it, and the post goes out", () => {
  const id = postButtonId(DAY, LONGEST_DELIVERY, "a".repeat(64));

  expect(id).toBe(`1/today/post/09-27/${LONGEST_DELIVERY}`);
  expect(postButtonId(DAY, LONGEST_DELIVERY, "a".repeat(58))).toHaveLength(100);
});
