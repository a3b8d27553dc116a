// As in Discordeno's guide (discordeno.js.org): a bot with the properties that it wants, and an event.
import { createBot, InteractionTypes } from "discordeno";

const bot = createBot({
  token: process.env.DISCORD_TOKEN,
  intents: Number(process.env.INTENTS ?? 0),
  rest: { proxy: { baseUrl: `${process.env.DISCORD_API_URL}`, authorization: `Bot ${process.env.DISCORD_TOKEN}` } },
  desiredProperties: { interaction: { id: true, token: true, type: true, data: true } },
  events: {
    ready: () => console.log("ready"),
    interactionCreate: async (interaction) => {
      if (interaction.type !== InteractionTypes.ApplicationCommand || interaction.data?.name !== "about") return;
      await interaction.respond({ content: "pong" });
    },
  },
});

await bot.start();
