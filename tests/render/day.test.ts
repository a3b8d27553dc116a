import { ComponentType } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { type DayView, renderDay } from "../../src/render/day.ts";
import { createLook } from "../../src/render/look.ts";
import { textOf } from "../bot/bot.ts";
import { fact } from "../facts/sample.ts";
import { SHIPPED } from "../shipped.ts";
import { headingLevels } from "./headings.ts";

const LOOK = createLook(createIndex([], []));
const DAY = Temporal.PlainMonthDay.from("09-27");

function view(others: number, given: Partial<DayView> = {}): DayView {
  return {
    asked: DAY,
    shown: DAY,
    lead: fact({ headline: "A riff meets a rhyme", artists: ["Run-D.M.C.", "Aerosmith"] }),
    others: Array.from({ length: others }, (_, at) =>
      fact({ headline: `Event ${at + 1}`, date: { year: 1950 + at, month: 9, day: 27 }, artists: ["AC/DC"] }),
    ),
    ...given,
  };
}

/** The lists to choose from and the buttons, in order. */
function controlsOf(it: DayView, page = 1): unknown[] {
  const [container] = renderDay(it, LOOK, page).components;
  if (container?.type !== ComponentType.Container) throw new Error("no container");
  return container.components.flatMap((each) => (each.type === ComponentType.ActionRow ? each.components : []));
}

test("the lead stands in full with its source, the others as lines, and one list opens each of them", () => {
  const it = view(2);

  expect(textOf(renderDay(it, LOOK).components)).toBe(
    [
      "# 27 September in crossover history",
      "-# 3 events",
      "-# 27 September 1986",
      "## A riff meets a rhyme",
      "One thing happened. It was a crossing.",
      "-# hip-hop × rock · Run-D.M.C., Aerosmith",
      "### Also on this day",
      "- **1950** Event 1 · AC/DC",
      "- **1951** Event 2 · AC/DC",
    ].join("\n"),
  );
  expect(controlsOf(it)).toMatchObject([
    { label: "Source", url: "https://example.com/page" },
    { label: "Save", custom_id: "1/saved/save/a-riff-meets-a-rhyme" },
    { label: "Report", custom_id: "1/fact/report/a-riff-meets-a-rhyme" },
    {
      custom_id: "1/today/open/09-27",
      placeholder: "Open one of these",
      max_values: 1,
      options: [
        { label: "Event 1", value: "event-1", description: "1950 · AC/DC · hip-hop × rock" },
        { label: "Event 2", value: "event-2", description: "1951 · AC/DC · hip-hop × rock" },
      ],
    },
  ]);
});

test("a day with one event has no list", () => {
  expect(textOf(renderDay(view(0), LOOK).components)).toContain("-# 1 event\n");
  expect(controlsOf(view(0))).toHaveLength(3);
});

test("nine others are on one page, ten on two, and the lead stands on both", () => {
  const onePage = renderDay(view(9), LOOK);
  const first = renderDay(view(10), LOOK);
  const second = renderDay(view(10), LOOK, 2);

  expect(textOf(onePage.components)).toContain("### Also on this day\n");
  expect(textOf(onePage.components)).toContain("Event 9 ");
  expect(controlsOf(view(9))).toHaveLength(4);
  expect(textOf(first.components)).toContain("### Also on this day, page 1 of 2\n");
  expect(textOf(second.components)).toContain("## A riff meets a rhyme\n");
  expect(textOf(second.components)).toContain("### Also on this day, page 2 of 2\n- **1959** Event 10 · AC/DC");
  expect(controlsOf(view(10), 2)).toMatchObject([
    { label: "Source" },
    { label: "Save" },
    { label: "Report" },
    { options: [{ value: "event-10" }] },
    { label: "‹ Previous", custom_id: "1/today/day/09-27/1", disabled: false },
    { label: "Next ›", custom_id: "1/today/day/09-27/3", disabled: true },
  ]);
});

test("events of another day are headed with their own day, and the day that was asked for is named", () => {
  const text = textOf(renderDay(view(1, { asked: Temporal.PlainMonthDay.from("09-30") }), LOOK).components);

  expect(text).toContain(
    "# 27 September in crossover history\n" +
      "Nothing is recorded for 30 September; the nearest day before it is 27 September.\n",
  );
});

test("on every day of the year a screen reader meets one first heading, and none that skips a level", () => {
  const facts = SHIPPED;
  const seen = new Set<string>();
  for (let day = Temporal.PlainDate.from("2024-01-01"); day.year === 2024; day = day.add({ days: 1 })) {
    const [lead, ...others] = facts.on(day.toPlainMonthDay());
    const shown = day.toPlainMonthDay();
    seen.add(headingLevels(renderDay({ asked: shown, shown, lead: lead!, others }, LOOK)).join());
  }

  expect([...seen]).toEqual(["1,2,3"]);
});
