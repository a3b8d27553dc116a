// As in the README of @discordjs/core.
import { Client, GatewayDispatchEvents } from "@discordjs/core";
import { REST } from "@discordjs/rest";
import { WebSocketManager } from "@discordjs/ws";

const token = process.env.DISCORD_TOKEN;
const rest = new REST({ version: "10", api: process.env.DISCORD_API_URL }).setToken(token);
const gateway = new WebSocketManager({ token, intents: Number(process.env.INTENTS ?? 0), rest });
const client = new Client({ rest, gateway });

client.on(GatewayDispatchEvents.InteractionCreate, async ({ api, data: interaction }) => {
  if (interaction.type !== 2 || interaction.data.name !== "about") return;
  await api.interactions.reply(interaction.id, interaction.token, { content: "pong" });
});

client.once(GatewayDispatchEvents.Ready, () => console.log("ready"));

await gateway.connect();
