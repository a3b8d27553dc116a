import type { Answer } from "../../playground/discord/answer.ts";
import type { Inputs } from "../../playground/discord/command-input.ts";
import type { LocalDiscord } from "../../playground/discord/local-discord.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

/** Removes the order that stands first in a list, and says yes to the question. */
export async function removeFromList(
  discord: LocalDiscord,
  by: Parameters<LocalDiscord["press"]>[0],
  list: Answer,
): Promise<Answer> {
  const asked = await discord.press(by, list.message?.id ?? "", "Remove");
  return discord.press(by, asked.message?.id ?? "", "Remove");
}

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
