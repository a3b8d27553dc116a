import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PermissionFlagsBits as Bits } from "discord-api-types/v10";
import { expect, test } from "vitest";
import type { Answer } from "../../playground/discord/answer.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";
import { startDaily } from "./daily.ts";

const idOf = ({ message }: Answer) => message?.id ?? "";

/** A bot whose database outlives it, in a server of that language. */
async function startLasting(locale = "de") {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const town = await startTown(clockAt("2026-09-27T05:00:00Z"));
  Object.assign(town.server, { locale });
  const env = { DATABASE_URL: `sqlite:${join(folder.path, "test.db")}` };
  let bot = await startBot(town, env);
  const { discord, moderator } = town;
  return {
    ...town,
    add: (options = {}) => discord.command(moderator, "daily add", { channel: town.channel.id, ...options }),
    run: async (subcommand: string, options = {}) => discord.command(moderator, `daily ${subcommand}`, options),
    press: (answer: Answer, button: string) => discord.press(moderator, idOf(answer), button),
    list: async () => textOf((await discord.command(moderator, "daily list")).message),
    posts: () => discord.world.messages(town.channel).filter(({ author }) => author.id === discord.world.bot.id),
    async restart() {
      await bot[Symbol.asyncDispose]();
      bot = await startBot(town, env);
    },
    async beatAt(instant: string) {
      town.clock.set(instant);
      await bot.beat();
    },
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}

test("a channel is enough: the answer says when the post comes, why then, and what it will tell", async () => {
  await using it = await startLasting();

  const answer = await it.add();
  const added = textOf(answer.message);
  const preview = textOf((await it.press(answer, "Preview")).message);
  await it.beatAt("2026-09-27T07:00:00Z");

  expect(answer.ephemeral).toBe(true);
  expect(added).toContain("**Daily post scheduled**");
  expect(added).toContain("every day at **09:00**, Europe/Berlin");
  expect(added).toContain(
    "09:00 is the usual time, and the zone is that of the server's language, German; “Change” sets others.",
  );
  const [, headline = ""] = /^> 27 September \*\*\d{4}\*\* (.+?) · .+$/m.exec(added) ?? [];
  expect(headline).not.toBe("");
  expect(preview).toContain(headline);
  expect(textOf(it.posts()[0])).toContain(headline);
});

test("a second channel takes the time and zone of the one before", async () => {
  await using it = await startLasting();
  await it.add({ time: "6pm", timezone: "Tokyo" });
  const other = it.discord.world.addChannel(it.server, { name: "other" });

  const added = textOf((await it.add({ channel: other.id })).message);

  expect(added).toContain("every day at **18:00**, Asia/Tokyo");
  expect(added).toContain(`The time and zone are those of <#${it.channel.id}>; “Change” sets others.`);
});

test("where the language tells no zone, the guess is called one", async () => {
  await using it = await startLasting("en-US");

  expect(textOf((await it.add()).message)).toContain("the zone is a guess");
});

test("“Post one now” posts the day's own post, says so, and the next day has its own", async () => {
  await using it = await startLasting();
  const added = await it.add();

  const posted = await it.press(added, "Post one now");
  const again = await it.press(added, "Post one now");
  await it.beatAt("2026-09-27T07:00:00Z");
  const today = it.posts().length;
  await it.beatAt("2026-09-28T07:00:00Z");

  expect(posted.ephemeral).toBe(true);
  expect(textOf(posted.message)).toMatch(
    new RegExp(
      `^\\*\\*Today's post\\*\\*\\n<#${it.channel.id}>, 27 September: \\[posted\\]\\(https://discord\\.com/channels/[\\d/]+\\)\\n` +
        "-# It is the daily post of 27 September, so none comes at 09:00\\.\\nNext post: <t:1790578800:F>$",
    ),
  );
  expect(textOf(again.message)).toContain("**Today's post is on record already**");
  expect(textOf(again.message)).toContain("[posted]");
  expect([today, it.posts().length]).toEqual([1, 2]);
  expect(textOf(it.posts()[0])).not.toContain("Late");
});

test("“Post one now” after the day's time posts today's, and names no time that it would have", async () => {
  await using it = await startLasting();
  it.clock.set("2026-09-27T15:00:00Z");

  const posted = await it.press(await it.add(), "Post one now");
  await it.beatAt("2026-09-28T07:00:00Z");

  expect(textOf(posted.message)).toContain("-# It is the daily post of 27 September.\nNext post: <t:1790578800:F>");
  expect(it.posts()).toHaveLength(2);
});

test("“Post one now” where the bot may not write says what is missing, and the day keeps its post", async () => {
  await using it = await startLasting();
  const added = await it.add();
  it.discord.world.setBotPermissions(it.channel, { deny: Bits.SendMessages });

  const refused = await it.press(added, "Post one now");
  it.discord.world.setBotPermissions(it.channel, {});
  await it.beatAt("2026-09-27T07:00:00Z");

  expect(textOf(refused.message)).toContain("I lack Send Messages");
  expect(it.posts()).toHaveLength(1);
});

test("“Post one now” that Discord does not answer is tried again, and says so", async () => {
  await using it = await startLasting();
  const added = await it.add();
  it.discord.trouble({ kind: "status", status: 500 }, { method: "POST", path: "/channels/:id/messages" });

  const tried = await it.press(added, "Post one now");
  const before = it.posts().length;
  for (const minute of ["01", "02", "03", "04", "05"]) await it.beatAt(`2026-09-27T05:${minute}:00Z`);
  await it.beatAt("2026-09-27T07:00:00Z");

  expect(textOf(tried.message)).toContain("27 September: being posted: Discord did not answer");
  expect([before, it.posts().length]).toEqual([0, 1]);
});

test("what was just scheduled is undone, after a restart too, and posts nothing", async () => {
  await using it = await startLasting();
  const added = await it.add();

  await it.restart();
  it.clock.set("2026-09-27T05:14:00Z");
  const undone = await it.press(added, "Undo");
  await it.beatAt("2026-09-27T07:00:00Z");

  expect(textOf(undone.message)).toBe(`Undone: <#${it.channel.id}> gets no daily post.`);
  expect(it.posts()).toHaveLength(0);
});

test("what was scheduled is not undone after a quarter of an hour, nor what was scheduled since", async () => {
  await using it = await startLasting();
  const added = await it.add();
  await it.run("remove", { channel: it.channel.id });
  it.clock.set("2026-09-27T05:05:00Z");
  const newer = await it.add();

  const other = await it.press(added, "Undo");
  it.clock.set("2026-09-27T05:21:00Z");
  const late = await it.press(newer, "Undo");

  expect(textOf(other.message)).toContain("has another daily post by now");
  expect(textOf(late.message)).toBe("Undo works for 15 minutes; /daily list shows what is scheduled now.");
  expect(await it.list()).toContain("1 of 10 channels");
});

test("the list asks before it removes; “Keep” leaves all as it is", async () => {
  await using it = await startLasting();
  await it.add();
  const asked = await it.press(await it.run("list"), "Remove");
  const question = textOf(asked.message);

  const kept = await it.press(asked, "Keep");

  expect(question).toContain("**Remove this daily post?**");
  expect(textOf(kept.message)).toBe(`<#${it.channel.id}> keeps its daily post.`);
  expect(await it.list()).toContain("1 of 10 channels");
});

test("what was removed comes back as it was, after a restart too, and no day is posted twice", async () => {
  await using it = await startLasting();
  const channel = it.channel.id;
  const role = it.discord.world.addRole(it.server, "fans", { mentionable: true });
  await it.add({ time: "9:10", genre: "hip-hop", otherwise: "any", role: role.id, thread: true });
  await it.run("skip", { channel, date: "29 September" });
  await it.beatAt("2026-09-27T07:10:00Z");
  const before = await it.list();

  const removed = await it.press(await it.press(await it.run("list"), "Remove"), "Remove");
  const told = textOf(removed.message);
  const gone = await it.list();
  await it.restart();
  await it.beatAt("2026-09-27T07:20:00Z");
  const back = await it.press(removed, "Undo");
  await it.beatAt("2026-09-27T07:25:00Z");

  expect(told).toContain("“Undo” puts it back as it was, for 15 minutes.");
  expect(gone).toBe("This server has no daily post yet; /daily add makes one.");
  expect(textOf(back.message)).toContain("**Daily post is back as it was**");
  expect(await it.list()).toBe(before);
  expect(it.posts()).toHaveLength(1);
  await it.beatAt("2026-09-28T07:10:00Z");
  await it.beatAt("2026-09-29T07:10:00Z");
  expect(it.posts()).toHaveLength(2);
});

test("a post that falls due while its order is removed goes out once that is undone", async () => {
  await using it = await startLasting();
  await it.add();
  it.clock.set("2026-09-27T06:55:00Z");
  const removed = await it.run("remove", { channel: it.channel.id });
  await it.beatAt("2026-09-27T07:00:00Z");
  const without = it.posts().length;

  await it.press(removed, "Undo");
  await it.beatAt("2026-09-27T07:05:00Z");
  await it.beatAt("2026-09-27T07:06:00Z");

  expect([without, it.posts().length]).toEqual([0, 1]);
});

test("what was removed is not put back over another, or after a quarter of an hour", async () => {
  await using it = await startLasting();
  await it.add();
  const removed = await it.run("remove", { channel: it.channel.id });
  it.clock.set("2026-09-27T05:01:00Z");
  await it.add({ time: "noon" });

  const taken = await it.press(removed, "Undo");
  it.clock.set("2026-09-27T05:15:01Z");
  const late = await it.press(removed, "Undo");

  expect(textOf(taken.message)).toContain("has a daily post again; change it with /daily edit, or remove it first.");
  expect(textOf(late.message)).toContain("Undo works for 15 minutes");
  expect(await it.list()).toContain("every day at **12:00**");
});

test("the question about one schedule does not remove another that was made since", async () => {
  await using it = await startLasting();
  await it.add();
  const asked = await it.press(await it.run("list"), "Remove");
  await it.run("remove", { channel: it.channel.id });
  it.clock.set("2026-09-27T05:01:00Z");
  await it.add();

  const answer = await it.press(asked, "Remove");

  expect(textOf(answer.message)).toContain("has another daily post by now");
  expect(await it.list()).toContain("1 of 10 channels");
});

test("an edit, a pause, a resume and a skip show what was and what is", async () => {
  await using it = await startDaily();
  await it.order();
  const channel = it.channel.id;

  const edited = await it.daily("edit", { channel, time: "10am", genre: "rock", thread: true });
  const paused = await it.daily("pause", { channel });
  const resumed = await it.daily("resume", { channel });
  const skipped = await it.daily("skip", { channel, date: "tomorrow" });
  const restored = await it.daily("skip", { channel, date: "tomorrow", restore: true });

  expect(edited).toContain("- Time: 09:00 → **10:00**");
  expect(edited).toContain("- Events: all genres → **rock · otherwise any genre**");
  expect(edited).toContain("- A thread under each: no → **yes**");
  expect(paused).toContain("- State: running → **paused**");
  expect(resumed).toContain("- State: paused → **running**");
  expect(skipped).toContain("- Days skipped: none → **28 September**");
  expect(restored).toContain("- Days skipped: 28 September → **none**");
});

test("each schedule in the list is paused, resumed and skipped by its buttons", async () => {
  await using it = await startLasting();
  await it.add();
  const skipped = await it.press(await it.run("list"), "Skip next");
  const paused = await it.press(await it.run("list"), "Pause");
  const resumed = await it.press(await it.run("list"), "Resume");

  await it.beatAt("2026-09-27T07:00:00Z");
  const after = it.posts().length;
  await it.beatAt("2026-09-28T07:00:00Z");

  expect(textOf(skipped.message)).toContain("gets no daily post on 27 September 2026;");
  expect(textOf(paused.message)).toContain("- State: running → **paused**");
  expect(textOf(resumed.message)).toContain("- State: paused → **running**");
  expect([after, it.posts().length]).toEqual([0, 1]);
});

test("“Resume” in the list refuses a channel that the bot cannot write in, or that is gone", async () => {
  await using it = await startDaily();
  const place = it.discord.world.addChannel(it.server, { name: "place" });
  await it.order({ channel: place.id });
  await it.daily("pause", { channel: place.id });
  const resume = async () => {
    const list = await it.discord.command(it.moderator, "daily list");
    return textOf((await it.discord.press(it.moderator, idOf(list), "Resume")).message);
  };

  it.discord.world.setBotPermissions(place, { deny: Bits.SendMessages });
  const refused = await resume();
  it.discord.world.removeChannel(place);
  const gone = await resume();

  expect(refused).toContain("I lack Send Messages");
  expect(gone).toContain("The channel no longer exists");
});

test("choosing @everyone is answered with what it does", async () => {
  await using it = await startLasting();

  const added = textOf((await it.add({ role: it.server.id })).message);

  expect(added).toContain("@everyone stands for no role: these posts notify nobody.");
});
