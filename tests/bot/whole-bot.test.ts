import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { clockAt, startBot, startTown, textOf, WAYS } from "./bot.ts";

const MORNING = "2026-09-27T07:00:00Z";
const NINE_IN_LONDON = "2026-09-27T08:00:00Z";

describe("the main job", () => {
  test.each(WAYS)("over %s: ask, order a daily post, see it once, restart, see no second one", async (way) => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
    const env = { DATABASE_URL: `sqlite:${join(folder.path, "crossfade.db")}` };
    await using town = await startTown(clockAt(MORNING), { way });
    const { channel, clock, discord, member, moderator } = town;
    const posts = () =>
      discord.world.messages(channel).filter((it) => textOf(it).includes("This day in crossover history"));

    {
      await using bot = await startBot(town, env);
      await bot.beat();
      expect(textOf((await discord.command(member, "fact", { artist: "run dmc" })).message)).toContain("Run-D.M.C.");
      expect(textOf((await discord.command(member, "search", { query: "walk this way" })).message)).toContain(
        "Walk This Way",
      );
      expect(textOf((await discord.command(member, "today")).message)).toContain("27 September in crossover history");
      expect(textOf((await discord.command(member, "about")).message)).toContain("## Crossfade");
      const order = { channel: channel.id, time: "9am", timezone: "Europe/London" };
      expect(textOf((await discord.command(moderator, "daily add", order)).message)).toContain("09:00");
      expect(posts()).toHaveLength(0);

      clock.set(NINE_IN_LONDON);
      await bot.beat();
      await bot.beat();
      expect(posts()).toHaveLength(1);

      const list = textOf((await discord.command(moderator, "daily list")).message);
      expect(list).toContain(`https://discord.com/channels/${town.server.id}/${channel.id}/${posts()[0]?.id}`);
      expect(list).toContain(`<t:${Temporal.Instant.from("2026-09-28T08:00:00Z").epochMilliseconds / 1000}:F>`);
      expect((await discord.command(moderator, "daily edit", { channel: channel.id, genre: "rock" })).ephemeral).toBe(
        true,
      );
      expect(textOf((await discord.command(moderator, "daily pause", { channel: channel.id })).message)).toContain(
        "Paused",
      );
      expect(textOf((await discord.command(moderator, "daily resume", { channel: channel.id })).message)).toContain(
        "resumed",
      );
    }

    clock.set("2026-09-27T08:01:00Z");
    await using bot = await startBot(town, env);
    await bot.beat();
    expect(posts()).toHaveLength(1);

    const promised = textOf((await discord.command(moderator, "daily preview")).message);
    clock.set("2026-09-28T08:00:00Z");
    await bot.beat();
    expect(posts()).toHaveLength(2);
    expect(promised).toContain(textOf(posts()[1]));

    expect(textOf((await discord.command(moderator, "daily remove", { channel: channel.id })).message)).toContain(
      "no daily post",
    );
    clock.set("2026-09-29T08:00:00Z");
    await bot.beat();
    expect(posts()).toHaveLength(2);
  });

  test("a server's today is the day of its oldest order; elsewhere it is UTC's", async () => {
    await using town = await startTown(clockAt("2026-09-27T20:00:00Z"));
    await using _ = await startBot(town);
    const { channel, discord, member, moderator } = town;

    const before = textOf((await discord.command(member, "today")).message);
    await discord.command(moderator, "daily add", { channel: channel.id, time: "9am", timezone: "Asia/Tokyo" });
    const after = textOf((await discord.command(member, "today")).message);

    expect(before).toContain("27 September in crossover history");
    expect(after).toContain("28 September in crossover history");
  });

  test("a role is pinged with each post, and nobody else", async () => {
    await using town = await startTown(clockAt(MORNING));
    await using bot = await startBot(town);
    const { channel, clock, discord, moderator, server } = town;
    const role = discord.world.addRole(server, "@everyone fans", { mentionable: true });

    const order = { channel: channel.id, time: "9am", timezone: "Europe/London", role: role.id };
    await discord.command(moderator, "daily add", order);
    clock.set(NINE_IN_LONDON);
    await bot.beat();

    expect(channel.posts.flatMap((it) => [...it.pings])).toEqual([role.id]);
  });
});

describe("buttons", () => {
  test("go on working after a restart", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
    const env = { DATABASE_URL: `sqlite:${join(folder.path, "crossfade.db")}` };
    await using town = await startTown(clockAt(MORNING));
    const { discord, member } = town;
    const first = await (async () => {
      await using _ = await startBot(town, env);
      return await discord.command(member, "fact", { topic: "mainstream" });
    })();
    const [id, before] = [first.message?.id ?? "", textOf(first.message)];

    await using _ = await startBot(town, env);
    const another = await discord.press(member, id, "Another");

    expect(another.kind).toBe("update");
    expect(textOf(another.message)).not.toBe(before);
  });

  test("a search is paged in place", async () => {
    await using town = await startTown(clockAt(MORNING));
    await using _ = await startBot(town);
    const { discord, member } = town;

    const first = await discord.command(member, "search", { query: "aerosmith" });
    const firstText = textOf(first.message);
    const second = await discord.press(member, first.message?.id ?? "", "Next ›");

    expect(second.kind).toBe("update");
    expect(textOf(second.message)).toContain("page 2 of");
    expect(textOf(second.message)).not.toBe(firstText);
  });

  test("a whole fact opens from a list for the asker alone", async () => {
    await using town = await startTown(clockAt(MORNING));
    await using _ = await startBot(town);
    const { discord, member } = town;

    const list = await discord.command(member, "search", { query: "bohemian rhapsody" });
    const opened = await discord.choose(member, list.message?.id ?? "", "1/search/open", ["kanye-west-glastonbury"]);

    expect(opened).toMatchObject({ kind: "message", ephemeral: true });
    expect(textOf(opened.message)).toContain("## Kanye West, against whom");
  });

  test("a query that is a day shows that day, and goes on to /today's list", async () => {
    await using town = await startTown(clockAt(MORNING));
    await using _ = await startBot(town);
    const { discord, member } = town;

    const numbers = textOf((await discord.command(member, "search", { query: "27.9." })).message);
    const words = textOf((await discord.command(member, "search", { query: "September 27th" })).message);

    expect(numbers).toContain("# 27 September in crossover history");
    expect(words).toBe(numbers);
  });

  test("where nothing matches, a button shows what there is on a part of the query", async () => {
    await using town = await startTown(clockAt(MORNING));
    await using _ = await startBot(town);
    const { discord, member } = town;

    const nothing = await discord.command(member, "search", { query: "Aerosmith bhangra" });
    const [label = ""] = /bhangra \(\d+\)/.exec(JSON.stringify(nothing.message)) ?? [];
    const bhangra = await discord.press(member, nothing.message?.id ?? "", label);

    expect(nothing.ephemeral).toBe(true);
    expect(textOf(bhangra.message)).toMatch(/^## bhangra\n-# \d+ matches/);
  });

  test("a post's button shows the day to the one who pressed it", async () => {
    await using town = await startTown(clockAt(MORNING));
    await using bot = await startBot(town);
    const { channel, clock, discord, member, moderator } = town;
    await discord.command(moderator, "daily add", { channel: channel.id, time: "9am", timezone: "Europe/London" });
    clock.set(NINE_IN_LONDON);
    await bot.beat();

    const more = await discord.press(member, discord.world.messages(channel).at(-1)?.id ?? "", "This day");

    expect(more.ephemeral).toBe(true);
    expect(textOf(more.message)).toContain("27 September in crossover history");
  });
});
