import type { Inputs } from "../../playground/discord/command-input.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

export const minutes = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** A bot with an order for 09:00 UTC in a channel where nobody has said anything. */
export async function startOrdered(
  kind: "text" | "forum" | "announcement" = "text",
  env: Readonly<Record<string, string>> = {},
  options: Inputs = {},
) {
  const town = await startTown(clockAt("2026-09-27T07:00:00Z"));
  const bot = await startBot(town, env);
  const { discord, moderator } = town;
  const channel = discord.world.addChannel(town.server, { name: "place", kind });
  await discord.command(moderator, "daily add", { channel: channel.id, time: "09:00", timezone: "UTC", ...options });
  let met = 0;
  discord.wire.subscribe((entry) => {
    if (entry.kind === "request" && entry.trouble !== undefined) met += 1;
  });
  return {
    ...town,
    /** How many requests met with trouble. */
    met: () => met,
    bot,
    channel,
    posts: () => discord.world.messages(channel).filter(({ author }) => author.id === discord.world.bot.id),
    threads: () => [...town.server.channels.values()].filter(({ parentId }) => parentId === channel.id),
    history: async () => textOf((await discord.command(moderator, "daily history", { channel: channel.id })).message),
    /** Beats at 09:00 and so many minutes after it. */
    async beatAt(...minutes: number[]) {
      for (const minute of minutes) {
        town.clock.set(Temporal.Instant.from("2026-09-27T09:00:00Z").add({ minutes: minute }).toString());
        await bot.beat();
      }
    },
    async [Symbol.asyncDispose]() {
      discord.forgive();
      await bot[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
    },
  };
}
