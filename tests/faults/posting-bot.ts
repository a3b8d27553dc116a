import { startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { CARDS } from "../bot/bot.ts";
import { SHIPPED } from "../shipped.ts";
import { openPostingTown, type TownPlan } from "./posting-town.ts";

/** The first day that orders are for, and the moment at which they are due. */
export const FIRST = Temporal.PlainDate.from("2026-09-27");
export const NINE = Temporal.Instant.from("2026-09-27T09:00:00Z");

/** The whole bot in a town with orders, and a person who asks it things. */
export async function openPostingBot(plan: Partial<TownPlan> = {}) {
  await using stack = new AsyncDisposableStack();
  const town = stack.use(
    await openPostingTown({ servers: 1, channelsPerServer: 3, eve: FIRST.subtract({ days: 1 }), ...plan }),
  );
  const { discord } = town;
  const config = readConfig({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, DATABASE_URL: town.url });
  const log: { level: number; msg: string }[] = [];
  const app = stack.use(
    await startApp(
      { ...config, cardsDirectory: CARDS },
      () => town.now,
      (line) => log.push(JSON.parse(line)),
      undefined,
      SHIPPED,
    ),
  );
  await app.ready;
  const server = discord.world.serverOf(town.channels[0]!)!;
  const by = { person: discord.world.addPerson("Mia"), channel: discord.world.addChannel(server, { name: "talk" }) };
  discord.world.join(server, by.person);
  const kept = stack.move();
  return { app, by, discord, log, town, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

export type PostingBot = Awaited<ReturnType<typeof openPostingBot>>;

/** Beats minute by minute until nothing is open, for less than the grace that is left. */
export async function beatThroughGrace({ app, town }: PostingBot): Promise<void> {
  for (let minutes = 0; minutes < 150; minutes += 1) {
    await app.beat();
    if ((await town.states()).claimed === undefined) return;
    town.now = town.now.add({ minutes: 1 });
  }
}
