import type { Inputs } from "../../playground/discord/command-input.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

/** A town whose bot runs, for a moderator at `instant`. */
export async function startDaily(instant = "2026-09-27T07:00:00Z") {
  const town = await startTown(clockAt(instant));
  const bot = await startBot(town);
  const { channel, clock, discord, moderator } = town;
  return {
    ...town,
    bot,
    /** What `/daily …` answers, as text. */
    async daily(subcommand: string, options: Inputs = {}): Promise<string> {
      return textOf((await discord.command(moderator, `daily ${subcommand}`, options)).message);
    },
    /** Orders a post for 09:00 in London. */
    async order(options: Inputs = {}): Promise<void> {
      const order = { channel: channel.id, time: "09:00", timezone: "Europe/London", ...options };
      await discord.command(moderator, "daily add", order);
    },
    async beatAt(later: string): Promise<void> {
      clock.set(later);
      await bot.beat();
    },
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
    },
  };
}
