// As in Seyfert's guide (seyfert.dev), over HTTP: its gateway can only speak to port 443, so not to a local Discord. The
// server that its guide adds is not in the registry: this one is hono's, as in `hono.mjs`.
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { ApiHandler, HttpClient } from "seyfert";
import { isSigned } from "../signature.mjs";

const client = new HttpClient();
const domain = new URL(process.env.DISCORD_API_URL).origin;
client.setServices({ rest: new ApiHandler({ token: process.env.DISCORD_TOKEN, domain }) });
await client.start();

const app = new Hono().post("/interactions", async ({ json, req, text }) => {
  const body = await req.text();
  const signed = isSigned(body, req.header("x-signature-timestamp"), req.header("x-signature-ed25519"));
  if (!signed) return text("invalid request signature", 401);
  const { response } = await client.onInteractionRequest(JSON.parse(body));
  return json(response);
});

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" }, () => console.log("ready"));
