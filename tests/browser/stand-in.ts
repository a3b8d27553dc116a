import type { ClientOptions, Interaction, RESTPostAPIApplicationCommandsJSONBody } from "discord.js";
import type { Browser } from "playwright-core";
import { connect } from "../playground/client.ts";
import { openPlayground, WIDTHS } from "./browser.ts";

/**
 * A playground in which another bot takes Crossfade's place, for what a page must be able to do and Crossfade does not
 * ask for.
 */
export async function openStandIn(
  browser: Browser,
  width: string,
  commands: readonly RESTPostAPIApplicationCommandsJSONBody[],
  answer: (interaction: Interaction) => unknown,
  options: Partial<ClientOptions> = {},
) {
  const stack = new AsyncDisposableStack();
  const stage = stack.use(await openPlayground(browser, {}, WIDTHS[width]));
  await fetch(`${stage.url}/control`, { method: "POST", body: JSON.stringify({ kind: "bot", to: "kill" }) });
  const bot = stack.use(await connect(stage.discord, options));
  bot.on("interactionCreate", (interaction) => void answer(interaction));
  await bot.application.commands.set(commands);
  return { ...stage, bot, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
