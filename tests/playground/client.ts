import { once } from "node:events";
import { Client, type ClientOptions, Events } from "discord.js";
import type { LocalDiscord } from "../../playground/discord/local-discord.ts";

/**
 * A real discord.js client on the local Discord, ready; it asks for no intents unless told.
 *
 * Disposing rejects when the client met an error that nobody awaited.
 */
export async function connect(
  discord: LocalDiscord,
  options: Partial<ClientOptions> = {},
): Promise<Client<true> & AsyncDisposable> {
  const client = new Client({ intents: [], rest: { api: discord.url }, ...options });
  const errors: Error[] = [];
  client.on(Events.Error, (error) => errors.push(error));
  const ready = once(client, Events.ClientReady);
  await client.login(discord.token);
  await ready;
  return Object.assign(client as Client<true>, {
    async [Symbol.asyncDispose]() {
      await client.destroy();
      if (errors.length > 0) throw new AggregateError(errors, "The client met errors");
    },
  });
}
