// As in Carbon's guide (carbon.buape.com), on Node: its handler, served by hono's server for Node.
import { Client, Command } from "@buape/carbon";
import { createHandler } from "@buape/carbon/adapters/fetch";
import { serve } from "@hono/node-server";

class AboutCommand extends Command {
  name = "about";
  description = "Answers with pong";

  async run(interaction) {
    await interaction.reply("pong");
  }
}

const client = new Client(
  {
    baseUrl: `http://127.0.0.1:${process.env.PORT}`,
    deploySecret: "not a secret",
    clientId: process.env.DISCORD_APPLICATION_ID,
    publicKey: process.env.DISCORD_PUBLIC_KEY,
    token: process.env.DISCORD_TOKEN,
    requestOptions: { baseUrl: process.env.DISCORD_API_URL },
  },
  { commands: [new AboutCommand()] },
);

const handler = createHandler(client);
serve({ fetch: (request) => handler(request, {}), port: Number(process.env.PORT), hostname: "127.0.0.1" }, () =>
  console.log("ready"),
);
