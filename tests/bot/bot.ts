import { join } from "node:path";
import type { By } from "../../playground/discord/hand.ts";
import {
  type LocalDiscord,
  type LocalDiscordOptions,
  startLocalDiscord,
} from "../../playground/discord/local-discord.ts";
import { type App, startApp } from "../../src/app.ts";
import type { LinePace } from "../../src/bot/connection.ts";
import { readConfig } from "../../src/config.ts";
import { SHIPPED } from "../shipped.ts";
import { freePort } from "../store/databases.ts";

/** All tests of the bot with `TOWN_WAY=http npx vitest run tests/bot`. */
const WAY: Way = process.env.TOWN_WAY === "http" ? "http" : "gateway";

/** Cards are drawn in the first of the tests that show them, and kept for the others. */
export const CARDS = join(import.meta.dirname, "../../node_modules/.cache/crossfade-test-cards");

/** A clock that a test moves. */
export interface MovedClock {
  (): Temporal.Instant;
  set(instant: string): void;
}

export function clockAt(instant: string): MovedClock {
  let now = Temporal.Instant.from(instant);
  const clock = () => now;
  return Object.assign(clock, {
    set(later: string) {
      now = Temporal.Instant.from(later);
    },
  });
}

/** How commands come to the bot. */
export const WAYS = ["gateway", "http"] as const;
export type Way = (typeof WAYS)[number];

interface TownOptions extends LocalDiscordOptions {
  /** Default: over the gateway, or as the variable TOWN_WAY says. */
  readonly way?: Way | undefined;
}

/** Milliseconds. Discord's own three seconds are held where they are what is tested: a busy machine may stand for longer. */
export const PATIENCE = { acknowledge: 10_000 };

/** A local Discord with one server, a moderator, a member and a text channel. */
export async function startTown(clock: MovedClock, { way = WAY, ...options }: TownOptions = {}) {
  const interactionsUrl = way === "http" ? `http://127.0.0.1:${await freePort()}/interactions` : undefined;
  const discord = await startLocalDiscord({ clock, interactionsUrl, patience: PATIENCE, ...options });
  const moderator = discord.world.addPerson("Moderator");
  const member = discord.world.addPerson("Member");
  const server = discord.world.addServer({ name: "Crossovers", owner: moderator });
  discord.world.join(server, member);
  const channel = discord.world.addChannel(server, { name: "music" });
  return {
    discord,
    clock,
    server,
    channel,
    moderator: { person: moderator, channel },
    member: { person: member, channel },
    [Symbol.asyncDispose]: () => discord[Symbol.asyncDispose](),
  };
}

/**
 * The bot, started against that Discord. `log` gathers its lines.
 *
 * @param waits until it is ready
 */
export async function startBot(
  { discord, clock }: { discord: LocalDiscord; clock: MovedClock },
  env: Readonly<Record<string, string>> = {},
  { pace, waits = true }: { readonly pace?: LinePace; readonly waits?: boolean } = {},
): Promise<App & { readonly log: { readonly level: number; readonly msg: string }[] }> {
  const log: { level: number; msg: string }[] = [];
  const config = readConfig({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    DATABASE_URL: "sqlite::memory:",
    ...(discord.interactionsUrl && {
      INTERACTIONS_PORT: new URL(discord.interactionsUrl).port,
      DISCORD_PUBLIC_KEY: discord.publicKey,
    }),
    ...env,
  });
  const write = (line: string) => void log.push(JSON.parse(line));
  const known = config.factsDirectory === undefined ? SHIPPED : undefined;
  const app = await startApp({ ...config, cardsDirectory: CARDS }, clock, write, pace, known);
  if (waits) await Promise.race([app.ready, app.lost.then((reason) => Promise.reject(reason))]);
  return Object.assign(app, { log });
}

/**
 * The bot believes a clock that jumped once it has heard Discord's. That comes with what Discord says to the first
 * answer, so that the bot has it when the second arrives.
 */
export async function hearClock({ command }: Pick<LocalDiscord, "command">, by: By): Promise<void> {
  await command(by, "about");
  await command(by, "about");
}

/** All text of a message, as one string. */
export function textOf(message: unknown): string {
  const texts: string[] = [];
  JSON.stringify(message, (key, value) => {
    if (key === "content" && typeof value === "string" && value !== "") texts.push(value);
    return value;
  });
  return texts.join("\n");
}
