import { MessageFlags, PermissionFlagsBits } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";
import { startDaily } from "./daily.ts";

const MORNING = "2026-09-27T07:00:00Z";
const NINE_IN_LONDON = "2026-09-27T08:00:00Z";
const ORDER = { time: "09:00", timezone: "Europe/London" };

/** A bot with an order in a channel of that kind, and the clock at its time. */
async function startWith(kind: "text" | "announcement" | "forum", options: Record<string, string | boolean> = {}) {
  const town = await startTown(clockAt(MORNING));
  const bot = await startBot(town);
  const channel = town.discord.world.addChannel(town.server, { name: "place", kind });
  const answer = await town.discord.command(town.moderator, "daily add", { channel: channel.id, ...ORDER, ...options });
  const history = async () =>
    textOf((await town.discord.command(town.moderator, "daily history", { channel: channel.id })).message);
  return {
    ...town,
    bot,
    channel,
    answer: textOf(answer.message),
    history,
    async post() {
      town.clock.set(NINE_IN_LONDON);
      await bot.beat();
    },
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
    },
  };
}

describe("where a post goes", () => {
  test("in a forum it is a thread of its own, with the headline as its title", async () => {
    await using it = await startWith("forum");

    await it.post();

    const [thread] = [...it.server.channels.values()].filter(({ kind }) => kind === "thread");
    const [message] = thread ? it.discord.world.messages(thread) : [];
    expect(textOf(message)).toContain(thread?.name);
    expect(await it.history()).toContain(`https://discord.com/channels/${it.server.id}/${thread?.id}/${thread?.id}`);
  });

  test("a forum post whose answer was lost is found again, and not made twice", async () => {
    await using it = await startWith("forum");
    it.discord.trouble(
      { kind: "status", status: 500 },
      { method: "GET", path: "/guilds/:id/threads/active", times: 1 },
    );
    it.discord.trouble({ kind: "half" }, { method: "POST", path: "/channels/:id/threads", times: 1 });

    await it.post();
    for (const minute of ["03", "04", "05"]) {
      it.clock.set(`2026-09-27T08:${minute}:00Z`);
      await it.bot.beat();
    }

    const threads = [...it.server.channels.values()].filter(({ kind }) => kind === "thread");
    expect(threads).toHaveLength(1);
    expect(await it.history()).toContain("[posted]");
  });

  test("in an announcement channel it is published, if that was ordered", async () => {
    await using it = await startWith("announcement", { publish: true });

    await it.post();

    const [message] = it.discord.world.messages(it.channel);
    expect((message?.flags ?? 0) & MessageFlags.Crossposted).toBe(MessageFlags.Crossposted);
    expect(it.answer).toContain("published");
  });

  test("a thread for talk is started under it, if that was ordered", async () => {
    await using it = await startWith("text", { thread: true });

    await it.post();

    const [message] = it.discord.world.messages(it.channel);
    expect(it.server.channels.get(message?.id ?? "")?.kind).toBe("thread");
  });

  test("where the thread fails the post stands, and the history tells the two apart", async () => {
    await using it = await startWith("text", { thread: true });
    it.discord.world.setBotPermissions(it.channel, { deny: PermissionFlagsBits.CreatePublicThreads });

    await it.post();

    expect(it.discord.world.messages(it.channel)).toHaveLength(1);
    expect(await it.history()).toMatch(/\[posted\]\(.*\), no thread: allow Create Public Threads for my role there/);
  });

  test.each([
    ["text", { publish: true }, "Only an announcement channel can publish; choose publish:False"],
    ["forum", { thread: true }, "There are no threads under posts"],
  ] as const)("what a %s channel cannot do is refused: %o", async (kind, options, sentence) => {
    await using it = await startWith(kind, options);

    expect(it.answer).toContain(sentence);
  });
});

