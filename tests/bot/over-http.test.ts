import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { startLocalDiscord } from "../../playground/discord/local-discord.ts";
import { ConfigError } from "../../src/errors.ts";
import { freePort } from "../store/databases.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";
import { hurried } from "./hurried.ts";

const MORNING = "2026-09-27T07:00:00Z";

async function open(options: Partial<Parameters<typeof startTown>[1]> = {}) {
  await using stack = new AsyncDisposableStack();
  const town = stack.use(await startTown(clockAt(MORNING), { way: "http", ...options }));
  const port = await freePort();
  const bot = stack.use(await startBot(town, { HTTP_PORT: String(port) }));
  const kept = stack.move();
  const requests = () => town.discord.wire.entries.filter((it) => it.kind === "request");
  return {
    ...town,
    bot,
    requests,
    answers: () => requests().filter(({ method }) => method === "ANSWER"),
    health: async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).text(),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

test("Discord would save its address, the commands are registered, and no gateway is asked for", async () => {
  await using it = await open();
  await it.bot.beat();

  await it.discord.checkEndpoint();

  expect(it.discord.commands).toHaveLength(COMMANDS.length);
  expect(it.discord.shards).toEqual([]);
  expect(it.requests().filter(({ path }) => path.startsWith("/gateway/bot"))).toEqual([]);
  expect(it.bot.log.map(({ msg }) => msg)).toContain("ready");
  expect(await it.health()).toBe("ready\n");
});

test("the log says who it is, where it listens, and how it is invited, in one line", async () => {
  await using it = await open();

  expect(it.bot.log.filter(({ msg }) => msg === "taking commands over HTTP")).toMatchObject([
    { bot: "crossfade", servers: 1, address: new URL(it.discord.interactionsUrl!).origin },
  ]);
});

test("a key of another application is said in the log, and so is an address that Discord does not know", async () => {
  await using discord = await startLocalDiscord();
  const env = { INTERACTIONS_PORT: String(await freePort()), DISCORD_PUBLIC_KEY: "0".repeat(64) };
  await using bot = await startBot({ discord, clock: clockAt(MORNING) }, env);

  const warnings = bot.log.filter(({ level }) => level === 40).map(({ msg }) => msg);

  expect(warnings).toEqual([
    expect.stringMatching(/^Discord sends no commands yet: set Interactions Endpoint URL, at https:/),
    expect.stringMatching(/^DISCORD_PUBLIC_KEY is not this application's, so its commands will be refused; copy/),
  ]);
});

test("a token that Discord refuses ends it, as over the gateway", async () => {
  await using it = await startTown(clockAt(MORNING), { way: "http" });
  await using bot = await startBot(it, { DISCORD_TOKEN: "not-a-token.for-tests.only" }, { waits: false });

  expect(await bot.lost).toBeInstanceOf(ConfigError);
});

test("while Discord cannot be reached it says so, takes commands, and is ready once it can", async () => {
  await using it = await startTown(clockAt(MORNING), { way: "http" });
  it.discord.trouble({ kind: "status", status: 503 }, { path: "/applications/@me", times: 2 });
  const port = await freePort();
  await using bot = await startBot(it, { HTTP_PORT: String(port) }, { pace: hurried(4), waits: false });
  const health = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).text();

  await expect.poll(health).toContain("Discord cannot be reached (it had a fault of its own, 503)");
  await it.discord.checkEndpoint();
  await bot.ready;

  expect(bot.log.map(({ msg }) => msg)).toContain("Discord can be reached again");
});

test("a port that is taken stops the start, before anything is asked of Discord", async () => {
  await using it = await startTown(clockAt(MORNING));
  const env = { INTERACTIONS_PORT: new URL(it.discord.url).port, DISCORD_PUBLIC_KEY: it.discord.publicKey };

  const starting = startBot(it, env, { waits: false });

  await expect(starting).rejects.toThrow(/^INTERACTIONS_PORT \d+ is taken by another program; choose another$/);
  expect(it.discord.wire.entries).toEqual([]);
});

describe("exactly one answer, and in the answer to Discord's request,", () => {
  test("to one that is brought once", async () => {
    await using it = await open();

    const { message } = await it.discord.command(it.member, "about");

    expect(textOf(message)).toContain("## Crossfade");
    expect(it.answers()).toMatchObject([{ status: 200, body: { type: 4 } }]);
    expect(it.requests().filter(({ path }) => path.includes("callback"))).toEqual([]);
  });

  test("to one that is brought twice, which is carried out once", async () => {
    await using it = await open({ deliveries: 2 });
    await it.discord.command(it.member, "fact");
    await expect.poll(() => it.answers().length).toBe(2);

    const [first, second] = it.answers();

    expect(second?.body).toEqual(first?.body);
    expect([first?.status, second?.status].sort()).toEqual([200, 400]);
    expect(it.discord.world.messages(it.channel)).toHaveLength(1);
  });

  test("an order that is brought twice is made once", async () => {
    await using it = await open({ deliveries: 2 });

    const { message } = await it.discord.command(it.moderator, "daily add", { channel: it.channel.id, time: "9am" });

    expect(textOf(message)).not.toContain("already");
  });

  test("to one that takes longer than Discord waits: announced in its answer, then edited", async () => {
    await using it = await open();
    await it.discord.command(it.moderator, "daily add", { channel: it.channel.id, time: "9am", timezone: "UTC" });
    it.discord.trouble({ kind: "rate limit", retryAfter: 2 }, { path: "/guilds/:id/roles" });

    const { deferred, ephemeral, message } = await it.discord.command(it.moderator, "daily check");

    expect({ deferred, ephemeral }).toEqual({ deferred: true, ephemeral: true });
    expect(textOf(message)).toContain(`<#${it.channel.id}>`);
    expect(it.answers().at(-1)?.body).toEqual({ type: 5, data: { flags: 64 } });
  });
});

interface Between {
  /** What it does with `/daily check`: `forward` hands it on to the bot. */
  readonly onCheck: (
    forward: (signal?: AbortSignal) => Promise<Response>,
    response: Parameters<RequestListener>[1],
  ) => Promise<void>;
}

/** Stands between Discord and the bot, as a balancer does. */
async function startBetween({ onCheck }: Between) {
  let target = "";
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request));
    const { "x-signature-ed25519": signature, "x-signature-timestamp": at } = request.headers;
    const headers = { "x-signature-ed25519": String(signature), "x-signature-timestamp": String(at) };
    const forward = (signal?: AbortSignal) =>
      fetch(target, { method: "POST", headers, body, ...(signal && { signal }) });
    if (body.includes('"name":"check"')) return onCheck(forward, response);
    await handBack(await forward(), response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/interactions`,
    handTo(url: string) {
      target = url;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function handBack(answer: Response, response: Parameters<RequestListener>[1], until?: (body: string) => unknown) {
  const body = await answer.text();
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
  await until?.(body);
  response.end(body);
}

test("what goes on from an answer that Discord is still reading waits until it has read it", async () => {
  const edited = Promise.withResolvers<void>();
  await using between = await startBetween({
    onCheck: async (forward, response) =>
      handBack(await forward(), response, (body) => body.includes('"type":5') && edited.promise),
  });
  await using it = await startTown(clockAt(MORNING), { interactionsUrl: between.url });
  const port = await freePort();
  between.handTo(`http://127.0.0.1:${port}/`);
  await using _ = await startBot(it, { INTERACTIONS_PORT: String(port) });
  await it.discord.command(it.moderator, "daily add", { channel: it.channel.id, time: "9am", timezone: "UTC" });
  const edits: (number | undefined)[] = [];
  it.discord.wire.subscribe((entry) => {
    if (entry.kind !== "request" || entry.method !== "PATCH") return;
    edits.push(entry.status);
    edited.resolve();
  });
  it.discord.trouble({ kind: "rate limit", retryAfter: 1.7 }, { path: "/guilds/:id/roles" });

  const { message } = await it.discord.command(it.moderator, "daily check");

  expect(textOf(message)).toContain(`<#${it.channel.id}>`);
  expect(edits[0]).toBe(404);
  await expect.poll(() => edits.at(-1)).toBe(200);
});

