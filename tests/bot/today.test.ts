import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ComponentType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import today from "../../commands/today.ts";
import { createIndex, type Fact } from "../../facts/index.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { createLook } from "../../src/render/look.ts";
import { hasPicture, NO_PICTURES, type Pictures } from "../../src/render/picture.ts";
import type { Reply } from "../../src/render/reply.ts";
import { ARTISTS, claim, fact } from "../facts/sample.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

const CALLER: Caller = { userId: "1", guildId: "2", channelId: "3", mayManage: false, zone: async () => "UTC" };

/** The command over content of one's own, on a day of 2026. */
function over(facts: readonly Fact[], day = "2026-09-27", pictures = NO_PICTURES) {
  const index = createIndex(facts, ARTISTS);
  const tools = {
    facts: index,
    look: createLook(index),
    pictures,
    clock: () => Temporal.Instant.from(`${day}T12:00:00Z`),
  } as Partial<Tools> as Tools;
  return {
    run: async (date?: string) => (await today.run!({ date }, CALLER, tools)) as Reply,
    open: async (id: string, of: string): Promise<Reply> => today.selects!.open!.choose([id], [of], CALLER, tools),
    press: async (button: string, ...args: string[]) =>
      (await today.buttons![button]!.press(args, CALLER, tools)) as Reply,
  };
}

const on = (month: number, day: number, headline: string, given: Partial<Fact> = {}) =>
  fact({ headline, date: { year: 1986, month, day }, ...given });

describe("the day's events", () => {
  test("a picture that is there by the next time is shown, and only as long as it is", async () => {
    const views = [undefined, { alt: "A card", url: "https://example.org/card.png" }, undefined];
    const pictures: Pictures = { way: "linked", of: async () => views.shift() };
    const { run } = over([on(9, 27, "Drawn late")], "2026-09-27", pictures);

    const shown = [await run(), await run(), await run()];

    expect(shown.map(hasPicture)).toEqual([false, true, false]);
  });

  test("the strongest leads, of two as strong the one whose id comes first, and claims are no events", async () => {
    const { run } = over([
      on(9, 27, "Weak", { weight: 2 }),
      on(9, 27, "Strong, later id", { weight: 4, id: "b" }),
      on(9, 27, "Strong, first id", { weight: 4, id: "a" }),
      claim({ headline: "Claimed", date: { year: 1986, month: 9, day: 27 } }),
    ]);

    const text = textOf(await run());

    expect(text).toContain("## Strong, first id\n");
    expect(text).toContain("### Also on this day\n- **1986** Strong, later id");
    expect(text).toContain("- **1986** Weak");
    expect(text).not.toContain("Claimed");
  });

  test("a day without any names the nearest day before it, and is headed with that day", async () => {
    const { run } = over([on(9, 20, "A week ago"), on(9, 28, "Tomorrow")]);

    const text = textOf(await run());

    expect(text).toContain("# 20 September in crossover history\n");
    expect(text).toContain("Nothing is recorded for 27 September; the nearest day before it is 20 September.");
    expect(text).not.toContain("Tomorrow");
  });

  test.each([
    ["1 January", on(12, 31, "New Year's Eve"), "# 31 December in"],
    ["1 March", on(2, 29, "A leap day"), "# 29 February in"],
    ["28 February", on(2, 29, "A leap day"), "# 29 February in"],
    ["31 December", on(1, 1, "New Year"), "# 1 January in"],
  ])("from %s it looks back over the turn of the year, as far as it must", async (date, only, heading) => {
    expect(textOf(await over([only]).run(date))).toContain(heading);
  });

  test("content without any event says so in a sentence", async () => {
    await expect(over([claim()]).run()).rejects.toThrow(UserError);
  });
});