describe("what moderators can steer and see", () => {
  test("a day is left out, and the preview knows it", async () => {
    await using it = await startWith("text");
    const { channel, discord, moderator } = it;

    const skipped = await discord.command(moderator, "daily skip", { channel: channel.id, date: "today" });
    const preview = await discord.command(moderator, "daily preview", { channel: channel.id });
    await it.post();

    expect(textOf(skipped.message)).toContain("gets no daily post on 27 September 2026.");
    expect(textOf(preview.message)).toContain(
      `<t:${Temporal.Instant.from("2026-09-28T08:00:00Z").epochMilliseconds / 1000}:F>`,
    );
    expect(discord.world.messages(channel)).toHaveLength(0);
    expect(await it.history()).toContain("**27 September**: left out by a moderator");
  });

  test("a blocked fact is not posted, and may be again once it is unblocked", async () => {
    await using it = await startWith("text");
    const { channel, discord, moderator } = it;
    const lead = async () =>
      /## (.+)/.exec(
        textOf((await discord.command(moderator, "daily preview", { channel: channel.id })).message).replace(
          /^# .*/m,
          "",
        ),
      )?.[1] ?? "";
    const first = await lead();
    const [choice] = await discord.complete(moderator, "daily block", { fact: first.slice(0, 30) }, "fact");

    await discord.command(moderator, "daily block", { fact: choice?.value ?? "" });
    const second = await lead();
    const [blocked] = await discord.complete(moderator, "daily unblock", { fact: "" }, "fact");
    await discord.command(moderator, "daily unblock", { fact: blocked?.value ?? "" });

    expect(second).not.toBe(first);
    expect(blocked?.value).toBe(choice?.value);
    expect(await lead()).toBe(first);
  });

  test("what is never posted is not offered for blocking, and refused when it is named", async () => {
    await using it = await startWith("text");
    const { discord, moderator } = it;
    const claim = "article-a-decisive-moment";

    const offered = await discord.complete(moderator, "daily block", { fact: claim }, "fact");
    const answer = await discord.command(moderator, "daily block", { fact: claim });
    const blocked = await discord.complete(moderator, "daily unblock", { fact: "" }, "fact");

    expect(offered).toEqual([]);
    expect(textOf(answer.message)).toContain(
      "is never posted anyway, as it is not an event of one day; choose one from the list that appears as you type.",
    );
    expect(blocked).toEqual([]);
  });

  test("for unblocking, what is blocked in this server is offered, as far as it fits what was typed", async () => {
    await using it = await startWith("text");
    const { discord, moderator } = it;
    const [first, second] = await discord.complete(moderator, "daily block", { fact: "" }, "fact");
    for (const fact of [first, second]) await discord.command(moderator, "daily block", { fact: fact?.value ?? "" });
    const offered = (typed: string) => discord.complete(moderator, "daily unblock", { fact: typed }, "fact");

    const all = await offered("");
    const fitting = await offered(` ${second?.name.slice(3).toUpperCase()}`);

    expect(all.map((it) => it.value).toSorted()).toEqual([first?.value, second?.value].toSorted());
    expect(fitting).toEqual([second]);
  });

  test("“any” in any spelling is every genre, when it is ordered and when it is changed", async () => {
    await using it = await startWith("text", { genre: "ANY " });
    const { channel, discord, moderator } = it;
    const edit = async (genre: string) =>
      textOf((await discord.command(moderator, "daily edit", { channel: channel.id, genre })).message);

    const changed = await edit("Hip Hop");
    const back = await edit(" Any");

    expect(it.answer).toContain("Events: all genres");
    expect(changed).toContain("Events: hip-hop");
    expect(back).toContain("Events: all genres");
  });

  test("between a post's time and its beat it is the next, in the list as in the preview", async () => {
    await using it = await startDaily();
    const later = it.discord.world.addChannel(it.server, { name: "later" });
    await it.order();
    await it.order({ channel: later.id, time: "10:00" });
    it.clock.set("2026-09-27T08:00:20Z");

    expect(await it.daily("list")).toContain("Next post: <t:1790496000:F>");
    expect(await it.daily("preview")).toContain(`Next in <#${it.channel.id}>, <t:1790496000:F>`);
  });

  test("fourteen posts are foretold, for the asker alone", async () => {
    await using it = await startWith("text");

    const answer = await it.discord.command(it.moderator, "daily preview", { channel: it.channel.id, days: 14 });

    expect(answer.ephemeral).toBe(true);
    expect(textOf(answer.message).match(/^- <t:/gm)).toHaveLength(14);
  });

  test("a check names what is missing where, and how to grant it", async () => {
    await using it = await startWith("text");
    const { channel, discord, moderator } = it;
    const fine = textOf((await discord.command(moderator, "daily check")).message);
    discord.world.setBotPermissions(channel, { deny: PermissionFlagsBits.SendMessages });
    const wrong = textOf((await discord.command(moderator, "daily check")).message);
    discord.world.removeChannel(channel);
    const gone = textOf((await discord.command(moderator, "daily check")).message);

    expect(fine).toContain("I can post in every channel that has a daily post.");
    expect(wrong).toContain(
      `<#${channel.id}>: I lack Send Messages; open that channel's settings, Permissions, and allow it for my role`,
    );
    expect(gone).toContain(`<#${channel.id}>: the channel no longer exists`);
  });

  test("three days without permission pause the order, and its maker is told once", async () => {
    await using it = await startWith("text");
    const { channel, clock, discord, moderator } = it;
    discord.world.setBotPermissions(channel, { deny: PermissionFlagsBits.SendMessages });

    for (const day of ["27", "28", "29", "30"]) {
      clock.set(`2026-09-${day}T08:00:00Z`);
      await it.bot.beat();
    }

    const told = discord.world.messages(discord.world.directMessage(moderator.person)).map(textOf);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(
      `The daily post that you scheduled in <#${channel.id}> (https://discord.com/channels/${it.server.id}/${channel.id}) is paused, for it was refused 3 days in a row: I may not write in the channel`,
    );
    expect(textOf((await discord.command(moderator, "daily list")).message)).toContain(
      "Paused: refused 3 days in a row",
    );
    const refused = await discord.command(moderator, "daily resume", { channel: channel.id });
    expect(textOf(refused.message)).toContain("I lack Send Messages");
  });

  test.each([
    [
      "Australia/Sydney",
      "02:30",
      "On 4 October 2026 the clocks change and 02:30 does not exist: that day it comes at 03:30.",
    ],
    [
      "America/New_York",
      "01:30",
      "On 1 November 2026 the clocks change and 01:30 comes twice: it is posted the first time only.",
    ],
  ])("daylight saving in %s is told in words", async (timezone, time, sentence) => {
    await using it = await startWith("text", { timezone, time });

    expect(it.answer).toContain(sentence);
  });

  test("where daylight saving does not touch the time, nothing is said of it", async () => {
    await using it = await startWith("text");

    expect(it.answer).not.toContain("clocks");
  });
});
