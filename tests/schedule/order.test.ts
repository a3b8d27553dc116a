import { expect, test } from "vitest";
import { skipsAhead } from "../../src/schedule/order.ts";
import { order } from "./sample.ts";

const days = (...written: string[]) => written.map((it) => Temporal.PlainDate.from(it));

test.each([
  ["in the order of the calendar", {}, ["2026-10-03", "2026-09-28"], ["2026-09-28", "2026-10-03"]],
  ["from today on, by the order's own zone", { timeZone: "Asia/Tokyo" }, ["2026-09-27", "2026-09-28"], ["2026-09-28"]],
  ["without a day that is on record", { lastDay: "2026-09-27" }, ["2026-09-27", "2026-09-28"], ["2026-09-28"]],
])(
  "days left out are told %s",
  (_, { lastDay, ...given }: { lastDay?: string; timeZone?: string }, skips, expected) => {
    const it = order({
      ...given,
      skips: days(...skips),
      lastDay: lastDay ? Temporal.PlainDate.from(lastDay) : undefined,
    });

    const ahead = skipsAhead(it, Temporal.Instant.from("2026-09-27T20:00:00Z"));

    expect(ahead).toEqual(days(...expected));
  },
);
