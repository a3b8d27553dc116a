import fc from "fast-check";
import { expect, test } from "vitest";
import { expiryOf } from "../../src/schedule/delivery.ts";
import { dueToday } from "../../src/schedule/early.ts";
import { fact } from "../facts/sample.ts";
import { order } from "./sample.ts";
import { CHANNEL, GUILD, setUp } from "./stage.ts";

/** One event on each day of the second half of September. */
const EVENTS = Array.from({ length: 15 }, (_, at) =>
  fact({ id: `day-${at + 16}`, headline: `Of ${at + 16} September`, date: { year: 1986, month: 9, day: at + 16 } }),
);

const stage = (start: string, given = {}) => setUp(start, [given], EVENTS);
const daysOf = (messages: readonly { readonly nonce: string }[]) => messages.map(({ nonce }) => nonce.slice(-8));

test("asked for before its time, today's post goes out now, and none at its time", async () => {
  await using it = await stage("2026-09-27T07:00:00Z");

  const early = await it.poster.postToday(GUILD, CHANNEL);
  await it.beatOn("2026-09-27T08:59:00Z", 5);
  await it.beatOn("2026-09-28T08:59:00Z", 3);

  expect(early).toMatchObject({ outcome: "begun" });
  expect(daysOf(it.messages)).toEqual(["20260927", "20260928"]);
});

test("asked for after a time that passed before the order was made, it goes out too, without a word on being late", async () => {
  await using it = await stage("2026-09-27T15:00:00Z", { createdAt: Temporal.Instant.from("2026-09-27T15:00:00Z") });

  const early = await it.poster.postToday(GUILD, CHANNEL);
  await it.beatOn("2026-09-28T08:59:00Z", 3);

  expect(early).toMatchObject({ outcome: "begun" });
  expect(daysOf(it.messages)).toEqual(["20260927", "20260928"]);
  expect(it.messages[0]?.text).not.toContain("Late");
});

test("asked for after today's post, at the same moment or twice, it makes no second one", async () => {
  await using it = await stage("2026-09-27T09:00:00Z");

  const [, first, second, other] = await Promise.all([
    it.poster.beat(),
    it.poster.postToday(GUILD, CHANNEL),
    it.poster.postToday(GUILD, CHANNEL),
    it.another().postToday(GUILD, CHANNEL),
  ]);
  const later = await it.poster.postToday(GUILD, CHANNEL);

  for (const { outcome } of [first, second, other]) expect(["begun", "served"]).toContain(outcome);
  expect(later).toMatchObject({ outcome: "served" });
  expect(it.messages).toHaveLength(1);
});

test("what Discord does not take yet is tried until its own time is over, not only for as long after now", async () => {
  await using it = await stage("2026-09-27T00:30:00Z", { time: Temporal.PlainTime.from("20:00") });
  it.fail(...Array.from({ length: 40 }, () => ({ outcome: "unsent", reason: "Discord could not be asked" }) as const));

  await it.poster.postToday(GUILD, CHANNEL);
  await it.beatOn("2026-09-27T00:31:00Z", 600);
  const before = it.messages.length;
  it.fail();
  await it.beatOn("2026-09-27T20:00:00Z", 40);

  expect(before).toBe(0);
  expect(daysOf(it.messages)).toEqual(["20260927"]);
});

test("one whose answer was lost is found, and does not come again at its time", async () => {
  await using it = await stage("2026-09-27T07:00:00Z");
  it.fail("lost");

  await it.poster.postToday(GUILD, CHANNEL);
  await it.beatOn("2026-09-27T07:01:00Z", 10);
  await it.beatOn("2026-09-27T09:00:00Z", 3);

  expect(it.messages).toHaveLength(1);
  expect(await it.last()).toMatchObject({ state: "posted" });
});

test.each([
  ["no order", "gone", undefined],
  ["one that is paused", "paused", async (it: Stage) => it.store.orders.change(GUILD, CHANNEL, { paused: "by me" })],
  [
    "a day that was left out",
    "skipped",
    async (it: Stage) => it.store.orders.skip(GUILD, CHANNEL, Temporal.PlainDate.from("2026-09-27")),
  ],
  [
    "a day without an event",
    "silent",
    async (it: Stage) => {
      await it.store.orders.change(GUILD, CHANNEL, { otherwise: "none", genre: "polka" });
      for (const { id } of EVENTS) await it.store.record.block(GUILD, id);
    },
  ],
] as const)("of %s nothing is posted, and nothing put on record", async (_, outcome, arrange) => {
  await using it = await stage("2026-09-27T07:00:00Z");
  await arrange?.(it);

  const early = await it.poster.postToday(GUILD, arrange === undefined ? "404" : CHANNEL);

  expect(early.outcome).toBe(outcome);
  expect(it.messages).toEqual([]);
  expect(await it.last()).toBeUndefined();
});

test("whenever it is asked for, and whenever Discord answers, each day has one post: its own", async () => {
  const trouble = fc.constantFrom("lost" as const, { outcome: "unsent", reason: "busy" } as const);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 23 }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 71 }), fc.array(trouble, { maxLength: 2 })), { maxLength: 5 }),
      async (hour, asked) => {
        await using it = await stage("2026-09-20T00:00:00Z", {
          time: Temporal.PlainTime.from({ hour }),
          createdAt: Temporal.Instant.from("2026-09-19T12:00:00Z"),
        });
        const start = Temporal.Instant.from("2026-09-20T00:00:00Z");
        for (let half = 0; half < 3 * 48; half++) {
          it.clock.set(start.add({ minutes: 30 * half }).toString());
          const [, troubles] = asked.find(([at]) => at === half / 2) ?? [];
          if (troubles !== undefined) {
            it.fail(...troubles);
            await Promise.all([it.poster.postToday(GUILD, CHANNEL), it.poster.beat()]);
          }
          await it.poster.beat();
          it.clock.set(start.add({ minutes: 30 * half + 4 }).toString());
          await it.poster.beat();
        }

        expect(daysOf(it.messages).toSorted()).toEqual(["20260920", "20260921", "20260922"]);
        expect(it.messages.map(({ text }) => /Of \d+ September/.exec(text)?.[0])).toEqual([
          "Of 20 September",
          "Of 21 September",
          "Of 22 September",
        ]);
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

type Stage = Awaited<ReturnType<typeof setUp>>;

const at = (instant: string) => Temporal.Instant.from(instant);

test.each([
  ["before its time", "07:00", "08:00", "07:00", "15:00"],
  ["after its time, at which it ran", "10:00", "08:00", "09:00", "15:00"],
  ["after its time, at which it did not run", "10:00", "09:30", "10:00", "16:00"],
  ["as it is made", "10:00", "10:00", "10:00", "16:00"],
  ["late in the day", "22:00", "21:00", "22:00", "23:59:59.999"],
])(
  "asked for %s, a post is due at once, and tried for as long as it would be at its time",
  (_, now, since, due, end) => {
    const instant = (time: string, day = 27) => at(`2026-09-${String(day).padStart(2, "0")}T${time}Z`);
    const active = since === "08:00" ? instant(since, 1) : instant(since);

    const found = dueToday(order({ activeSince: active }), instant(now));

    expect([found.at, expiryOf(found)].map(String)).toEqual([instant(due), instant(end)].map(String));
  },
);