describe("what a message offers", () => {
  test("the list opens an event for the asker alone, and nothing else", async () => {
    const { open } = over([on(9, 27, "First"), on(9, 27, "Second"), on(1, 1, "New Year"), claim({ id: "a-claim" })]);

    const opened = await open("second", "09-27");

    expect(opened.audience).toBe("asker");
    expect(textOf(opened)).toContain("## Second\n");
    await expect(open("new-year", "09-27")).rejects.toThrow("That is not on this list; run /today again");
    await expect(open("a-claim", "09-27")).rejects.toThrow("That is not on this list; run /today again");
    await expect(open("gone", "09-27")).rejects.toThrow("This fact was withdrawn");
    await expect(open("second", "the ides")).rejects.toThrow(UserError);
  });

  test("the buttons of messages that were posted long ago still show the day", async () => {
    const { press } = over([on(9, 27, "First")]);

    const post = await press("post", "09-27", "3w5e11264sgsf-20260927");
    const more = await press("more", "09-27");
    const page = await press("day", "09-27", "4");

    expect([post.audience, more.audience, page.audience]).toEqual(["asker", "asker", "everyone"]);
    for (const it of [post, more, page]) expect(textOf(it)).toContain("# 27 September in crossover history");
  });
});

describe("against Discord", () => {
  /** Ids of the lists in a message. */
  const listsOf = (message: unknown) => {
    const found: { custom_id: string; options: { label: string; value: string }[] }[] = [];
    JSON.stringify(message, (_, value) => {
      if (value?.type === ComponentType.StringSelect) found.push(value);
      return value;
    });
    return found;
  };

  test("the list opens an event for the one who chose, also after a restart", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
    const env = { DATABASE_URL: `sqlite:${join(folder.path, "crossfade.db")}` };
    await using town = await startTown(clockAt("2026-09-27T07:00:00Z"));
    const { discord, member, moderator } = town;
    const { message } = await (async () => {
      await using _ = await startBot(town, env);
      return await discord.command(member, "today", { date: "4 July" });
    })();
    const [list] = listsOf(message);
    const { label = "" } = list?.options[0] ?? {};

    await using _ = await startBot(town, env);
    const opened = await discord.choose(moderator, message?.id ?? "", list?.custom_id ?? "", [label]);

    expect(listsOf(message)).toHaveLength(1);
    expect(opened).toMatchObject({ kind: "message", ephemeral: true });
    expect(textOf(opened.message)).toContain(`## ${label}`);
  });

  test("what was not offered gets one sentence", async () => {
    await using town = await startTown(clockAt("2026-09-27T07:00:00Z"));
    await using _ = await startBot(town);
    const { discord, member } = town;
    const { message } = await discord.command(member, "today", { date: "4 July" });
    const [list] = listsOf(message);
    const choose = async (values: unknown) => {
      const data = { custom_id: list?.custom_id, component_type: ComponentType.StringSelect, values };
      const answer = await discord.interact(member, 3, data, message?.id ?? "");
      return [answer.ephemeral, textOf(answer.message)];
    };

    expect(await choose(["no-such-fact"])).toEqual([true, "This fact was withdrawn; /search finds those that stand."]);
    expect(await choose(["article-chart-topping"])).toEqual([
      true,
      "That is not on this list; run /today again to see the day's events.",
    ]);
    expect(await choose(list?.options.map(({ value }) => value))).toEqual([true, "Choose one from this list."]);
    expect(await choose(undefined)).toEqual([true, "I cannot read what was chosen; choose from the list once more."]);
  });

  test("today is that of a server's oldest order, and in direct messages UTC's", async () => {
    await using town = await startTown(clockAt("2026-09-27T20:00:00Z"));
    await using _ = await startBot(town);
    const { channel, clock, discord, member, moderator, server } = town;
    const later = discord.world.addChannel(server, { name: "later" });
    const direct = { person: member.person, channel: discord.world.directMessage(member.person) };
    const add = (where: { id: string }, timezone: string) =>
      discord.command(moderator, "daily add", { channel: where.id, time: "9am", timezone });
    const dayIn = async (by: typeof member) => {
      const heading = /^# (.+) in crossover history/m;
      return heading.exec(textOf((await discord.command(by, "today")).message))?.[1];
    };

    const without = await dayIn(member);
    await add(channel, "Asia/Tokyo");
    clock.set("2026-09-27T20:01:00Z");
    await add(later, "America/New_York");
    const withTwo = await dayIn(member);
    const alone = await dayIn(direct);
    await discord.command(moderator, "daily remove", { channel: channel.id });
    const withTheOther = await dayIn(member);

    expect({ without, withTwo, alone, withTheOther }).toEqual({
      without: "27 September",
      withTwo: "28 September",
      alone: "27 September",
      withTheOther: "27 September",
    });
  });
});
