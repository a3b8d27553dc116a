import { setTimeout as sleep } from "node:timers/promises";
import type { By } from "../playground/discord/hand.ts";
import { type LocalDiscord, startLocalDiscord } from "../playground/discord/local-discord.ts";
import { randomFrom } from "./made-facts.ts";
import { startSoakBot } from "./soak-process.ts";

/**
 * Half an hour of everything at once against the local Discord, and the bot's heap each minute.
 *
 * `npm run bench:soak -- 3` takes three minutes instead. Exits 1 when the heap at the end is more than a tenth above or
 * below that after warm-up, or when a person got no answer.
 */
const MINUTES = Number(process.argv[2] ?? 30);
/** A third of it: some minutes after the start V8 lets go of what only the start needed, an eighth of the heap. */
const WARM_UP_MINUTES = Math.max(1, Math.round(MINUTES / 3));
const SERVERS = 40;
const PEOPLE_PER_SERVER = 15;
const ORDERS_PER_SERVER = 3;
const REQUESTS_PER_SECOND = 20;
const SECONDS_PER_DAY = 15;
const TOLERANCE = 0.1;

process.exitCode = await soak();

async function soak(): Promise<number> {
  let days = 0;
  const clock = () => Temporal.Now.instant().add({ hours: 24 * days });
  await using discord = await startLocalDiscord({ clock });
  await using bot = await startSoakBot(discord);
  const people = settle(discord);
  await order(discord, people);
  const load = startLoad(discord, people);

  let warm = Number.NaN;
  let heap = Number.NaN;
  for (let minute = 0; minute <= MINUTES; minute++) {
    if (minute > 0) {
      for (let second = 0; second < 60; second += SECONDS_PER_DAY) {
        await sleep(SECONDS_PER_DAY * 1000);
        days += 1;
        await bot.ask("day");
      }
    }
    if (minute % 2 === 1) discord.dropGateway();
    heap = Number(await bot.ask("heap"));
    if (minute === WARM_UP_MINUTES) warm = heap;
    console.log(
      `${String(minute).padStart(3)} min  ${(heap / 2 ** 20).toFixed(1)} MB  ${load.answered} answers, ${load.missed} missed, ${days} days of posts`,
    );
  }
  await load.stop();
  discord.forgive();

  const change = heap / warm - 1;
  console.log(
    `heap since warm-up: ${change < 0 ? "" : "+"}${(change * 100).toFixed(1)} % (limit ${TOLERANCE * 100} %)`,
  );
  return Math.abs(change) <= TOLERANCE && load.missed === 0 ? 0 : 1;
}

/** People by their servers; the first of each owns it. */
function settle({ world }: LocalDiscord): By[][] {
  return Array.from({ length: SERVERS }, () => {
    const server = world.addServer();
    const owner = world.people.get(server.ownerId)!;
    const channel = world.addChannel(server, { name: "talk" });
    for (let number = 0; number < ORDERS_PER_SERVER; number++) world.addChannel(server, { name: `music-${number}` });
    const others = Array.from({ length: PEOPLE_PER_SERVER - 1 }, (_, number) => world.addPerson(`Person ${number}`));
    for (const person of others) world.join(server, person);
    return [owner, ...others].map((person) => ({ person, channel }));
  });
}

async function order(discord: LocalDiscord, servers: readonly By[][]): Promise<void> {
  for (const [owner] of servers) {
    const channels = discord.world.serverOf(owner!.channel)!.channels.values();
    for (const channel of [...channels].filter(({ name }) => name.startsWith("music"))) {
      await discord.command(owner!, "daily add", { channel: channel.id, time: "00:05", timezone: "UTC" });
    }
  }
}

/** Asks at a steady pace until it is stopped. */
function startLoad(discord: LocalDiscord, servers: readonly By[][]) {
  const random = randomFrom(1986);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const load = { answered: 0, missed: 0, stop };
  const underWay = new Set<Promise<void>>();
  const timer = setInterval(() => {
    const asking = ask()
      .then(
        () => {
          load.answered += 1;
        },
        () => {
          load.missed += 1;
        },
      )
      .finally(() => underWay.delete(asking));
    underWay.add(asking);
  }, 1000 / REQUESTS_PER_SECOND);
  return load;

  async function ask(): Promise<unknown> {
    const server = pick(servers);
    const by = pick(server);
    const owner = server[0]!;
    const kinds = [
      () => discord.command(by, "fact"),
      () => discord.command(by, "search", { query: pick(["aerosmith", "jazz", "walk this way", "1986", "zzzz"]) }),
      () => discord.command(by, "today"),
      () => discord.complete(by, "fact", { artist: pick(["a", "run", "the be"]) }, "artist"),
      () => discord.command(owner, "daily list"),
      () => discord.command(owner, "daily preview"),
      () => discord.command(by, "today", { date: "31 February" }),
      async () => {
        const { message } = await discord.command(by, "search", { query: "aerosmith" });
        return discord.press(by, message!.id, "Next ›");
      },
    ];
    return pick(kinds)();
  }

  async function stop(): Promise<void> {
    clearInterval(timer);
    await Promise.all(underWay);
  }
}
