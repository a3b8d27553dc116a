import { expect, test } from "vitest";
import type { BotKeeper } from "../../playground/server/bot-keeper.ts";
import { createPlayClock } from "../../playground/server/play-clock.ts";
import { createTimeMachine } from "../../playground/server/time-machine.ts";

/** A machine over a clock that stands at 07:58:30 until it is moved, and a bot that posts at the times given. */
function build(...posts: string[]) {
  const start = Temporal.Instant.from("2026-07-04T07:58:30Z");
  const clock = createPlayClock(() => start);
  const beats: string[] = [];
  const bot = {
    state: "running",
    async beat() {
      beats.push(clock.now().toString());
    },
    setClock() {},
  } as unknown as BotKeeper;
  const posted = () => posts.filter((it) => beats.includes(it)).length;
  return { clock, beats, time: createTimeMachine(clock, bot, posted, () => {}) };
}

test("an hour is lived through minute by minute, and ends where it should", async () => {
  const { beats, clock, time } = build();

  await time.move({ by: "PT1H" });

  expect(clock.now().toString()).toBe("2026-07-04T08:58:30Z");
  expect(beats.slice(0, 2)).toEqual(["2026-07-04T07:59:00Z", "2026-07-04T08:00:00Z"]);
  expect(beats).toHaveLength(61);
});

test("to the next post stops at the minute in which the bot posts", async () => {
  const { clock, time } = build("2026-07-05T06:30:00Z");

  expect(await time.move({ to: "next post" })).toBeUndefined();
  expect(clock.now().toString()).toBe("2026-07-05T06:30:00Z");
});

test("without an order the next post is given up after a day", async () => {
  const { time } = build();

  expect((await time.move({ to: "next post" }))?.text).toContain("order one with /daily add");
});

test("of a far date only the last day is lived through", async () => {
  const { beats, clock, time } = build();

  expect((await time.move({ at: "2026-12-25T12:00:00Z" }))?.text).toContain("passed over");

  expect(clock.now().toString()).toBe("2026-12-25T12:00:00Z");
  expect(beats[0]).toBe("2026-12-24T12:00:00Z");
  expect(beats).toHaveLength(1 + 24 * 60 + 1);
});

test("one move at a time", async () => {
  const { time } = build();
  const first = time.move({ by: "PT1H" });

  expect((await time.move({ by: "PT1H" }))?.text).toBe("The clock is moving already.");
  await first;
});

test.each([{ by: "an hour" }, { at: "tomorrow" }])("%j cannot be read", async (move) => {
  const { time } = build();

  await expect(time.move(move)).rejects.toThrow(RangeError);
  expect(time.moving).toBe(false);
});
