import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { removePost } from "../../playground/discord/posts.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

const HEADLINE = "Two worlds meet before anybody noticed";

const event = (headline: string) => `
- id: of-ones-own
  kind: release
  headline: "${headline}"
  text: It happened on this very day. Nobody told it before.
  date: 1901-09-27
  artists: [Ravi Shankar]
  genres: [classical, rock]
  weight: 5
  sources:
    - { title: "A page, a publisher", url: "https://example.com/a" }
`;

/** A channel with a post that tells the event, and the bot to be started with it told otherwise, or not at all. */
async function setUp(order: Record<string, string | boolean> = {}) {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const town = await startTown(clockAt("2026-09-27T07:00:00Z"));
  const { channel, clock, discord, moderator } = town;
  const write = (text: string) => writeFile(join(folder.path, "more.yaml"), text);
  const start = () => startBot(town, { FACTS_DIR: folder.path, DATABASE_URL: `sqlite:${join(folder.path, "bot.db")}` });
  await write(event(HEADLINE));
  {
    await using bot = await start();
    await discord.command(moderator, "daily add", { channel: channel.id, time: "9am", timezone: "UTC", ...order });
    clock.set("2026-09-27T09:00:00Z");
    await bot.beat();
  }
  clock.set("2026-09-28T08:00:00Z");
  return {
    ...town,
    start,
    write,
    posts: () => discord.world.messages(channel).filter(({ author }) => author.id === discord.world.bot.id),
    async [Symbol.asyncDispose]() {
      await town[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}

/** Beats come each minute: what one leaves, the next takes up. */
const WAIT = { timeout: 20_000 };

function beatAnd<Seen>(bot: { beat(): Promise<void> }, look: () => Seen) {
  return async () => {
    await bot.beat();
    return look();
  };
}

test("a post whose event was mended says so, with a picture of what holds now, and its buttons go on working", async () => {
  await using it = await setUp();
  const [before] = it.posts();
  await it.write(event("Two worlds meet, as one was told"));
  await using bot = await it.start();

  await expect
    .poll(
      beatAnd(bot, () => textOf(it.posts()[0])),
      WAIT,
    )
    .toContain("Corrected on");
  await bot.beat();

  const [after, ...more] = it.posts();
  expect(more).toEqual([]);
  expect(textOf(before)).toContain(`## ${HEADLINE}`);
  expect(after?.id).toBe(before?.id);
  expect(textOf(after)).toContain("## Two worlds meet, as one was told\n");
  expect(textOf(after)).toContain("\n-# Corrected on 28 September 2026.");
  expect(after?.edited_timestamp).toBeTruthy();
  expect(JSON.stringify(after?.components)).toContain("Two worlds meet, as one was told");
  expect(JSON.stringify(after?.components)).not.toContain(HEADLINE);
  const saved = await it.discord.press(it.member, after?.id ?? "", "Save");
  expect(textOf(saved.message)).toContain("is saved");
  const history = await it.discord.command(it.moderator, "daily history");
  expect(textOf(history.message)).toContain("corrected <t:");
});

test("a post whose message was deleted stays so, and nothing is posted in its place", async () => {
  await using it = await setUp();
  const [post] = it.posts();
  removePost(it.discord.world, it.channel, it.channel.posts.find(({ message }) => message.id === post?.id)!);
  await it.write(event("Told otherwise"));
  await using bot = await it.start();

  const messages = () => bot.log.map(({ msg }) => msg);
  await expect.poll(beatAnd(bot, messages), WAIT).toContain("a post stays uncorrected");
  await bot.beat();

  expect(it.posts()).toEqual([]);
  it.discord.forgive();
});
