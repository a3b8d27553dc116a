import { expect, test } from "vitest";
import skip, { skipNext } from "../../commands/daily/skip.ts";
import { createIndex } from "../../facts/index.ts";
import type { Inputs } from "../../playground/discord/command-input.ts";
import { memory, order } from "../schedule/sample.ts";
import { textOf } from "./bot.ts";
import { startDaily } from "./daily.ts";

const DAY = Temporal.PlainDate.from("2026-09-27");

/** An order for 09:00 in London, at eight on 27 September 2026. */
async function startSkipping() {
  const it = await startDaily();
  await it.order();
  const channel = it.channel.id;
  return Object.assign(it, {
    skip: (date: string, options: Inputs = {}) => it.daily("skip", { channel, date, ...options }),
    async offers(date: string, options: Inputs = {}) {
      const given = { channel, date, ...options };
      return (await it.discord.complete(it.moderator, "daily skip", given, "date")).map(({ value }) => value);
    },
  });
}

test("a day left out stands in the list until it is taken back, and then has its post", async () => {
  await using it = await startSkipping();

  await it.skip("28 September");
  const listed = await it.daily("list");
  const restored = await it.skip("28 September", { restore: true });
  await it.beatAt("2026-09-27T08:00:00Z");
  await it.beatAt("2026-09-28T08:00:00Z");

  expect(listed).toContain("Left out: 28 September\n");
  expect(restored).toContain("gets its daily post on 28 September 2026 after all.");
  expect(await it.daily("list")).not.toContain("Left out");
  expect(it.discord.world.messages(it.channel)).toHaveLength(2);
});

test("the days offered begin with today, and with tomorrow once today's post is out", async () => {
  await using it = await startSkipping();

  const morning = await it.offers("");
  const typed = await it.offers("26 sep");
  await it.beatAt("2026-09-27T08:00:00Z");
  const noon = await it.offers("");

  expect(morning).toHaveLength(7);
  expect([morning[0], noon[0]]).toEqual(["27 September 2026", "28 September 2026"]);
  expect(typed).toEqual(["26 September 2027"]);
});

test("the days offered are those of the channel, wherever the server's oldest order is", async () => {
  await using it = await startSkipping();
  const far = it.discord.world.addChannel(it.server, { name: "far" });
  await it.order({ channel: far.id, timezone: "Pacific/Kiritimati" });
  it.clock.set("2026-09-27T12:00:00Z");

  const offers = await it.offers("", { channel: far.id });

  expect(offers[0]).toBe("28 September 2026");
});

test("the days offered to be restored are those left out", async () => {
  await using it = await startSkipping();
  await it.skip("3 October");
  await it.skip("28 September");

  expect(await it.offers("", { restore: true })).toEqual(["28 September 2026", "3 October 2026"]);
  expect(await it.offers("3 o", { restore: true })).toEqual(["3 October 2026"]);
  expect(await it.offers("oct", { restore: true })).toEqual(["3 October 2026"]);
});

test.each([
  ["29 February 2027", {}, "2027 has no 29 February; choose 28 February or 1 March."],
  ["2027-02-29", {}, "2027 has no 29 February; choose 28 February or 1 March."],
  ["yesterday", {}, "26 September 2026 is already past in"],
  ["tomorrow", { restore: true }, "28 September 2026 is not left out in"],
])("%s is refused, and why", async (date, options, sentence) => {
  await using it = await startSkipping();

  expect(await it.skip(date, options)).toContain(sentence);
});

test("29 February without a year is the next that there is", async () => {
  await using it = await startSkipping();

  expect(await it.skip("29 February")).toContain("gets no daily post on 29 February 2028.");
});

test("today's post that is out, or on its way, cannot be left out any more", async () => {
  await using it = await startSkipping();
  it.discord.trouble({ kind: "status", status: 429 }, { method: "POST", path: "/channels/:id/messages", times: 9 });
  await it.beatAt("2026-09-27T08:00:00Z");

  const answer = await it.skip("today");

  expect(answer).toBe(
    `Today's post in <#${it.channel.id}> is already out or on its way, or has failed; choose a later day.`,
  );
});

test.each([{}, { restore: true }])(
  "a day whose time comes while it is left out or taken back is refused: %o",
  async (options) => {
    const before = order({ channelId: "1" });
    const orders = [before, { ...before, lastDay: DAY }];
    const book = { list: async () => [orders.shift()], skip: async () => false, unskip: async () => false };
    const channel = { id: "1" };
    const caller = { guildId: before.guildId };
    const tools = { orders: book, clock: () => DAY.toZonedDateTime("UTC").toInstant() };

    const answer = skip.run({ channel, date: "today", ...options } as never, caller as never, tools as never);

    await expect(answer).rejects.toThrow("Today's post in <#1> is already out or on its way, or has failed");
  },
);

test.each([366, 400])("an order that leaves out %i days leaves out no more, but gives days back", async (days) => {
  const skips = Array.from({ length: days }, (_, at) => DAY.add({ days: at + 1 }));
  const book = {
    list: async () => [order({ channelId: "1", skips })],
    skip: async () => true,
    unskip: async () => true,
  };
  const tools = {
    orders: book,
    clock: () => DAY.toZonedDateTime("UTC").toInstant(),
    facts: createIndex([], []),
    record: { memory: async () => memory() },
  };
  const run = async (options: object) =>
    skip.run({ channel: { id: "1" }, ...options } as never, { guildId: "10" } as never, tools as never);

  const more = run({ date: "2030-01-01" });
  const back = run({ date: "tomorrow", restore: true });

  await expect(skipNext("1", { guildId: "10" } as never, tools as never)).rejects.toThrow("366 days are left out");
  await expect(more).rejects.toThrow(
    "366 days are left out in <#1> already; take one back with restore:True, or use /daily pause.",
  );
  expect(textOf(await back)).toContain("gets its daily post on 28 September 2026 after all.");
});

test("a day that was left out already cannot be taken back", async () => {
  await using it = await startSkipping();
  await it.skip("today");
  await it.beatAt("2026-09-27T08:00:00Z");

  const answer = await it.skip("today", { restore: true });

  expect(answer).toBe(`27 September 2026 was already left out in <#${it.channel.id}>; choose a later day.`);
});

test("a day that is taken back is promised a post only where it will have one", async () => {
  await using it = await startSkipping();
  const channel = it.channel.id;
  await it.skip("today");
  await it.skip("tomorrow");
  it.clock.set("2026-09-27T07:30:00Z");
  await it.daily("edit", { channel, time: "08:00" });
  await it.daily("pause", { channel });

  const tomorrow = await it.skip("tomorrow", { restore: true });
  await it.daily("resume", { channel });
  const today = await it.skip("today", { restore: true });
  await it.beatAt("2026-09-27T08:00:00Z");

  expect(tomorrow).toContain(
    `<#${channel}> gets its daily post on 28 September 2026 after all, if it is resumed with /daily resume by then.`,
  );
  expect(today).toContain(
    `27 September 2026 is not left out in <#${channel}> any more, but its time went by before the daily post ran: the next one is on a later day.`,
  );
  expect(it.discord.world.messages(it.channel)).toHaveLength(0);
});
