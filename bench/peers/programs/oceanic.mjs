// As in Oceanic's guide (oceanic.ws).
import { Client } from "oceanic.js";

const client = new Client({
  auth: `Bot ${process.env.DISCORD_TOKEN}`,
  gateway: { intents: Number(process.env.INTENTS ?? 0) },
  rest: { baseURL: `${process.env.DISCORD_API_URL}/v10` },
});

client.once("ready", () => console.log("ready"));
client.on("error", (error) => console.error(error));

client.on("interactionCreate", async (interaction) => {
  if (interaction.isCommandInteraction() && interaction.data.name === "about")
    await interaction.createMessage({ content: "pong" });
});

await client.connect();
