import { RateLimitError } from "discord.js";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { toFailure } from "../../src/bot/failure.ts";
import { toSent } from "../../src/bot/refusal.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";
import { removeFromList } from "./daily.ts";
import { hurried } from "./hurried.ts";

const MORNING = "2026-09-27T07:00:00Z";
const ORDER = { time: "09:00", timezone: "Europe/London" };
const MESSAGES = { method: "POST", path: "/channels/:id/messages", times: 1 } as const;
/** The one request of an attempt. */
const ATTEMPT = { ...MESSAGES, times: 1 } as const;

/** A bot with an order for 09:00 in London in a text channel. */
async function startOrdered(options: Record<string, string | boolean> = {}) {
  const town = await startTown(clockAt(MORNING));
  const bot = await startBot(town);
  await town.discord.command(town.moderator, "daily add", { channel: town.channel.id, ...ORDER, ...options });
  return {
    ...town,
    bot,
    posts: () => town.discord.world.messages(town.channel).filter((it) => textOf(it).includes("This day in crossover")),
    async at(time: string) {
      town.clock.set(`2026-09-27T${time}Z`);
      await bot.beat();
    },
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
    },
  };
}

describe("hardships on the way to Discord", () => {
  test("a long rate limit holds up nobody else: the post is put off, and comes when it may", async () => {
    await using it = await startOrdered();
    it.discord.trouble({ kind: "rate limit", retryAfter: 3600 }, MESSAGES);

    await it.at("08:00:00");
    expect(it.posts()).toHaveLength(0);

    const other = it.discord.world.addChannel(it.server, { name: "other" });
    await it.discord.command(it.moderator, "daily add", { channel: other.id, ...ORDER, time: "09:01" });
    await it.at("08:01:00");
    expect(it.discord.world.messages(other)).toHaveLength(1);
  });

  test.each([
    ["for all requests", { kind: "rate limit", retryAfter: 600, global: true }],
    ["at Cloudflare, without saying for how long", { kind: "page", status: 429 }],
  ] as const)("a limit %s holds the whole poster: one request, and no other post is begun", async (_, trouble) => {
    await using it = await startOrdered();
    const others = Array.from({ length: 5 }, () => it.discord.world.addChannel(it.server));
    for (const { id } of others)
      await it.discord.command(it.moderator, "daily add", { channel: id, ...ORDER, time: "09:02" });
    it.discord.trouble(trouble, { ...MESSAGES, times: 1000 });

    for (const minute of ["00", "01", "02", "03", "04"]) await it.at(`08:${minute}:00`);
    const answer = await it.discord.command(it.member, "about");

    const posts = it.discord.wire.entries.filter(
      (entry) => entry.kind === "request" && entry.path.endsWith("/messages"),
    );
    expect(posts).toHaveLength(1);
    expect(textOf(answer.message)).toContain("Crossfade");
    expect(it.bot.log.filter(({ msg }) => msg.startsWith("Discord asks for a pause"))).toHaveLength(1);
  });

  test("a single 401 does not silence it", async () => {
    await using it = await startOrdered();
    it.discord.trouble({ kind: "status", status: 401 }, MESSAGES);

    await it.at("08:00:00");
    await it.discord.command(it.member, "about");
    await it.at("08:01:00");

    expect(it.posts()).toHaveLength(1);
  });

  test("commands that cannot be registered at the start are registered a little later", async () => {
    await using town = await startTown(clockAt(MORNING));
    town.discord.trouble(
      { kind: "status", status: 403 },
      { method: "GET", path: "/applications/:id/commands", times: 1 },
    );

    await using _ = await startBot(town, {}, { pace: hurried(1000) });

    expect(town.discord.commands).toHaveLength(COMMANDS.length);
  });

  test("a post is found again, though this machine's clock is ten minutes fast", async () => {
    await using it = await startOrdered();
    it.discord.trouble({ kind: "half" }, ATTEMPT);
    await it.at("08:00:00");
    const [post] = it.posts();
    const [order] = [it.channel.posts.find(({ message }) => message.id === post?.id)];
    // Discord made it ten minutes before the time that this machine wrote down.
    const early = (BigInt(post?.id ?? 0) - (600_000n << 22n)).toString();
    if (order) order.message = { ...order.message, id: early };

    await it.at("08:05:00");

    expect(it.posts()).toHaveLength(1);
  });

  test("a post that is found again still gets its thread", async () => {
    await using it = await startOrdered({ thread: true });
    it.discord.trouble({ kind: "half" }, ATTEMPT);

    await it.at("08:00:00");
    await it.at("08:05:00");

    const [post] = it.posts();
    expect(it.server.channels.get(post?.id ?? "")?.kind).toBe("thread");
  });

  test("a fact that was blocked while its post waited is not posted", async () => {
    await using it = await startOrdered();
    const preview = textOf((await it.discord.command(it.moderator, "daily preview")).message);
    const lead = /^## (.+)$/m.exec(preview)?.[1] ?? "";
    it.discord.trouble({ kind: "page", status: 403 }, MESSAGES);
    await it.at("08:00:00");
    const [fact] = await it.discord.complete(it.moderator, "daily block", { fact: lead.slice(0, 40) }, "fact");
    await it.discord.command(it.moderator, "daily block", { fact: fact?.value ?? "" });

    for (const minute of ["02", "05", "10", "20"]) await it.at(`08:${minute}:00`);

    expect(it.posts()).toHaveLength(1);
    expect(textOf(it.posts()[0])).not.toContain(`## ${lead}`);
  });

  test("a reply that Discord refuses is followed by one with a code", async () => {
    await using it = await startOrdered();
    it.discord.trouble(
      { kind: "status", status: 400 },
      { method: "POST", path: "/interactions/:id/:token/callback", times: 1 },
    );

    const answer = await it.discord.command(it.member, "today");

    expect(textOf(answer.message)).toMatch(/give this code to whoever hosts me: `\w{8}`/);
    expect(answer.ephemeral).toBe(true);
  });

  test("an order whose channel is gone can be removed from the list", async () => {
    await using it = await startOrdered();
    const lost = it.discord.world.addChannel(it.server, { name: "lost" });
    await it.discord.command(it.moderator, "daily add", { channel: lost.id, ...ORDER });
    it.discord.world.removeChannel(lost);
    for (const day of ["27", "28", "29"]) {
      it.clock.set(`2026-09-${day}T08:00:00Z`);
      await it.bot.beat();
    }

    const list = await it.discord.command(it.moderator, "daily list");
    const removed = await removeFromList(it.discord, it.moderator, list);

    expect(textOf(list.message)).toContain("the channel no longer exists");
    expect(textOf(removed.message)).toContain("gets no daily post any more");
  });
});

