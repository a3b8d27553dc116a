import { ComponentType, InteractionType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { clockAt, startBot, startTown, textOf, WAYS, type Way } from "./bot.ts";

// Each kind of interaction both ways, over the gateway and over HTTP: what people see is the same. All other tests of the
// bot run over HTTP too, with TOWN_WAY=http.

async function open(way: Way) {
  const town = await startTown(clockAt("2026-09-27T07:00:00Z"), { way });
  const bot = await startBot(town);
  const { discord, member, moderator } = town;
  return {
    ...town,
    bot,
    ask: (name: string, options = {}) => discord.command(member, name, options),
    daily: (name: string, options = {}) => discord.command(moderator, `daily ${name}`, options),
    /** How the first answers came, each `ANSWER` or `POST`. */
    ways: () =>
      new Set(
        discord.wire.entries.flatMap((it) =>
          it.kind === "request" && /^\/interactions\//.test(it.path) ? [it.method] : [],
        ),
      ),
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
    },
  };
}

describe.each(WAYS)("over %s,", (way) => {
  test("a command is answered for all to see", async () => {
    await using it = await open(way);

    const answer = await it.ask("fact", { artist: "run dmc" });

    expect(textOf(answer.message)).toContain("Run-D.M.C.");
    expect(answer).toMatchObject({ kind: "message", ephemeral: false, deferred: false });
    await expect.poll(() => [...it.ways()]).toEqual([way === "http" ? "ANSWER" : "POST"]);
  });

  test("a moderator's command is answered for the moderator alone", async () => {
    await using it = await open(way);

    const answer = await it.daily("list");

    expect(textOf(answer.message)).toContain("/daily add");
    expect(answer.ephemeral).toBe(true);
  });

  test("what cannot be is refused in a sentence, for the asker alone", async () => {
    await using it = await open(way);

    const answer = await it.ask("today", { date: "31 February" });

    expect(textOf(answer.message)).toContain("February");
    expect(answer.ephemeral).toBe(true);
  });

  test("a member who is no moderator is refused, whatever Discord let through", async () => {
    await using it = await open(way);

    const answer = await it.discord.command({ ...it.member, force: true }, "daily list");

    expect(textOf(answer.message)).toContain("Manage Server");
  });

  test("what is typed is completed, and what is too long gets no list", async () => {
    await using it = await open(way);

    const choices = await it.discord.complete(it.member, "fact", { artist: "run d" }, "artist");
    const none = await it.discord.complete(it.member, "fact", { artist: "x".repeat(200) }, "artist");

    expect(choices.map(({ value }) => value)).toContain("Run-D.M.C.");
    expect(none).toEqual([]);
  });

  test("a button turns the page of the message that it stands on", async () => {
    await using it = await open(way);
    const { message } = await it.ask("search", { query: "aerosmith" });
    const before = textOf(message);

    const answer = await it.discord.press(it.member, message!.id, "Next ›");

    expect(answer.kind).toBe("update");
    expect(answer.message?.id).toBe(message?.id);
    expect(textOf(answer.message)).not.toBe(before);
  });

  test("a list opens what is chosen in it", async () => {
    await using it = await open(way);
    const { message } = await it.ask("today");
    const { customId, value } = firstOption(message);

    const answer = await it.discord.choose(it.member, message!.id, customId, [value]);

    expect(answer.kind).toBe("message");
    expect(textOf(answer.message)).toContain("##");
  });

  test("a form opens, is filled in, leads back where something does not fit, and is then taken", async () => {
    await using it = await open(way);
    const form = await it.daily("setup");
    expect(form.kind).toBe("modal");

    const wrong = await it.discord.submit(it.moderator, form, { channel: it.channel.id, when: "25 o'clock" });
    const again = await it.discord.press(it.moderator, wrong.message!.id, "Back to the form");
    const right = await it.discord.submit(it.moderator, again, { channel: it.channel.id, when: "9am London" });

    expect(wrong.ephemeral).toBe(true);
    expect(textOf(right.message)).toContain("every day at **09:00**, Europe/London");
  });

  test("a command of a message's menu tells the asker what joins those whom it names", async () => {
    await using it = await open(way);
    const { id } = it.discord.world.say(it.member.person, it.channel, "run dmc with aerosmith");

    const answer = await it.discord.messageCommand(it.member, "Find crossover facts", id);

    expect(answer.ephemeral).toBe(true);
    expect(textOf(answer.message)).toContain("## Named in this message");
  });

  test.each([
    ["an old version's button", { custom_id: "0/none", component_type: ComponentType.Button }],
    ["a list of people", { custom_id: "1/none", component_type: ComponentType.UserSelect, values: ["1"] }],
  ])("%s is answered, too", async (_, data) => {
    await using it = await open(way);
    const { message } = await it.ask("about");

    const answer = await it.discord.interact(it.member, InteractionType.MessageComponent, data, message?.id);

    expect(textOf(answer.message)).toContain("from an older version of me");
  });

  test("whoever asks too much is told how long to wait", async () => {
    await using it = await open(way);
    const answers = await Promise.all(Array.from({ length: 31 }, () => it.ask("about")));

    const told = answers.filter(({ message }) => !textOf(message).includes("## Crossfade"));

    expect(told).toHaveLength(1);
    expect(told[0]?.ephemeral).toBe(true);
  });

  test("a button of a post works after a restart", async () => {
    await using it = await startTown(clockAt("2026-09-27T07:00:00Z"), { way });
    {
      await using bot = await startBot(it);
      const order = { channel: it.channel.id, time: "9am", timezone: "UTC" };
      await it.discord.command(it.moderator, "daily add", order);
      it.clock.set("2026-09-27T09:00:00Z");
      await bot.beat();
    }
    await using _ = await startBot(it);
    const [post] = it.discord.world.messages(it.channel);

    const answer = await it.discord.press(it.member, post!.id, firstButton(post));

    expect(answer.ephemeral).toBe(true);
    expect(textOf(answer.message)).toContain("http");
  });
});

/** The id of the first button in a message that the bot is told of. */
function firstButton(message: unknown): string {
  const ids: string[] = [];
  JSON.stringify(message, (_, value) => {
    if (value?.type === ComponentType.Button && "custom_id" in value) ids.push(value.custom_id);
    return value;
  });
  return ids[0] ?? "";
}

/** The first list in a message, and the first that it offers. */
function firstOption(message: unknown): { readonly customId: string; readonly value: string } {
  const found: { custom_id: string; options: { value: string }[] }[] = [];
  JSON.stringify(message, (_, value) => {
    if (value?.type === ComponentType.StringSelect) found.push(value);
    return value;
  });
  const [list] = found;
  return { customId: list?.custom_id ?? "", value: list?.options[0]?.value ?? "" };
}
