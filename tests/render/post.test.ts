import { expect, test } from "vitest";
import { createIndex, type Fact } from "../../facts/index.ts";
import { readCustomId } from "../../src/render/custom-id.ts";
import { postButtonId, readPostButton } from "../../src/render/fact.ts";
import { createLook } from "../../src/render/look.ts";
import { renderForecast, renderPost, renderPreview } from "../../src/render/post.ts";
import { choosePost } from "../../src/schedule/choice.ts";
import { forecastPosts, isPost } from "../../src/schedule/forecast.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";
import { textOf } from "../bot/bot.ts";
import { fact } from "../facts/sample.ts";
import { memory, order } from "../schedule/sample.ts";

const NOW = Temporal.Instant.from("2026-09-27T08:00:00Z");
const on = (day: number, year: number, given: Partial<Fact>) => fact({ date: { year, month: 9, day }, ...given });
const FACTS = createIndex(
  [
    on(27, 1986, { headline: "Rap meets rock", weight: 5, artists: ["Run-D.M.C.", "Aerosmith"] }),
    on(27, 1990, { headline: "Jazz meets funk", artists: ["Miles Davis"], genres: ["jazz", "funk"] }),
    on(29, 1959, { headline: "Jazz meets soul", artists: ["Ray Charles"], genres: ["jazz", "soul"] }),
  ],
  [],
);

const LOOK = createLook(FACTS);

function post(given: Partial<DailyOrder> = {}, blocked: readonly string[] = [], day = "2026-09-27"): string {
  const own = order(given);
  const choice = choosePost(own, Temporal.PlainDate.from(day), FACTS, memory({ blocked }), [own]);
  if (choice.lead === undefined) throw new Error(choice.reason);
  return textOf(renderPost(choice, { deliveryId: "a-1", roleId: undefined }, LOOK));
}

const outlook = { now: NOW, facts: FACTS, memory: memory() };
const ahead = (own: DailyOrder, days: number) => forecastPosts("20", [own], NOW, days, FACTS, memory());

test("a post is headed as this day's, and names its other events with year and artists", () => {
  expect(post()).toContain("# This day in crossover history\n");
  expect(post()).toContain("### Also on this day\n- **1990** Jazz meets funk · Miles Davis");
});

test("a post of another genre than was wanted says no word about it", () => {
  expect(post({ genre: "soul" })).toBe(post());
});

test("a post of an earlier day is headed as this week's, with its date", () => {
  const text = post({}, ["jazz-meets-soul"], "2026-09-29");

  expect(text).toContain("# This week in crossover history\n-# 27 September 1986\n## Rap meets rock");
  expect(text).toContain("### Also on 27 September\n- **1990** Jazz meets funk · Miles Davis");
});

test("the next posts are foretold with year, headline and artists", () => {
  const text = textOf(renderForecast(order(), ahead(order(), 1), outlook));

  expect(text).toContain("## The next 1 posts in <#20>\n-# Events: all genres\n");
  expect(text).toContain(": **1986** Rap meets rock · Run-D.M.C., Aerosmith · 1 more that day");
});

test("days without a post are foretold with the reason", () => {
  const own = order({ genre: "jazz", otherwise: "none" });
  const text = textOf(renderForecast(own, ahead(own, 3), outlook));

  expect(text).toBe(
    [
      "## The next 3 days in <#20>",
      "-# Events: jazz · otherwise no post",
      "- <t:1790499600:F>: **1990** Jazz meets funk · Miles Davis",
      "- <t:1790586000:F>: no post, for no jazz event falls on this day",
      "- <t:1790672400:F>: **1959** Jazz meets soul · Ray Charles",
    ].join("\n"),
  );
});

test("where none of them has one, the next post is named, or that there is none", () => {
  const soon = order({ genre: "soul", otherwise: "none" });
  const never = { ...soon, genre: "funk" };
  const blocked = { ...outlook, memory: memory({ blocked: ["jazz-meets-funk"] }) };

  expect(textOf(renderForecast(soon, ahead(soon, 2), outlook))).toContain("The next post is due <t:1790672400:F>.");
  expect(textOf(renderForecast(never, [], blocked))).toContain(
    "Nor has any day of the coming year; choose another genre with /daily edit.",
  );
});

test("a preview of one post tells the days before it that have none", () => {
  const own = order({ genre: "soul", otherwise: "none" });
  const days = ahead(own, 3);
  const text = textOf(renderPreview(days.find(isPost)!, days.slice(0, 2), FACTS, LOOK));

  expect(text).toContain("<t:1790499600:F>: no post, for no soul event falls on this day\n");
  expect(text).toContain("Next in <#20>, <t:1790672400:F>:\n-# Events: soul · otherwise no post\n");
  expect(text).toContain("## Jazz meets soul");
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