test("“More on this day” leaves the fact that it stands under to those who read it", async () => {
  await using it = await startOrdered();
  const search = await it.discord.command(it.member, "search", { query: "walk this way" });
  const id = search.message?.id ?? "";
  const read = await it.discord.choose(it.member, id, "1/search/open", ["walk-this-way-reaches-no-4"]);

  const buttons = JSON.stringify(read.message?.components);
  expect(buttons).toContain("1/today/more/09-27");
  expect(buttons).not.toContain("1/today/day/");
});

test.each([
  ["Discord's own 403", { status: 403, code: 50013, message: "Missing Permissions" }, "refused"],
  ["a 403 of something in between", { status: 403, code: undefined, message: "No Description" }, "unsent"],
  ["a 401", { status: 401, code: 0, message: "401: Unauthorized" }, "unsent"],
  ["a limit that is said with a code", { status: 429, code: 20016, message: "Slow down" }, "unsent"],
  ["Discord switched that off for a while", { status: 400, code: 40006, message: "Disabled" }, "unsent"],
  ["a 408", { status: 408, code: undefined, message: "Request Timeout" }, "unsure"],
  ["a 502", { status: 502, code: undefined, message: "Bad Gateway" }, "unsure"],
  ["no answer", { status: undefined, code: undefined, message: "ECONNRESET" }, "unsure"],
  ["a locked thread", { status: 400, code: 160005, message: "Thread is locked" }, "refused"],
])("what became of a post after %s", (_, failure, outcome) => {
  expect(toSent(failure).outcome).toBe(outcome);
});

test("a post that discord.js held back, for its limit lasts too long, was surely not sent", () => {
  const limit = {
    global: false,
    hash: "",
    limit: 5,
    majorParameter: "1",
    method: "POST",
    retryAfter: 60_000,
    route: "",
  };
  const error = new RateLimitError({ ...limit, scope: "user", sublimitTimeout: 0, timeToReset: 60_000, url: "" });

  expect(toSent(toFailure(error)).outcome).toBe("unsent");
});
