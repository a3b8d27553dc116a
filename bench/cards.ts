import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openFacts } from "../facts/index.ts";
import type { By } from "../playground/discord/hand.ts";
import type { Channel } from "../playground/discord/inhabitants.ts";
import { type LocalDiscord, startLocalDiscord } from "../playground/discord/local-discord.ts";
import { cardOf } from "../src/card/card.ts";
import { openStudio } from "../src/card/studio.ts";
import { createLog } from "../src/log.ts";
import { createLook } from "../src/render/look.ts";
import { startBot } from "./bot-process.ts";
import { nextMinute, orderIn, rank, watchPosts } from "./flood.ts";
import type { Row } from "./row.ts";
import { residentMegabytes } from "./start.ts";

/** Bytes of the largest card. */
const MOST_BYTES = 60_000;

const POSTS = 1000;
const CHANNELS_PER_SERVER = 10;

/** Seconds until what a round of posts held is let go of. */
const SETTLING = 15;

/** What pictures may add to the bot's memory. */
const MOST_MEGABYTES = 10;

/** Of each kind of answer. */
const QUESTIONS = 300;

/** Whose buttons are pressed; by their ids, which stay what they are. */
const FACT = "walk-this-way-reaches-no-4";

/** What an answer with a picture may take of what its words take. */
const MOST_TIMES = 1.2;

/** The facts' cards, what they cost the bot, and how long answers with them take; six minutes. */
export async function benchCards(): Promise<Row[]> {
  return [...(await drawAll()), ...(await postMany()), ...(await askMany())];
}

/** Each card once, by the process that draws for the bot. */
async function drawAll(): Promise<Row[]> {
  const facts = openFacts();
  const look = createLook(facts);
  await using studio = openStudio(createLog("silent"), () => performance.now());
  const began = performance.now();
  const sizes: number[] = [];
  const times: number[] = [];
  for (const fact of facts.facts) {
    const from = performance.now();
    sizes.push((await studio.draw(cardOf(fact, look))).length);
    times.push(performance.now() - from);
  }
  return [
    { name: "cards: drawn", value: sizes.length, unit: "cards" },
    { name: "cards: all of them, one after the other", value: (performance.now() - began) / 1000, unit: "s" },
    { name: "cards: the first, with the start of the process", value: times[0] ?? Number.NaN, unit: "ms" },
    { name: "cards: p50", value: rank(times, 0.5), unit: "ms" },
    { name: "cards: p95", value: rank(times, 0.95), unit: "ms" },
    { name: "cards: size, p50", value: rank(sizes, 0.5) / 1000, unit: "kB" },
    { name: "cards: size of the largest", value: Math.max(...sizes) / 1000, unit: "kB", limit: MOST_BYTES / 1000 },
  ];
}

/** The bot's memory after posts of words, and after as many with pictures; twice words first, until it has settled. */
async function postMany(): Promise<Row[]> {
  await using discord = await startLocalDiscord({ limits: "discord" });
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const url = `sqlite:${join(folder.path, "cards.db")}`;
  const first = nextMinute(20);
  const rounds = [false, false, true].map((picture, minutes) => ({
    channels: settle(discord),
    due: first.add({ minutes }),
    picture,
  }));
  for (const { channels, due, picture } of rounds) await orderIn(channels, url, due, picture);

  await using bot = await startBot(discord, url);
  const memory: number[] = [];
  let pictures = 0;
  for (const { channels, due } of rounds) {
    const posts = watchPosts(discord, channels);
    await sleep(Math.max(0, due.epochMilliseconds - Date.now()));
    await posts.done(60_000);
    await sleep(SETTLING * 1000);
    memory.push(residentMegabytes(bot.pid));
    const messages = channels.flatMap((it) => discord.world.messages(it));
    pictures = messages.filter(({ attachments }) => attachments.length > 0).length;
  }
  const [, before = Number.NaN, after = Number.NaN] = memory;
  return [
    { name: `memory after ${2 * POSTS} posts`, value: before, unit: "MB" },
    { name: `memory after ${POSTS} more, with pictures`, value: after, unit: "MB", limit: before + MOST_MEGABYTES },
    { name: "posts without the picture that they should have", value: POSTS - pictures, unit: "posts", limit: 0 },
  ];
}

function settle({ world }: LocalDiscord): Channel[] {
  return Array.from({ length: POSTS / CHANNELS_PER_SERVER }, () => world.addServer()).flatMap((server) =>
    Array.from({ length: CHANNELS_PER_SERVER }, (_, number) => world.addChannel(server, { name: `music-${number}` })),
  );
}

/** How long answers take: in words, carrying the picture, and linking to it. */
async function askMany(): Promise<Row[]> {
  const words = await timeAnswers({}, "1/today/more/09-27");
  const carried = await timeAnswers({}, `1/fact/picture/${FACT}`);
  const port = await freePort();
  const linked = await timeAnswers({ HTTP_PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` }, undefined);
  const without = await timeAnswers({}, undefined);
  return [
    { name: "answers: p50 of a button that answers in words", value: rank(words, 0.5), unit: "ms" },
    { name: "answers: p50 of one that carries the picture", value: rank(carried, 0.5), unit: "ms" },
    { name: "answers: p50 of /today in words", value: rank(without, 0.5), unit: "ms" },
    {
      name: "answers: p50 of /today with a link to the picture",
      value: rank(linked, 0.5),
      unit: "ms",
      limit: MOST_TIMES * rank(without, 0.5),
    },
  ];
}

/** @param button the one of a fact that is pressed, by its id; without one `/today` is asked */
async function timeAnswers(env: Readonly<Record<string, string>>, button: string | undefined): Promise<number[]> {
  await using discord = await startLocalDiscord();
  await using _ = await startBot(discord, "sqlite::memory:", { env });
  const times: number[] = [];
  for (let asked = 0; asked < QUESTIONS; asked++) {
    // Each by someone else, or the bot would ask them to wait.
    const person = discord.world.addPerson(`Person ${asked}`);
    const server = discord.world.addServer({ owner: person });
    const by = { person, channel: discord.world.addChannel(server, { name: "talk" }) };
    times.push((button === undefined ? await discord.command(by, "today") : await press(discord, by, button)).ms);
  }
  // The first ones are answered while the bot is still at its start.
  return times.slice(QUESTIONS / 10);
}

async function press(discord: LocalDiscord, by: By, button: string) {
  const { message } = await discord.command(by, "search", { query: FACT });
  return discord.press(by, message?.id ?? "", button);
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return String(port);
}
