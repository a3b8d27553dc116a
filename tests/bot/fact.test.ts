import { ComponentType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

const NOON = "2026-09-27T12:00:00Z";

async function setUp() {
  const town = await startTown(clockAt(NOON));
  const bot = await startBot(town);
  const { discord, member, moderator } = town;
  return {
    discord,
    member,
    moderator,
    ask: async (options: Record<string, string> = {}) => discord.command(member, "fact", options),
    say: async (options: Record<string, string>) => textOf((await discord.command(member, "fact", options)).message),
    offered: async (options: Record<string, string>, focused: string) =>
      (await discord.complete(member, "fact", options, focused)).map(({ name }) => name),
    press: (id: string, label: string) => discord.press(member, id, label),
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
    },
  };
}

describe("/fact", () => {
  test("counts as many as the completion says, whichever of the two was chosen first", async () => {
    await using it = await setUp();
    const asked = [
      { genre: "hip-hop", with: "country" },
      { genre: "country and folk", with: "country" },
      { genre: "jazz", with: "stage and screen" },
    ];
    for (const both of asked) {
      // One that was shown for the wish before may be of this one too.
      const [, of] = /-# \d of (\d+)$/m.exec(await it.say(both)) ?? [];
      const label = `${both.genre} × ${both.with}, ${of}`;

      expect(await it.offered(both, "with")).toContain(label);
      expect(await it.offered(both, "genre")).toContain(label);
    }
  });

  test("of two worlds shows both, in whatever spelling they were asked for", async () => {
    await using it = await setUp();

    expect(await it.say({ genre: "rap", with: "country music" })).toMatch(
      /-# .*hip-hop.*country|-# .*country.*hip-hop/,
    );
    expect(await it.say({ genre: "heavy metal", with: "ópera" })).toMatch(/(metal.*opera|opera.*metal)/);
  });

  test("says which of how many, and shows another in its place until all were shown", async () => {
    await using it = await setUp();
    const first = await it.ask({ artist: "Aerosmith", genre: "hip-hop" });
    const [, of] = /-# 1 of (\d+)$/m.exec(textOf(first.message)) ?? [];

    const second = await it.press(first.message?.id ?? "", "Another");

    expect(Number(of)).toBeGreaterThan(10);
    expect(second.kind).toBe("update");
    expect(textOf(second.message)).toContain(`-# 2 of ${of}`);
  });

  test("anybody gets another, from a message of an older version too, and one to oneself", async () => {
    await using it = await setUp();
    const { message } = await it.ask({ artist: "Aerosmith", topic: "Walk This Way" });
    const old = { custom_id: "1/fact/another/walk-this-way/Aerosmith", component_type: ComponentType.Button };

    const texts = [textOf(message)];
    const second = await it.discord.press(it.moderator, message?.id ?? "", "Another");
    texts.push(textOf(second.message));
    const third = await it.discord.interact(it.moderator, 3, old, message?.id ?? "");
    texts.push(textOf(third.message));
    const direct = { person: it.member.person, channel: it.discord.world.directMessage(it.member.person) };
    const own = await it.discord.command(direct, "fact", { artist: "Aerosmith", topic: "Walk This Way" });

    expect([second.kind, third.kind]).toEqual(["update", "update"]);
    expect(texts.map((text) => /^-# (\d+) of \d+$/m.exec(text)?.[1])).toEqual(["1", "2", "3"]);
    expect(textOf(own.message)).toMatch(/^-# 1 of \d+$/m);
  });

  test("shows a claim of the article only when every event was shown", async () => {
    await using it = await setUp();
    const asked = await it.ask({ artist: "Aerosmith", topic: "covers" });
    const texts = [textOf(asked.message)];
    const [, of] = /1 of (\d+)$/m.exec(texts[0] ?? "") ?? [];

    while (texts.length < Number(of)) {
      texts.push(textOf((await it.press(asked.message?.id ?? "", "Another")).message));
    }

    const isClaim = texts.map((text) => /^-# .*article/i.test(text));
    expect(isClaim.indexOf(true)).toBeGreaterThan(0);
    expect(isClaim.lastIndexOf(false)).toBeLessThan(isClaim.indexOf(true));
  });

  test("offers no other where there is only one", async () => {
    await using it = await setUp();

    const { message } = await it.ask({ artist: "Luciano Pavarotti", genre: "opera", with: "rock" });

    expect(textOf(message)).not.toMatch(/1 of 1$/m);
    if (!/1 of \d+$/m.test(textOf(message))) expect(JSON.stringify(message)).not.toContain('"Another"');
  });

  test("completes with counts, and what a world met most first", async () => {
    await using it = await setUp();

    expect((await it.offered({ genre: "rap" }, "genre"))[0]).toMatch(/^hip-hop, \d+$/);
    const met = await it.offered({ genre: "rap", with: "" }, "with");
    expect(met[0]).toMatch(/^hip-hop × rock, \d+$/);
    expect(met).toHaveLength(25);
    expect(await it.offered({ genre: "rap", with: "coun" }, "with")).toEqual([
      expect.stringMatching(/^hip-hop × country and folk, \d+$/),
      expect.stringMatching(/^hip-hop × country, \d+$/),
    ]);
    const meeting = await it.offered({ genre: "", with: "country music" }, "genre");
    expect(meeting[0]).toMatch(/^rock × country, \d+$/);
    expect(meeting).toContain(met.find((name) => name.startsWith("hip-hop × country,")));
    expect(await it.offered({ topic: "cover v" }, "topic")).toEqual([expect.stringMatching(/^covers, \d+$/)]);
    expect(await it.offered({ topic: "walk" }, "topic")).toEqual([expect.stringMatching(/^Walk This Way, \d+$/)]);
  });

  test.each([
    [{ artist: "hip-hop" }, "hip-hop is a genre, not an artist: ask for genre:hip-hop."],
    [{ genre: "aerosmith" }, "Aerosmith is an artist, not a genre: ask for artist:Aerosmith."],
    [{ topic: "heavy metal" }, "metal is a genre, not a topic: ask for genre:metal."],
    [{ genre: "cover versions" }, "covers is a topic, not a genre: ask for topic:covers."],
    [{ genre: "rap", with: "hip hop" }, "hip-hop with hip-hop is one world, not two; choose another for “with”."],
    [{ genre: "hip-hop", with: "polka" }, "I have no fact on hip-hop with polka; hip-hop meets rock, "],
    [{ artist: "Aerosmith", topic: "video", genre: "opera" }, "drop one of them."],
  ])("told %j says what to ask instead", async (asked, sentence) => {
    await using it = await setUp();

    expect(await it.say(asked)).toContain(sentence);
  });
});
