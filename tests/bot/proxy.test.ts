import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { proxyRequests } from "@discordjs/proxy";
import { REST } from "@discordjs/rest";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/errors.ts";
import { clockAt, startBot, startTown, textOf, WAYS, type Way } from "./bot.ts";

const MORNING = "2026-09-27T07:00:00Z";
const ROLES = { path: "/guilds/:id/roles" };
const MESSAGES = "/channels/:id/messages";

// By @discordjs/rest, for by discord.js it would be another copy, whose errors the proxy does not know.

/** A bot that knows of Discord's REST API only by way of discord.js's proxy, which repeats nothing and waits for nothing. */
async function open(way: Way = "gateway", env: Readonly<Record<string, string>> = {}) {
  await using stack = new AsyncDisposableStack();
  const town = stack.use(await startTown(clockAt(MORNING), { way }));
  const handle = proxyRequests(new REST({ api: town.discord.url, retries: 0, rejectOnRateLimit: () => true }));
  const passed: string[] = [];
  const server = createServer((request, response) => {
    passed.push(`${request.method} ${request.url?.replace(/^\/api\/v\d+/, "")}`);
    void handle(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stack.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const DISCORD_API_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const bot = stack.use(await startBot(town, { DISCORD_API_URL, ...env }, { waits: env.DISCORD_TOKEN === undefined }));
  const kept = stack.move();
  const posts = (channel = town.channel) =>
    town.discord.world.messages(channel).filter((it) => textOf(it).includes("This day in crossover history"));
  return {
    ...town,
    bot,
    passed,
    posts,
    order: (channel = town.channel) =>
      town.discord.command(town.moderator, "daily add", { channel: channel.id, time: "9am", timezone: "UTC" }),
    async at(time: string) {
      town.clock.set(`2026-09-27T${time}Z`);
      await bot.beat();
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

describe.each(WAYS)("through a proxy, with commands over %s,", (way) => {
  test("all that is asked of Discord goes, and works: commands, their slow answers, posts", async () => {
    await using it = await open(way);
    expect(textOf((await it.order()).message)).toContain("09:00");
    it.discord.trouble({ ...FULL, headers: { ...FULL.headers, "x-ratelimit-reset-after": "1.8" } }, ROLES);

    const checked = await it.discord.command(it.moderator, "daily check");
    await it.at("09:00:00");

    expect(checked).toMatchObject({ deferred: true, ephemeral: true });
    expect(it.posts()).toHaveLength(1);
    const asked = it.discord.wire.entries.flatMap((entry) =>
      entry.kind === "request" && entry.method !== "ANSWER" ? [`${entry.method} ${entry.path}`] : [],
    );
    expect(asked.length).toBeGreaterThan(4);
    expect(it.passed.map((each) => each.replace("%40", "@"))).toEqual(expect.arrayContaining(asked));
  });
});

test("a refusal of Discord's is one through a proxy, too", async () => {
  await using it = await open();
  await it.order();
  it.discord.trouble(
    { kind: "status", status: 403, code: 50013, message: "Missing Permissions" },
    { method: "POST", path: MESSAGES, times: 100 },
  );

  await it.at("09:00:00");

  expect(textOf((await it.discord.command(it.moderator, "daily list")).message)).toMatch(/Send Messages|may not/);
});

test("a token that is refused is said to be", async () => {
  await using it = await open("gateway", { DISCORD_TOKEN: "not-a-token.for-tests.only" });

  expect(await it.bot.lost).toBeInstanceOf(ConfigError);
});

/** A route's limit in Discord's own words, with all of its headers. */
const FULL = {
  kind: "page",
  status: 429,
  text: JSON.stringify({ message: "You are being rate limited.", retry_after: 30, global: false }),
  headers: {
    "content-type": "application/json",
    "retry-after": "30",
    "x-ratelimit-bucket": "a-bucket",
    "x-ratelimit-limit": "5",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset-after": "30",
    "x-ratelimit-scope": "user",
  },
} as const;

test("a limit on one channel is kept, and holds up no other", async () => {
  await using it = await open();
  const other = it.discord.world.addChannel(it.server, { name: "other" });
  await it.order();
  await it.order(other);
  it.discord.trouble(FULL, { method: "POST", path: `/channels/${it.channel.id}/messages` });

  await it.at("09:00:00");

  expect(it.posts()).toHaveLength(0);
  expect(it.posts(other)).toHaveLength(1);
  expect(it.bot.log.map(({ msg }) => msg)).not.toContain("Discord asks for a pause: nothing is sent but answers");
});
