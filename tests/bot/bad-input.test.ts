import { PermissionFlagsBits } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { readZone } from "../../src/input/zone.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

// Places are read once, when first a zone is not known: on a busy machine the bot would answer too late by its own limit.
expect(() => readZone("Europe/Pariss")).toThrow();

const MORNING = "2026-09-27T07:00:00Z";
const ORDER = { time: "09:00", timezone: "Europe/Paris" };

describe("what a person did wrong gets one clear sentence, for them alone", () => {
  test.each([
    ["an unknown time zone", "daily add", { ...ORDER, timezone: "Europe/Pariss" }, "did you mean Europe/Paris"],
    [
      "an hour that no day has",
      "daily add",
      { ...ORDER, time: "25:00" },
      "“25:00” is not a time of day; write it as 09:00, 9am or 21:30.",
    ],
    ["an unknown genre", "daily add", { ...ORDER, genre: "jaz" }, "I know no genre “jaz”; did you mean jazz"],
    [
      "a genre like none",
      "daily add",
      { ...ORDER, genre: "zzzzqqqq" },
      "I know no genre “zzzzqqqq”; choose one from the list that appears as you type.",
    ],
    [
      "an offset for a time zone",
      "daily add",
      { ...ORDER, timezone: "UTC-5" },
      "Choose a city for “UTC-5”, such as America/New\\_York, for an offset knows no daylight saving.",
    ],
    [
      "a change of nothing",
      "daily edit",
      {},
      "Name what to change: time, timezone, genre, otherwise, role, publish, thread, picture or quiz.",
    ],
    ["an order that is not there", "daily remove", {}, "has no daily post; /daily add makes one"],
    [
      "a preview where nothing runs",
      "daily preview",
      undefined,
      "No daily post runs in this server; /daily add makes one.",
    ],
    ["a day that no year has", "today", { date: "31 February" }, "February has 29 days at most; choose one of them."],
    ["an unknown topic", "fact", { topic: "mainstreem" }, "I know no topic “mainstreem”; did you mean mainstream"],
    ["an unknown artist", "fact", { artist: "Aerosmiht" }, "I know no artist “Aerosmiht”; did you mean Aerosmith"],
    ["an empty search", "search", { query: "?!" }, "Type a name, a song or a word to search for."],
    ["a search for emoji", "search", { query: "🎸🎷" }, "Type a name, a song or a word to search for."],
    [
      "a search for 4,000 signs",
      "search",
      { query: "walk ".repeat(800) },
      "query can have 80 characters at most; shorten it.",
    ],
    ["a search for a day that no year has", "search", { query: "31 february" }, "February has 29 days at most"],
    [
      "a search for what does not go together",
      "search",
      { query: "Aerosmith bhangra" },
      "Nothing matches “Aerosmith bhangra”; there are",
    ],
    ["a search that finds nothing", "search", { query: "zzzzqqqq" }, "Nothing matches “zzzzqqqq”"],
  ])("%s", async (_, command, options, sentence) => {
    await using town = await startTown(clockAt(MORNING));
    await using bot = await startBot(town);
    const given =
      command.startsWith("daily") && options !== undefined ? { channel: town.channel.id, ...options } : options;

    const answer = await town.discord.command(town.moderator, command, given as Record<string, string> | undefined);

    expect(textOf(answer.message)).toContain(sentence);
    expect(textOf(answer.message)).toMatch(/[.?]$/);
    expect(answer.ephemeral).toBe(true);
    expect(bot.log.filter((it) => it.level > 30)).toEqual([]);
    expect(textOf((await town.discord.command(town.moderator, "daily list")).message)).toContain("no daily post yet");
  });

  test("a channel where the bot may not write: what is missing is named", async () => {
    await using town = await startTown(clockAt(MORNING));
    await using _ = await startBot(town);
    town.discord.world.setBotPermissions(town.channel, { deny: PermissionFlagsBits.SendMessages });

    const answer = await town.discord.command(town.moderator, "daily add", { channel: town.channel.id, ...ORDER });

    expect(textOf(answer.message)).toBe(
      `I lack Send Messages in <#${town.channel.id}>; open that channel's settings, Permissions, and allow it for my role.`,
    );
  });

  test.each(["category", "voice", "stage"] as const)("a %s channel", async (kind) => {
    await using town = await startTown(clockAt(MORNING));
    await using _ = await startBot(town);
    const channel = town.discord.world.addChannel(town.server, { name: "other", kind });

    const answer = await town.discord.command({ ...town.moderator, force: true }, "daily add", {
      channel: channel.id,
      ...ORDER,
    });

    expect(textOf(answer.message)).toContain("I can post in text and announcement channels, threads and forums only");
  });

  test("an eleventh order, and a second one for a channel", async () => {
    await using town = await startTown(clockAt(MORNING));
    await using _ = await startBot(town);
    const { discord, moderator, server } = town;
    const add = (id: string) => discord.command(moderator, "daily add", { channel: id, ...ORDER });
    const channels = Array.from({ length: 11 }, (_, number) =>
      discord.world.addChannel(server, { name: `room-${number}` }),
    );

    const answers = [];
    for (const { id } of channels) answers.push(textOf((await add(id)).message));
    const second = textOf((await add(channels[0]?.id ?? "")).message);

    expect(answers.slice(0, 10).every((it) => it.includes("Daily post scheduled"))).toBe(true);
    expect(answers[10]).toBe("A server can have 10 daily posts; free one with /daily remove.");
    expect(second).toContain("has a daily post already; change it with /daily edit.");
  });

  test("/daily in a direct message, or without Manage Server", async () => {
    await using town = await startTown(clockAt(MORNING));
    await using _ = await startBot(town);
    const { discord, member } = town;
    const direct = { person: member.person, channel: discord.world.directMessage(member.person), force: true };

    const alone = await discord.command(direct, "daily list");
    const unentitled = await discord.command({ ...member, force: true }, "daily list");

    expect(textOf(alone.message)).toBe("/daily works in a server; run it in one of its channels.");
    expect(textOf(unentitled.message)).toBe(
      "/daily is for members with the Manage Server permission; ask one of them.",
    );
  });
});

test("a person reads facts in a direct message too", async () => {
  await using town = await startTown(clockAt(MORNING));
  await using _ = await startBot(town);
  const { discord, member } = town;

  const answer = await discord.command({ ...member, channel: discord.world.directMessage(member.person) }, "today");

  expect(textOf(answer.message)).toContain("27 September in crossover history");
});

test("options complete as one types", async () => {
  await using town = await startTown(clockAt(MORNING));
  await using _ = await startBot(town);
  const { channel, discord, member, moderator } = town;
  const values = async (...call: Parameters<typeof discord.complete>) =>
    (await discord.complete(...call)).map((it) => it.value);

  expect(await values(member, "fact", { artist: "aero" }, "artist")).toContain("Aerosmith");
  expect(await values(member, "fact", { topic: "main" }, "topic")).toEqual(["mainstream"]);
  expect(await values(member, "search", { query: "run dm" }, "query")).toContain("Run-D.M.C.");
  expect(await values(member, "today", { date: "4 ju" }, "date")).toEqual(["4 June", "4 July"]);
  expect(await values(moderator, "daily add", { channel: channel.id, timezone: "toky" }, "timezone")).toEqual([
    "Asia/Tokyo",
  ]);
  expect(await values(moderator, "daily add", { channel: channel.id, genre: "hip" }, "genre")).toContain("hip-hop");
  expect(await values(moderator, "daily edit", { channel: channel.id, genre: "an" }, "genre")).toContain("any");
});
