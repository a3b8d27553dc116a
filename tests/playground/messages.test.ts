import { ChannelType, type Client, type TextChannel } from "discord.js";
import { expect, test } from "vitest";
import type { Channel } from "../../playground/discord/inhabitants.ts";
import { startLocalDiscord } from "../../playground/discord/local-discord.ts";
import { connect } from "./client.ts";
import { createClock, settle } from "./town.ts";

async function open() {
  const stack = new AsyncDisposableStack();
  const clock = createClock();
  const discord = stack.use(await startLocalDiscord({ clock: clock.now }));
  const town = settle(discord);
  const client = stack.use(await connect(discord));
  const post = (channel: Channel, body: object) => send(client, channel.id, body);
  return {
    discord,
    clock,
    client,
    post,
    world: discord.world,
    ...town,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function send(client: Client, channelId: string, body: object): Promise<{ id: string; content: string }> {
  return (await client.rest.post(`/channels/${channelId}/messages`, { body })) as { id: string; content: string };
}

test("a message appears in its channel, and its id tells when it was written", async () => {
  await using it = await open();

  const { id } = await it.post(it.channel, { content: "Hello" });

  expect(it.world.messages(it.channel)).toMatchObject([
    { id, content: "Hello", timestamp: "2026-07-04T12:00:00.000000+00:00" },
  ]);
  expect(new Date(Number((BigInt(id) >> 22n) + 1420070400000n)).toISOString()).toBe("2026-07-04T12:00:00.000Z");
});

test("inside the window a nonce gives back the first message, after it a second one is made", async () => {
  await using it = await open();
  const body = { content: "Today", nonce: "order-1", enforce_nonce: true };

  const first = await it.post(it.channel, body);
  it.clock.pass({ minutes: 4, seconds: 59 });
  const repeated = await it.post(it.channel, { ...body, content: "Changed" });
  it.clock.pass({ seconds: 1 });
  const second = await it.post(it.channel, body);

  expect([repeated.id, repeated.content]).toEqual([first.id, "Today"]);
  expect(second.id).not.toBe(first.id);
  expect(it.world.messages(it.channel).length).toBe(2);
});

test("a nonce that is not enforced stops nothing", async () => {
  await using it = await open();

  await it.post(it.channel, { content: "Today", nonce: "order-1" });
  await it.post(it.channel, { content: "Today", nonce: "order-1" });

  expect(it.world.messages(it.channel).length).toBe(2);
});

test("Discord's words for what a bot may not do", async () => {
  await using it = await open();
  const { world, server } = it;
  const hidden = world.addChannel(server);
  const quiet = world.addChannel(server);
  world.setBotPermissions(hidden, { deny: 1024n });
  world.setBotPermissions(quiet, { deny: 2048n });
  const gone = world.addChannel(server);
  world.removeChannel(gone);
  const category = world.addChannel(server, { kind: "category" });
  const forum = world.addChannel(server, { kind: "forum" });
  const left = world.addChannel(world.addServer({ withBot: false }));
  const say = (channel: Channel) => it.post(channel, { content: "Hello" });

  await expect(say(hidden)).rejects.toMatchObject({ status: 403, code: 50001, message: "Missing Access" });
  await expect(say(quiet)).rejects.toMatchObject({ status: 403, code: 50013, message: "Missing Permissions" });
  await expect(say(gone)).rejects.toMatchObject({ status: 404, code: 10003, message: "Unknown Channel" });
  await expect(say(category)).rejects.toMatchObject({ status: 400, code: 50008 });
  await expect(say(forum)).rejects.toMatchObject({ status: 400, code: 50008 });
  await expect(say(left)).rejects.toMatchObject({ status: 403, code: 50001 });
  expect(it.discord.invalidRequests).toBe(3);
  expect(it.discord.refusals).toEqual([]);
});

test("voice channels take messages", async () => {
  await using it = await open();

  const { content } = await it.post(it.world.addChannel(it.server, { kind: "voice" }), { content: "Hello" });

  expect(content).toBe("Hello");
});

test("direct messages reach those who take them", async () => {
  await using it = await open();
  const { world, server } = it;
  const closed = world.addPerson("Closed", { directMessages: "closed" });
  const blocked = world.addPerson("Blocked", { directMessages: "blocked" });
  const stranger = world.addPerson("Stranger");
  world.join(server, closed);
  world.join(server, blocked);
  const write = async (id: string) => (await it.client.users.createDM(id)).send("Hello");

  await write(it.ada.id);

  expect(world.messages(world.directMessage(it.ada))).toMatchObject([{ content: "Hello" }]);
  await expect(write(blocked.id)).rejects.toMatchObject({ code: 50007 });
  await expect(write(closed.id)).rejects.toMatchObject({ code: 50278 });
  await expect(write(stranger.id)).rejects.toMatchObject({ code: 50278 });
  await expect(write("1")).rejects.toMatchObject({ code: 10013 });
});

test("only what is allowed is pinged", async () => {
  await using it = await open();
  const { world, server, channel } = it;
  const fans = world.addRole(server, "Fans", { mentionable: true });
  const staff = world.addRole(server, "Staff");
  const content = `@everyone <@&${fans.id}> <@&${staff.id}> <@${it.ada.id}>`;
  const pings = () => channel.posts.at(-1)?.pings;

  await it.post(channel, { content });
  expect(pings()).toEqual([it.ada.id, fans.id, staff.id, "everyone"]);
  await it.post(channel, { content, allowed_mentions: { parse: [] } });
  expect(pings()).toEqual([]);
  await it.post(channel, { content, allowed_mentions: { parse: [], roles: [fans.id] } });
  expect(pings()).toEqual([fans.id]);
  world.setBotPermissions(channel, { deny: 1n << 17n });
  await it.post(channel, { content });
  expect(pings()).toEqual([it.ada.id, fans.id]);
});

test("messages are read newest first, in pages", async () => {
  await using it = await open();
  for (const content of ["1", "2", "3", "4", "5"]) await it.post(it.channel, { content });
  const ids = it.world.messages(it.channel).map(({ id }) => id);
  const read = async (query: Record<string, string>) => {
    const found = (await it.client.rest.get(`/channels/${it.channel.id}/messages`, {
      query: new URLSearchParams(query),
    })) as { content: string }[];
    return found.map(({ content }) => content).join("");
  };

  expect(await read({})).toBe("54321");
  expect(await read({ limit: "2" })).toBe("54");
  expect(await read({ before: ids[2]!, limit: "1" })).toBe("2");
  expect(await read({ after: ids[2]!, limit: "1" })).toBe("4");
  expect(await read({ around: ids[2]!, limit: "3" })).toBe("432");
  it.world.setBotPermissions(it.channel, { deny: 1n << 16n });
  expect(await read({})).toBe("");
  await expect(read({ limit: "101" })).rejects.toMatchObject({ code: 50035 });
  it.discord.forgive();
});

test("what others write comes without its content", async () => {
  await using it = await open();
  it.world.say(it.ada, it.channel, "Secret");
  it.world.say(it.ada, it.channel, `Hello <@${it.world.bot.id}>`);

  const found = (await it.client.rest.get(`/channels/${it.channel.id}/messages`)) as { content: string }[];

  expect(found.map(({ content }) => content)).toEqual([`Hello <@${it.world.bot.id}>`, ""]);
});

test("the bot changes and deletes its own messages only", async () => {
  await using it = await open();
  const own = await it.post(it.channel, { content: "Hello" });
  const other = it.world.say(it.ada, it.channel, "Hi");
  const path = (id: string) => `/channels/${it.channel.id}/messages/${id}` as const;

  await it.client.rest.patch(path(own.id), { body: { content: "Changed" } });
  expect(it.world.messages(it.channel)[0]).toMatchObject({ content: "Changed" });
  await expect(it.client.rest.patch(path(other.id), { body: { content: "x" } })).rejects.toMatchObject({ code: 50005 });
  await expect(it.client.rest.delete(path(other.id))).rejects.toMatchObject({ code: 50013 });
  await it.client.rest.delete(path(own.id));
  await expect(it.client.rest.get(path(own.id))).rejects.toMatchObject({ code: 10008 });
});

test("a message is published once, from an announcement channel", async () => {
  await using it = await open();
  const news = it.world.addChannel(it.server, { kind: "announcement" });
  const { id } = await it.post(news, { content: "News" });
  const plain = await it.post(it.channel, { content: "Hello" });
  const publish = (channel: Channel, message: string) =>
    it.client.rest.post(`/channels/${channel.id}/messages/${message}/crosspost`);

  await publish(news, id);

  await expect(publish(news, id)).rejects.toMatchObject({ code: 40033 });
  await expect(publish(it.channel, plain.id)).rejects.toMatchObject({ code: 50024 });
});

test("pinning needs its own permission", async () => {
  await using it = await open();
  const { id } = await it.post(it.channel, { content: "Hello" });
  const pin = () => it.client.rest.put(`/channels/${it.channel.id}/messages/pins/${id}`);

  await expect(pin()).rejects.toMatchObject({ code: 50013 });
  it.world.setBotPermissions(it.channel, { allow: 1n << 51n });
  await pin();

  expect(it.world.messages(it.channel)[0]?.pinned).toBe(true);
});

test("a thread begins at a message once, and takes messages of its own", async () => {
  await using it = await open();
  const { id } = await it.post(it.channel, { content: "Hello" });
  const channel = (await it.client.channels.fetch(it.channel.id, { allowUnknownGuild: true })) as TextChannel;
  const begin = () => it.client.rest.post(`/channels/${channel.id}/messages/${id}/threads`, { body: { name: "Talk" } });

  await begin();
  await it.post(it.world.channel(id)!, { content: "In the thread" });

  expect(it.world.messages(it.world.channel(id)!)).toMatchObject([{ content: "In the thread" }]);
  await expect(begin()).rejects.toMatchObject({ code: 160004 });
});

test("a forum takes threads that begin with a message, with a tag where one is required", async () => {
  await using it = await open();
  const forum = it.world.addChannel(it.server, { kind: "forum" });
  const tagged = it.world.addChannel(it.server, { kind: "forum", tagRequired: true });
  const body = { name: "Today", message: { content: "Hello" } };

  const thread = (await it.client.rest.post(`/channels/${forum.id}/threads`, { body })) as { id: string; type: number };

  expect(thread.type).toBe(ChannelType.PublicThread);
  expect(it.world.messages(it.world.channel(thread.id)!)).toMatchObject([{ id: thread.id, content: "Hello" }]);
  await expect(it.client.rest.post(`/channels/${tagged.id}/threads`, { body })).rejects.toMatchObject({ code: 40067 });
});

test("a server can be left", async () => {
  await using it = await open();

  await it.client.rest.delete(`/users/@me/guilds/${it.server.id}`);

  await expect(it.post(it.channel, { content: "Hello" })).rejects.toMatchObject({ code: 50001 });
  expect(await it.client.rest.get("/users/@me/guilds")).toEqual([]);
});
