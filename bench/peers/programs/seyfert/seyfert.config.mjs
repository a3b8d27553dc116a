import { config } from "seyfert";

export default config.http({
  token: process.env.DISCORD_TOKEN,
  applicationId: process.env.DISCORD_APPLICATION_ID,
  publicKey: process.env.DISCORD_PUBLIC_KEY,
  port: Number(process.env.PORT),
  locations: { base: ".", commands: "commands" },
});
