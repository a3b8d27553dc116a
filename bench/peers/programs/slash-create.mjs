// As in slash-create's guide (slash-create.js.org), on fastify.
import { FastifyServer, SlashCommand, SlashCreator } from "slash-create";

class AboutCommand extends SlashCommand {
  constructor(creator) {
    super(creator, { name: "about", description: "Answers with pong" });
  }

  async run() {
    return "pong";
  }
}

const creator = new SlashCreator({
  applicationID: process.env.DISCORD_APPLICATION_ID,
  publicKey: process.env.DISCORD_PUBLIC_KEY,
  token: process.env.DISCORD_TOKEN,
  serverPort: Number(process.env.PORT),
  serverHost: "127.0.0.1",
  endpointPath: "/interactions",
});

creator.withServer(new FastifyServer()).registerCommands([AboutCommand]);
await creator.startServer();
console.log("ready");
