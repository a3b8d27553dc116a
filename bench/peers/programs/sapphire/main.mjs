// As in Sapphire's guide (sapphirejs.dev): a client, and commands in files of their own, which it registers itself.
import { LogLevel, SapphireClient } from "@sapphire/framework";
import { Events } from "discord.js";

const client = new SapphireClient({
  intents: Number(process.env.INTENTS ?? 0),
  rest: { api: process.env.DISCORD_API_URL },
  baseUserDirectory: import.meta.dirname,
  logger: { level: LogLevel.Error },
});

client.once(Events.ClientReady, () => console.log("ready"));

await client.login(process.env.DISCORD_TOKEN);