test("an answer whose connection was lost meanwhile is sent as a request of the bot's own", async () => {
  const asked = Promise.withResolvers<void>();
  await using between = await startBetween({
    onCheck: async (forward, response) => {
      const breaking = new AbortController();
      const forwarded = forward(breaking.signal).catch(() => undefined);
      await asked.promise;
      breaking.abort();
      await forwarded;
      response.destroy();
    },
  });
  await using it = await startTown(clockAt(MORNING), { interactionsUrl: between.url });
  const port = await freePort();
  between.handTo(`http://127.0.0.1:${port}/`);
  await using _ = await startBot(it, { INTERACTIONS_PORT: String(port) });
  await it.discord.command(it.moderator, "daily add", { channel: it.channel.id, time: "9am", timezone: "UTC" });
  const callbacks: (number | undefined)[] = [];
  it.discord.wire.subscribe((entry) => {
    if (entry.kind !== "request") return;
    if (entry.path.includes("/roles")) asked.resolve();
    if (entry.path.includes("/callback")) callbacks.push(entry.status);
  });
  it.discord.trouble({ kind: "rate limit", retryAfter: 0.5 }, { path: "/guilds/:id/roles" });

  const { message } = await it.discord.command(it.moderator, "daily check");

  expect(textOf(message)).toContain(`<#${it.channel.id}>`);
  await expect.poll(() => callbacks).toEqual([204]);
});
