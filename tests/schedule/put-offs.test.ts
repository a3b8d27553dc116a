import { expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import type { Sent } from "../../src/schedule/ports.ts";
import { createPoster } from "../../src/schedule/poster.ts";
import { setUp } from "./stage.ts";

const FAULT = {
  outcome: "unsure",
  reason: "Discord did not answer (it had a fault of its own, 503)",
} as const satisfies Sent;
const NO_ONE = { outcome: "unsent", reason: "Discord could not be reached" } as const satisfies Sent;
const CLOSED = { outcome: "refused", reason: "I may not see the channel", lasting: true } as const satisfies Sent;

/** A poster whose log is read, with so many orders, each in a server of its own. */
async function startLogged(orders: number) {
  const channels = Array.from({ length: orders }, (_, at) => ({
    channelId: String(20 + at),
    guildId: String(1000 + at),
  }));
  const it = await setUp("2026-09-27T09:00:00Z", channels);
  const lines: Record<string, unknown>[] = [];
  const poster = createPoster({ ...it.parts, log: createLog("info", (line) => lines.push(JSON.parse(line))) });
  return {
    ...it,
    async beatAt(time: string) {
      it.clock.set(`2026-09-27T${time}Z`);
      await poster.beat();
    },
    /** Of the lines that warn, what they say. */
    warnings: () => lines.filter(({ level }) => level === 40).map(({ level: _, time: __, ...line }) => line),
  };
}

test.each([
  ["a fault of Discord's", FAULT],
  ["a Discord out of reach", NO_ONE],
  ["a channel that is closed", CLOSED],
])("an attempt that ends at %s leaves one line: channel, day, why, and when it is tried again", async (_, sent) => {
  await using it = await startLogged(1);
  it.fail(sent);

  await it.beatAt("09:00:00");

  expect(it.warnings()).toEqual([
    {
      channel: "20",
      day: "2026-09-27",
      reason: sent.reason,
      retryAt: "2026-09-27T09:01:00Z",
      msg: "a post is put off",
    },
  ]);
});

test("eight attempts that fail leave eight lines, each with its reason", async () => {
  await using it = await startLogged(1);
  it.fail(NO_ONE, CLOSED, NO_ONE, NO_ONE, CLOSED, NO_ONE, NO_ONE, NO_ONE);

  for (let minute = 0; minute < 180; minute++) {
    await it.beatAt(Temporal.PlainTime.from("09:00").add({ minutes: minute }).toString());
  }

  const reasons = it.warnings().map(({ reason }) => reason);
  expect(reasons).toHaveLength(8);
  expect(reasons.slice(0, 2)).toEqual(["Discord could not be reached", "I may not see the channel"]);
});

test("a look into the channel that fails leaves a line too, with what went wrong", async () => {
  await using it = await startLogged(1);
  it.fail(FAULT);
  await it.beatAt("09:00:00");
  it.parts.outlet.find = async () => {
    throw new Error("no route");
  };

  await it.beatAt("09:05:00");

  expect(it.warnings()).toMatchObject([
    {},
    { channel: "20", reason: "Discord did not answer", err: { message: "no route" } },
  ]);
});

test("in an outage ten posts have a line each, and the others one together, at each beat", async () => {
  await using it = await startLogged(200);
  it.fail(...Array.from({ length: 200 }, (_, at) => (at % 4 === 0 ? FAULT : { ...FAULT, reason: "cut off" })));

  await it.beatAt("09:00:00");
  const first = it.warnings();
  await it.beatAt("09:00:30");

  expect(first).toHaveLength(11);
  expect(first.at(-1)).toMatchObject({ msg: "more posts are put off", count: 190, retryAt: "2026-09-27T09:01:00Z" });
  expect(Object.values(first.at(-1)?.reasons as object).reduce((sum, it) => sum + it, 0)).toBe(190);
  expect(it.warnings()).toHaveLength(11);
});
