import { expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { createDrawAhead } from "../../src/card/ahead.ts";
import { fact } from "../facts/sample.ts";

const FACTS = ["25", "26", "27", "28"].map((day) =>
  fact({ id: `on-the-${day}`, date: { year: 1986, month: 9, day: Number(day) } }),
);

function draw(): { readonly at: (now: string) => Promise<string[]> } {
  let drawn: string[] = [];
  const ahead = createDrawAhead(createIndex(FACTS, []), async ({ id }) => drawn.push(id));
  return {
    async at(now) {
      drawn = [];
      await ahead(Temporal.Instant.from(now));
      return drawn;
    },
  };
}

test("the cards of every day that it is anywhere are drawn, and of one that begins within the hour, each day once", async () => {
  const cards = draw();

  expect(await cards.at("2026-09-26T06:00:00Z")).toEqual(["on-the-25", "on-the-26"]);
  expect(await cards.at("2026-09-26T07:00:00Z")).toEqual([]);
  // At 10:00 the 27th begins on Kiritimati.
  expect(await cards.at("2026-09-26T08:59:00Z")).toEqual(["on-the-27"]);
  expect(await cards.at("2026-09-26T23:00:00Z")).toEqual([]);
  expect(await cards.at("2026-09-27T09:00:00Z")).toEqual(["on-the-28"]);
});

test("a day that comes again, as by a clock that was set back, is looked at again", async () => {
  const cards = draw();
  await cards.at("2026-09-28T09:00:00Z");

  expect(await cards.at("2026-09-26T06:00:00Z")).toEqual(["on-the-25", "on-the-26"]);
});

test("29 February has its cards in a leap year alone", async () => {
  const drawn: string[] = [];
  const leap = fact({ date: { year: 1988, month: 2, day: 29 } });
  const ahead = createDrawAhead(createIndex([leap], []), async ({ id }) => drawn.push(id));

  await ahead(Temporal.Instant.from("2027-02-28T23:00:00Z"));
  expect(drawn).toEqual([]);
  await ahead(Temporal.Instant.from("2028-02-28T23:00:00Z"));
  expect(drawn).toEqual([leap.id]);
});
