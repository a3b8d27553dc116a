import { Client } from "discord.js";
import { expect, test } from "vitest";
import {
  type LocalDiscord,
  type LocalDiscordOptions,
  startLocalDiscord,
} from "../../playground/discord/local-discord.ts";
import type { Trouble } from "../../playground/discord/trouble.ts";
import { clockAt } from "../bot/bot.ts";
import { settle } from "./town.ts";

/** A client for REST alone, with a post to make. */
async function open(options: LocalDiscordOptions = {}) {
  const stack = new AsyncDisposableStack();
  const discord = stack.use(await startLocalDiscord(options));
  const { channel } = settle(discord);
  const { rest } = new Client({ intents: [], rest: { api: discord.url, retries: 1, timeout: 100 } });
  rest.setToken(discord.token);
  const post = (body: object) => rest.post(`/channels/${channel.id}/messages`, { body });
  const contents = () => discord.world.messages(channel).map(({ content }) => content);
  return { discord, channel, rest, post, contents, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Status and trouble of each new message, in order. */
function attempts({ wire }: LocalDiscord): unknown[] {
  return wire.entries.flatMap((entry) => (entry.kind === "request" ? [[entry.status, entry.trouble]] : []));
}

const posting = { method: "POST", path: "/channels/:channel/messages" };

test("a rate limit is waited for, then the request is made again", async () => {
  await using it = await open();
  it.discord.trouble({ kind: "rate limit", retryAfter: 0.02 }, posting);

  await it.post({ content: "Hello" });

  expect(attempts(it.discord)).toEqual([
    [429, "rate limit"],
    [200, undefined],
  ]);
  expect(it.discord.invalidRequests).toBe(1);
});

test("a rate limit may say nothing in its headers, or be for everything", async () => {
  await using it = await open();
  it.discord.trouble({ kind: "rate limit", retryAfter: 0.01, header: false });
  it.discord.trouble({ kind: "rate limit", retryAfter: 0.01, global: true });

  await it.post({ content: "Hello" });

  const [silent, everything] = it.discord.wire.entries;
  expect(silent).toMatchObject({ answer: { retry_after: 0.01, global: false } });
  expect(everything).toMatchObject({ answer: { global: true } });
});

test("discord.js makes a request again after 500", async () => {
  await using it = await open();
  it.discord.trouble({ kind: "status", status: 500 }, posting);

  await it.post({ content: "Hello" });

  expect(it.contents()).toEqual(["Hello"]);
});

test.each<{ trouble: Trouble; posts: string[] }>([
  { trouble: { kind: "drop" }, posts: ["Hello"] },
  { trouble: { kind: "silence" }, posts: ["Hello"] },
  { trouble: { kind: "lost" }, posts: ["Hello", "Hello"] },
])("after $trouble.kind discord.js tries again: $posts.length in the channel", async ({ trouble, posts }) => {
  await using it = await open();
  it.discord.trouble(trouble, posting);

  await it.post({ content: "Hello" });

  expect(it.contents()).toEqual(posts);
});

test("with an enforced nonce a lost answer does not double the message", async () => {
  await using it = await open();
  it.discord.trouble({ kind: "lost" }, posting);

  await it.post({ content: "Hello", nonce: "order-1", enforce_nonce: true });

  expect(it.contents()).toEqual(["Hello"]);
});

test("what is carried out late stands beside a repeat made meanwhile: neither saw the other's nonce", async () => {
  const clock = clockAt("2026-09-27T09:00:00Z");
  await using it = await open({ clock });
  const message = { content: "Hello", nonce: "order-1", enforce_nonce: true };
  it.discord.trouble({ kind: "late", after: { seconds: 20 } }, posting);

  await it.post(message);
  const meanwhile = it.contents().length;
  clock.set("2026-09-27T09:00:20Z");
  await it.post(message);

  expect(meanwhile).toBe(1);
  expect(it.contents()).toEqual(["Hello", "Hello"]);
});

test("each answer tells the time by Discord's own clock, also one of trouble", async () => {
  await using it = await open({ clock: clockAt("2026-09-27T09:00:00Z") });
  it.discord.trouble({ kind: "status", status: 403, code: 40333 });
  const ask = () => fetch(`${it.discord.url}/gateway`, { headers: { authorization: `Bot ${it.discord.token}` } });

  const [refused, answered] = [await ask(), await ask()];

  expect(await refused.json()).toMatchObject({ code: 40333 });
  for (const { headers } of [refused, answered]) expect(headers.get("date")).toBe("Sun, 27 Sep 2026 09:00:00 GMT");
});

test("half an answer fails, though the message is there", async () => {
  await using it = await open();
  it.discord.trouble({ kind: "half" }, posting);

  await expect(it.post({ content: "Hello" })).rejects.toThrow();

  expect(it.contents()).toEqual(["Hello"]);
});

test("trouble befalls only what it is meant for, and as often as it is meant to", async () => {
  await using it = await open();
  it.discord.trouble({ kind: "status", status: 503 }, { ...posting, times: 4 });

  await it.rest.get(`/channels/${it.channel.id}`);
  await expect(it.post({ content: "1" })).rejects.toMatchObject({ status: 503 });
  await expect(it.post({ content: "2" })).rejects.toMatchObject({ status: 503 });
  await it.post({ content: "3" });

  expect(it.contents()).toEqual(["3"]);
});

test("Discord's own limit lets five messages in five seconds through", async () => {
  await using it = await open({ limits: "discord" });
  for (const content of ["1", "2", "3", "4", "5"]) await it.post({ content });

  const { status, headers } = await fetch(`${it.discord.url}/v10/channels/${it.channel.id}/messages`, {
    method: "POST",
    headers: { authorization: `Bot ${it.discord.token}`, "content-type": "application/json" },
    body: JSON.stringify({ content: "6" }),
  });

  expect(status).toBe(429);
  expect([headers.get("x-ratelimit-remaining"), headers.get("x-ratelimit-scope")]).toEqual(["0", "user"]);
  expect(it.contents()).toEqual(["1", "2", "3", "4", "5"]);
});

test("the global limit counts all requests with the token together", async () => {
  await using it = await open({ limits: { perSecond: 2, messagesPerChannel: 5 } });
  const ask = async () =>
    (await fetch(`${it.discord.url}/users/@me`, { headers: { authorization: `Bot ${it.discord.token}` } })).status;

  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
});
