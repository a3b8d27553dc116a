// No library for Discord: a hono server that checks each signature by node:crypto, and answers in the body.
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { isSigned } from "./signature.mjs";

const app = new Hono().post("/interactions", async ({ json, req, text }) => {
  const body = await req.text();
  const signed = isSigned(body, req.header("x-signature-timestamp"), req.header("x-signature-ed25519"));
  if (!signed) return text("invalid request signature", 401);
  return JSON.parse(body).type === 1 ? json({ type: 1 }) : json({ type: 4, data: { content: "pong" } });
});

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" }, () => console.log("ready"));
