import { once } from "node:events";
import { Client, Events, GatewayIntentBits as Intents } from "discord.js";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { type LocalDiscord, startLocalDiscord } from "../../playground/discord/local-discord.ts";
import { connect } from "./client.ts";
import { settle } from "./town.ts";

/** Names of what the bot was told over the gateway, in order. */
function told({ wire }: LocalDiscord): string[] {
  return wire.entries.flatMap((entry) =>
    entry.kind === "event" && entry.direction === "to the bot" ? [entry.name] : [],
  );
}

test("a bot without intents is told of interactions only", async () => {
  await using discord = await startLocalDiscord();
  const { server } = settle(discord);
  await using client = await connect(discord);

  discord.world.addChannel(server, { name: "new" });
  discord.world.addServer();

  expect(told(discord)).toEqual(["Hello", "READY"]);
  expect(client.user.username).toBe("crossfade");
  expect([...client.guilds.cache.keys()]).toEqual([server.id]);
});

test("a bot with the Guilds intent is told of servers, channels and roles", async () => {
  await using discord = await startLocalDiscord();
  const { server, channel } = settle(discord);
  await using client = await connect(discord, { intents: [Intents.Guilds] });

  discord.world.addRole(server, "Fans");
  const created = discord.world.addChannel(server, { name: "new" });

  await expect.poll(() => client.channels.cache.has(created.id)).toBe(true);
  expect(client.guilds.cache.get(server.id)?.channels.cache.has(channel.id)).toBe(true);
  expect(told(discord)).toEqual(["Hello", "READY", "GUILD_CREATE", "GUILD_ROLE_CREATE", "CHANNEL_CREATE"]);
});

test("another token is refused, by REST and by the gateway", async () => {
  await using discord = await startLocalDiscord();
  const client = new Client({ intents: [], rest: { api: discord.url } });
  client.on(Events.Error, () => {});
  const socket = await openSocket(discord);

  socket.send(JSON.stringify({ op: 2, d: { token: "wrong", intents: 0, properties: {} } }));
  const [code] = (await once(socket, "close")) as [number];

  await expect(client.login("wrong.token.here")).rejects.toThrow("invalid token");
  expect([code, discord.invalidRequests]).toEqual([4004, 1]);
});

test("the token may have the API's scheme before it, and the address a slash before its query, as libraries send them", async () => {
  await using discord = await startLocalDiscord();
  const socket = new WebSocket(discord.url.replace(/^http(.*)\/api$/, "ws$1/gateway/?v=10"));
  await once(socket, "open");

  socket.send(JSON.stringify({ op: 2, d: { token: `Bot ${discord.token}`, intents: 0, properties: {} } }));

  await expect.poll(() => discord.shards).toEqual([0]);
  socket.close();
});

test("each wrong opening closes the connection with its own code", async () => {
  await using discord = await startLocalDiscord();
  const { token } = discord;
  const codeFor = async (...frames: unknown[]) => {
    const socket = await openSocket(discord);
    for (const frame of frames) socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
    return ((await once(socket, "close")) as [number])[0];
  };
  const identify = (d: object) => ({ op: 2, d: { token, intents: 0, properties: {}, ...d } });

  expect(await codeFor("{")).toBe(4002);
  expect(await codeFor({ op: 3, d: {} })).toBe(4003);
  expect(await codeFor({ op: 77, d: {} })).toBe(4001);
  expect(await codeFor(identify({}), identify({}))).toBe(4005);
  expect(await codeFor(identify({ shard: [2, 2] }))).toBe(4010);
  expect(await codeFor(identify({ intents: 1 << 30 }))).toBe(4013);
  expect(await codeFor(identify({ intents: Intents.MessageContent }))).toBe(4014);
});

test.each<{ name: string; interrupt: (discord: LocalDiscord) => void }>([
  { name: "the connection is dropped", interrupt: (discord) => discord.dropGateway() },
  { name: "Discord asks for a reconnection", interrupt: (discord) => discord.askToReconnect() },
])("when $name, what happens meanwhile is replayed on resume", async ({ interrupt }) => {
  await using discord = await startLocalDiscord();
  const { by } = settle(discord);
  await using client = await connect(discord);
  await client.application.commands.set([{ name: "fact", description: "One fact" }]);
  client.on(
    Events.InteractionCreate,
    (interaction) => void (interaction.isChatInputCommand() && interaction.reply("Hello")),
  );
  const closed = once(client, Events.ShardReconnecting);

  interrupt(discord);
  await closed;
  const answer = await discord.command(by, "fact");

  expect(answer.message?.content).toBe("Hello");
  expect(told(discord).slice(-2)).toEqual(["INTERACTION_CREATE", "RESUMED"]);
});

test("a session that is invalid for good is opened anew", async () => {
  await using discord = await startLocalDiscord();
  // discord.js lets 5 seconds pass between two openings of the same shard.
  const buildIdentifyThrottler = async () => ({ waitForIdentify: async () => {} });
  await using client = await connect(discord, { ws: { buildIdentifyThrottler } });
  const again = once(client, Events.ShardReady);

  discord.invalidateSessions(false);
  await again;

  expect(told(discord)).toEqual(["Hello", "READY", "InvalidSession", "Hello", "READY"]);
});

test("a connection whose heartbeats go unanswered is given up and resumed", async () => {
  await using discord = await startLocalDiscord({ heartbeatInterval: 40 });
  await using client = await connect(discord);
  const resumed = once(client, Events.ShardResume);

  discord.missHeartbeats(2);
  await resumed;

  expect(told(discord).filter((name) => name !== "HeartbeatAck")).toEqual(["Hello", "READY", "Hello", "RESUMED"]);
});

test("each shard is told of its own servers, and the first of direct messages", async () => {
  await using discord = await startLocalDiscord();
  const { world } = discord;
  const servers = [world.addServer(), world.addServer(), world.addServer()];
  const ada = world.addPerson("Ada", { installed: true });
  await using client = await connect(discord, { shards: [0, 1], shardCount: 2 });
  await client.application.commands.set([{ name: "fact", description: "One fact" }]);
  const shards: unknown[] = [];
  discord.wire.subscribe((entry) => {
    if (entry.kind === "event" && entry.name === "INTERACTION_CREATE") shards.push(entry.shard);
  });
  client.on(
    Events.InteractionCreate,
    (interaction) => void (interaction.isChatInputCommand() && interaction.reply("Hello")),
  );

  for (const server of servers) {
    world.join(server, ada);
    await discord.command({ person: ada, channel: world.addChannel(server) }, "fact");
  }
  await discord.command({ person: ada, channel: world.directMessage(ada) }, "fact");

  expect(shards).toEqual([...servers.map(({ id }) => Number((BigInt(id) >> 22n) % 2n)), 0]);
  expect(new Set(shards).size).toBe(2);
});

async function openSocket({ url }: LocalDiscord): Promise<WebSocket> {
  const socket = new WebSocket(url.replace("http", "ws").replace("/api", "/gateway?v=10&encoding=json"));
  await once(socket, "open");
  return socket;
}
