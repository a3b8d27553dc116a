// As in discord.js's guide (discordjs.guide): a client that answers a chat input command.
import { Client, Events } from "discord.js";

const client = new Client({
  intents: Number(process.env.INTENTS ?? 0),
  rest: { api: process.env.DISCORD_API_URL },
});

client.once(Events.ClientReady, () => console.log("ready"));

client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  if (interaction.commandName === "about") await interaction.reply("pong");
});

await client.login(process.env.DISCORD_TOKEN);
