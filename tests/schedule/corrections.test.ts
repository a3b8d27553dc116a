import { describe, expect, test } from "vitest";
import type { Fact } from "../../facts/index.ts";
import { CHANNEL, DAY, EVENTS, GUILD, LATEST_EVENT, setUp } from "./stage.ts";

const MENDED: Fact = { ...LATEST_EVENT, text: "It was told otherwise. It holds now." };
const OTHERS = EVENTS.filter((it) => it !== LATEST_EVENT);
const CORRECTION = { id: LATEST_EVENT.id, on: "2026-09-29", was: "Rap met *ska*", now: "It met rock" };

/** A channel with the post of 27 September, and posters as after a restart with other content. */
async function setUpPosted() {
  const it = await setUp();
  await it.poster.beat();
  const restart = (lead: Fact | undefined, corrections: readonly (typeof CORRECTION)[] = []) =>
    it.restarted(lead === undefined ? OTHERS : [lead, ...OTHERS], corrections);
  return {
    ...it,
    restart,
    text: () => it.messages[0]?.text ?? "",
    /** Beats of one poster at these times. */
    async beats(poster: ReturnType<typeof restart>, ...instants: string[]) {
      for (const instant of instants) {
        it.clock.set(instant);
        await poster.beat();
      }
    },
    result: async () =>
      (await it.store.record.history(GUILD, DAY)).find(
        ({ channelId, day }) => channelId === CHANNEL && day.equals(DAY),
      ),
  };
}

describe("a post whose lead was mended", () => {
  test("is edited once, with what was and is, and the day's other events", async () => {
    await using it = await setUpPosted();

    await it.beats(it.restart(MENDED, [CORRECTION]), "2026-09-29T12:00:00Z", "2026-09-29T12:01:00Z");
    await it.beats(it.restart(MENDED, [CORRECTION]), "2026-09-29T12:02:00Z");

    expect(it.edits).toEqual(["1"]);
    // With that of the 29th, which is not touched.
    expect(it.messages).toHaveLength(2);
    expect(it.text().split("\n")).toEqual([
      "# This day in crossover history",
      "-# 27 September 1986",
      "## Rap meets rock",
      "It was told otherwise. It holds now.",
      "-# hip-hop × rock · Run-D.M.C.",
      "-# Corrected on 29 September 2026: was “Rap met \\*ska\\*”, now “It met rock”.",
      "### Also on this day",
      "- **1986** A weaker one · Run-D.M.C.",
    ]);
    expect((await it.result())?.correctedAt?.toString()).toBe("2026-09-29T12:00:00Z");
  });

  test("says the day alone where no correction tells more, by the order's own zone", async () => {
    await using it = await setUpPosted();

    await it.beats(it.restart(MENDED), "2026-10-02T12:00:00Z");

    expect(it.text()).toContain("\n-# Corrected on 2 October 2026.\n");
  });

  test("twice is edited for each, and one that was changed back before it was told not at all", async () => {
    await using it = await setUpPosted();
    const passing = { outcome: "unsent", reason: "Discord could not be asked" } as const;

    await it.beats(it.restart(MENDED), "2026-09-28T12:00:00Z");
    await it.beats(it.restart({ ...MENDED, headline: "Rap met rock" }), "2026-09-29T12:00:00Z");
    it.failEditing(passing);
    await it.beats(it.restart(MENDED), "2026-09-30T12:00:00Z");
    await it.beats(it.restart({ ...MENDED, headline: "Rap met rock" }), "2026-09-30T12:05:00Z");

    // The third of them did not leave.
    expect(it.edits).toHaveLength(3);
    expect(it.text()).toContain("## Rap met rock\n");
    expect(await it.store.edits.count()).toBe(0);
  });

  test("is left alone where nothing but its weight, its topics or the day's other events changed", async () => {
    await using it = await setUpPosted();
    const others = OTHERS.map((each) => ({ ...each, headline: `${each.headline}!` }));

    await it.beats(
      it.restarted([{ ...LATEST_EVENT, weight: 1, topics: ["samples"] }, ...others]),
      "2026-09-28T12:00:00Z",
    );

    expect(it.edits).toEqual([]);
  });

  test("60 days after it, is; after that it stays", async () => {
    await using soon = await setUpPosted();
    await using late = await setUpPosted();

    await soon.beats(soon.restart(MENDED), "2026-11-26T12:00:00Z");
    await late.beats(late.restart(MENDED), "2026-11-27T12:00:00Z");

    expect([soon.edits.length, late.edits.length]).toEqual([1, 0]);
  });

  test("is edited though its order was removed since, and its day's lead is another by now", async () => {
    await using it = await setUpPosted();
    await it.store.orders.remove(GUILD, CHANNEL);
    await it.store.record.block(GUILD, LATEST_EVENT.id);

    await it.beats(it.restart({ ...MENDED, weight: 1 }), "2026-09-28T12:00:00Z");

    expect(it.text()).toContain("## Rap meets rock\n");
  });
});

