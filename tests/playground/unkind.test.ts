import { once } from "node:events";
import { GatewayIntentBits as Intents, PermissionFlagsBits } from "discord.js";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import {
  type LocalDiscord,
  type LocalDiscordOptions,
  startLocalDiscord,
} from "../../playground/discord/local-discord.ts";
import type { Trouble } from "../../playground/discord/trouble.ts";
import { connect } from "./client.ts";
import { settle } from "./town.ts";

const ask = ({ token, url }: LocalDiscord, path: string) =>
  fetch(`${url}/v10${path}`, { headers: { authorization: `Bot ${token}` }, redirect: "manual" });

/** What a socket is told until it is closed or has been told that much, by operation or event; then its close code. */
async function talk(discord: LocalDiscord, frames: readonly object[], until: number): Promise<unknown[]> {
  const socket = new WebSocket(discord.url.replace("http", "ws").replace("/api", "/gateway?v=10&encoding=json"));
  const heard: unknown[] = [];
  const enough = Promise.withResolvers<void>();
  const hear = (what: unknown) => {
    heard.push(what);
    if (heard.length >= until) enough.resolve();
  };
  socket.on("error", ({ message }) => hear(message));
  socket.on("close", hear);
  socket.on("message", (data) => {
    const { op, t } = JSON.parse(String(data)) as { op: number; t: string | null };
    hear(t ?? op);
  });
  await Promise.race([once(socket, "open"), once(socket, "close")]).catch(() => undefined);
  for (const frame of frames) socket.send(JSON.stringify(frame));
  await enough.promise;
  socket.removeAllListeners("close");
  socket.terminate();
  return heard.slice(0, until);
}

const identify = ({ token }: LocalDiscord, shard?: [number, number]) => ({
  op: 2,
  d: { token, intents: 0, properties: {}, ...(shard && { shard }) },
});

describe("requests", () => {
  test.each<[string, Trouble, number, string]>([
    [
      "a refusal of Discord's own",
      { kind: "status", status: 403, code: 40333, message: "x" },
      403,
      '{"message":"x","code":40333}',
    ],
    ["a portal's page", { kind: "page", status: 200, text: "<html>" }, 200, "<html>"],
    ["a redirect", { kind: "page", status: 302, text: "", headers: { location: "https://x.example/" } }, 302, ""],
    [
      "a Retry-After that is none",
      { kind: "rate limit", header: "soon" },
      429,
      '{"message":"You are being rate limited.","global":false}',
    ],
  ])("%s", async (_, trouble, status, text) => {
    await using discord = await startLocalDiscord();
    discord.trouble(trouble);

    const response = await ask(discord, "/users/@me");

    expect([response.status, await response.text()]).toEqual([status, text]);
    if (trouble.kind === "rate limit") expect(response.headers.get("retry-after")).toBe("soon");
  });

  test("a connection that is closed without an answer", async () => {
    await using discord = await startLocalDiscord();
    discord.trouble({ kind: "close" });

    await expect(ask(discord, "/users/@me")).rejects.toThrow();
    expect((await ask(discord, "/users/@me")).status).toBe(200);
  });
});

describe("the gateway", () => {
  test("an upgrade that is refused, or reset", async () => {
    await using discord = await startLocalDiscord();
    discord.gatewayTrouble({ kind: "status", status: 503 });
    discord.gatewayTrouble({ kind: "reset" });

    expect(await talk(discord, [], 1)).toEqual(["Unexpected server response: 503"]);
    expect(await talk(discord, [], 1)).toEqual([expect.stringMatching(/reset|hang up/i)]);
    expect(await talk(discord, [], 1)).toEqual([10]);
  });

  test("no READY for one shard; others have theirs", async () => {
    await using discord = await startLocalDiscord();
    discord.gatewayTrouble({ kind: "ready" }, { shard: 1 });

    expect(await talk(discord, [identify(discord, [1, 2]), { op: 1 }], 2)).toEqual([10, 11]);
    expect(await talk(discord, [identify(discord, [0, 2])], 2)).toEqual([10, "READY"]);
  });

  test("a client that sends no heartbeats is closed", async () => {
    await using discord = await startLocalDiscord({ heartbeatInterval: 20 });

    expect(await talk(discord, [identify(discord)], 3)).toEqual([10, "READY", 4009]);
  });

  test.each<[string, LocalDiscordOptions, number]>([
    ["too few shards", { leastShards: 2 }, 4011],
    ["a session more than is allowed", { sessionStarts: { remaining: 0 } }, 4004],
  ])("%s: closed", async (_, options, code) => {
    await using discord = await startLocalDiscord(options);

    expect(await talk(discord, [identify(discord)], 2)).toEqual([10, code]);
  });

  test("sessions that are left are counted, and are more once their time is over", async () => {
    await using discord = await startLocalDiscord({ sessionStarts: { total: 9, remaining: 2, resetAfter: 150 } });
    const left = async () =>
      ((await (await ask(discord, "/gateway/bot")).json()) as { session_start_limit: { remaining: number } })
        .session_start_limit.remaining;
    await talk(discord, [identify(discord)], 2);

    expect(await left()).toBe(1);
    await expect.poll(left).toBe(9);
  });

  test("what nobody asked for is told all the same", async () => {
    await using discord = await startLocalDiscord();
    const telling = talk(discord, [identify(discord)], 3);
    await expect.poll(() => discord.shards).toEqual([0]);

    discord.tell("ENTITLEMENT_CREATE", { id: null });

    expect(await telling).toEqual([10, "READY", "ENTITLEMENT_CREATE"]);
  });
});

test("a channel that the bot may not see has no name, and is missing from the server's list", async () => {
  await using discord = await startLocalDiscord();
  const { channel, server } = settle(discord);
  const secret = discord.world.addChannel(server, { name: "secret" });
  discord.world.setBotPermissions(secret, { deny: PermissionFlagsBits.ViewChannel });
  const told: unknown[] = [];
  discord.wire.subscribe((it) => {
    if (it.kind === "event" && it.name === "GUILD_CREATE") told.push(...(it.body as { channels: unknown[] }).channels);
  });
  await using _ = await connect(discord, { intents: [Intents.Guilds] });

  const list = (await (await ask(discord, `/guilds/${server.id}/channels`)).json()) as { id: string }[];

  expect(list.map(({ id }) => id)).toEqual([channel.id]);
  expect(told).toMatchObject([{ id: channel.id }, { id: secret.id, name: "___hidden___", flags: 1 << 17 }]);
});
