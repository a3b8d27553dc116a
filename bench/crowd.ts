import { setTimeout as sleep } from "node:timers/promises";
import type { By } from "../playground/discord/hand.ts";
import { startLocalDiscord } from "../playground/discord/local-discord.ts";
import type { Row } from "./row.ts";
import { startSoakBot } from "./soak-process.ts";

const SERVERS = 10_000;
const PEOPLE = 100_000;
/** Until what runs is compiled as it stays. */
const WARM_UP = 20_000;
/** Commands under way at a time. */
const AT_ONCE = 25;
const NEW_SESSIONS = 3;

/** Milliseconds, longer than the limiter's window: what counts requests has then forgotten all of them. */
const FORGOTTEN_AFTER = 35_000;

/**
 * Whether anything grows: the bot's heap, all garbage collected, before and after 100,000 commands by as many people in
 * 10,000 servers, and three new sessions. Takes five minutes.
 */
export async function benchCrowd(): Promise<Row[]> {
  await using discord = await startLocalDiscord();
  const { world } = discord;
  const owner = world.addPerson("Owner");
  const channels = Array.from({ length: SERVERS }, (_, number) =>
    world.addChannel(world.addServer({ name: `Server ${number}`, owner }), { name: "music" }),
  );
  await using bot = await startSoakBot(discord);
  let missed = 0;

  const ask = async (number: number): Promise<void> => {
    const channel = channels[number % SERVERS]!;
    const person = world.addPerson(`Person ${number}`);
    world.join(world.serverOf(channel)!, person);
    const by: By = { person, channel };
    const kinds = [
      () => discord.command(by, "about"),
      () => discord.command(by, "today"),
      () => discord.command(by, "fact"),
      () => discord.command(by, "search", { query: "run dmc" }),
      () => discord.command(by, "connect", { from: "Aerosmith", to: "Ravi Shankar" }),
    ];
    await kinds[number % kinds.length]!().catch(() => {
      missed += 1;
    });
    world.people.delete(person.id);
  };
  const askMany = async (from: number, to: number): Promise<void> => {
    let next = from;
    const worker = async () => {
      while (next < to) {
        const number = next;
        next += 1;
        await ask(number);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  };
  const heap = async (): Promise<number> => {
    await sleep(FORGOTTEN_AFTER);
    await askMany(0, AT_ONCE);
    return Number(await bot.ask("heap"));
  };

  const firstOf = (part: number) => Math.round((PEOPLE * part) / NEW_SESSIONS);

  await askMany(0, WARM_UP);
  const before = await heap();
  for (let part = 0; part < NEW_SESSIONS; part++) {
    await askMany(firstOf(part), firstOf(part + 1));
    discord.invalidateSessions(false);
    await sleep(7000);
  }
  const after = await heap();
  discord.forgive();
  return [
    {
      name: `heap: growth over ${PEOPLE} commands of as many people in ${SERVERS} servers`,
      value: (after - before) / 2 ** 20,
      unit: "MB",
      limit: 3,
    },
    { name: "crowd: commands without an answer", value: missed, unit: "requests", limit: 0 },
  ];
}