describe("a post whose lead was withdrawn", () => {
  test("says so in its place, and why", async () => {
    await using it = await setUpPosted();
    const correction = { ...CORRECTION, now: "Withdrawn: no page at hand states the day" };

    await it.beats(it.restart(undefined, [correction]), "2026-09-29T12:00:00Z", "2026-09-29T12:01:00Z");

    expect(it.edits).toEqual(["1"]);
    expect(it.text().split("\n")).toEqual([
      "# This day in crossover history",
      "## Withdrawn",
      "What this post told was withdrawn on 29 September 2026: no page at hand states the day",
      "-# It said: ~~Rap met \\*ska\\*~~",
      "### Also on this day",
      "- **1986** A weaker one · Run-D.M.C.",
    ]);
  });

  test("stays where no correction says so: its folder of facts may be missing just now", async () => {
    await using it = await setUpPosted();

    await it.beats(it.restart(undefined), "2026-09-29T12:00:00Z");

    expect(it.edits).toEqual([]);
  });
});

describe("a post from before its wording was noted", () => {
  test.each([
    ["is edited where a correction is of its day or later", "2026-09-27", 1],
    ["stays where a correction came before it", "2026-09-26", 0],
  ])("%s", async (_, on, expected) => {
    await using it = await setUp("2026-09-27T09:00:00Z", [{}]);
    const { order } = await it.due();
    const due = { order, day: DAY, at: it.clock() };
    await it.store.deliveries.claim(due, LATEST_EVENT.id, it.clock(), it.clock());
    const posted = { messageId: "1", placeId: CHANNEL };
    const held = { channelId: CHANNEL, day: DAY, retryAt: it.clock() };
    await it.store.deliveries.end(held, it.clock(), { state: "posted", posted });
    it.clock.set("2026-09-28T08:00:00Z");

    await it.restarted(EVENTS, [{ ...CORRECTION, on }]).beat();

    expect(it.edits).toHaveLength(expected);
  });
});

describe("an edit that fails", () => {
  const times = Array.from({ length: 20 }, (_, minute) => `2026-09-28T12:${String(minute).padStart(2, "0")}:00Z`);
  const DELETED = { outcome: "refused", reason: "its message was deleted", lasting: false } as const;
  const UNSEEN = { outcome: "refused", reason: "I may not see the channel", lasting: true } as const;
  const FAULT = { outcome: "unsure", reason: "Discord did not answer" } as const;

  test("for its message is gone ends with that, also after a restart", async () => {
    await using it = await setUpPosted();
    it.failEditing(DELETED);

    await it.beats(it.restart(MENDED), ...times);
    await it.beats(it.restart(MENDED), ...times);

    expect(it.edits).toHaveLength(1);
    expect(await it.store.edits.count()).toBe(0);
    expect((await it.result())?.correctedAt).toBeUndefined();
  });

  test("for the bot may not see the channel is tried three times", async () => {
    await using it = await setUpPosted();
    it.failEditing(UNSEEN, UNSEEN, UNSEEN, UNSEEN);

    await it.beats(it.restart(MENDED), ...times);

    expect(it.edits).toHaveLength(3);
  });

  test("by a fault is tried again, less and less often, until it is made", async () => {
    await using it = await setUpPosted();
    it.failEditing(FAULT, FAULT, FAULT, FAULT);

    await it.beats(it.restart(MENDED), ...times);

    // At minutes 0, 1, 3, 7 and 15.
    expect(it.edits).toHaveLength(5);
    expect(it.text()).toContain("Corrected on 28 September 2026");
  });
});

test("what changes while the bot runs is told to it, and reaches its posts with the next beat", async () => {
  await using it = await setUpPosted();
  const poster = it.restart(MENDED);
  const unaware = it.restart(LATEST_EVENT);
  await it.beats(unaware, "2026-09-28T12:00:00Z");

  await poster.changed("weaker", "1");
  const before = await it.store.edits.count();
  await poster.changed(LATEST_EVENT.id, "1");

  expect([before, await it.store.edits.count()]).toEqual([0, 1]);
});

test("an edit pings nobody and repeats no role's ping, though it still shows the role", async () => {
  await using it = await setUp("2026-09-27T09:00:00Z", [{ roleId: "55" }]);
  await it.poster.beat();
  const seen: unknown[] = [];
  const { edit } = it.parts.outlet;
  it.parts.outlet.edit = async (posted, message, signal) => {
    seen.push(message.pings);
    return edit(posted, message, signal);
  };

  it.clock.set("2026-09-28T12:00:00Z");
  await it.restarted([MENDED, ...OTHERS]).beat();

  expect(seen).toEqual([undefined]);
  expect(it.messages[0]?.text).toMatch(/^<@&55>\n# This day/);
});
