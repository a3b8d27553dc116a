import { DatabaseSync } from "node:sqlite";
import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { gated } from "../../src/bot/gate.ts";
import { createOutlet } from "../../src/bot/outlet.ts";
import { createLog } from "../../src/log.ts";
import type { MadeWithin } from "../../src/schedule/ports.ts";
import { order } from "../schedule/sample.ts";
import { startSqlite } from "../store/databases.ts";
import { textOf } from "./bot.ts";
import { minutes, startOrdered } from "./ordered.ts";

const MESSAGES = { method: "POST", path: "/channels/:id/messages" } as const;
/** The one request of an attempt. */
const ATTEMPT = { ...MESSAGES, times: 1 } as const;
const READING = { method: "GET", path: "/channels/:id/messages", times: 1 } as const;

const POST = { message: { components: [], audience: "everyone" }, title: "t", deliveryId: "x" } as const;

/** The id of a message that was written then. */
const idAt = (instant: string) => BigInt(Temporal.Instant.from(instant).epochMilliseconds - 1_420_070_400_000) << 22n;

/** An outlet to a Discord that answers every request so. */
function outletOn(
  answer: (route: string, options?: { readonly body?: unknown; readonly query?: URLSearchParams }) => Promise<unknown>,
) {
  const rest = { get: answer, post: answer, put: answer, patch: answer };
  const inspector = { inspect: async () => new Map() };
  return createOutlet({ rest, restOnce: rest, inspector, botId: () => "1", log: createLog("silent") });
}

describe("one post, whatever comes between the bot and Discord", () => {
  test("a 502 after Discord did its part is settled by looking, a minute later: nothing is sent again", async () => {
    await using it = await startOrdered();
    it.discord.trouble({ kind: "status", status: 502, tookEffect: true }, { ...MESSAGES, times: 2 });

    await it.beatAt(0, 1, 2);

    expect(it.met()).toBe(1);
    expect(it.posts()).toHaveLength(1);
    expect(await it.history()).toContain("[posted]");
  });

  test("a 502, then refusals by a proxy for longer than a nonce counts", async () => {
    await using it = await startOrdered();
    it.discord.trouble({ kind: "status", status: 502 }, { ...MESSAGES, times: 1 });
    it.discord.trouble({ kind: "status", status: 403 }, { ...MESSAGES, times: 4 });

    await it.beatAt(...minutes(0, 90));

    expect(it.met()).toBe(5);
    expect(it.posts()).toHaveLength(1);
    expect(await it.history()).toContain("[posted]");
  });

  test("a proxy's 403 while the post is looked for says nothing of the channel", async () => {
    await using it = await startOrdered();
    it.discord.trouble({ kind: "status", status: 502 }, ATTEMPT);
    await it.beatAt(0);
    it.discord.trouble({ kind: "status", status: 403 }, READING);

    await it.beatAt(5, 6, 7, 10);

    expect(it.met()).toBe(2);
    expect(it.posts()).toHaveLength(1);
    expect(await it.history()).toContain("[posted]");
  });

  test("a 502 while it is asked whether an empty channel can be read says nothing of the channel", async () => {
    await using it = await startOrdered();
    it.discord.trouble({ kind: "status", status: 502 }, ATTEMPT);
    await it.beatAt(0);
    it.discord.trouble({ kind: "status", status: 502 }, { method: "GET", path: "/channels/:id", times: 4 });

    await it.beatAt(5, 6, 7, 10);

    expect(it.met()).toBe(5);
    expect(it.posts()).toHaveLength(1);
  });

  test("cut off for two hours, in a channel in which a thousand messages were written meanwhile", async () => {
    await using it = await startOrdered();
    for (const method of ["GET", "POST"]) it.discord.trouble({ kind: "drop" }, { method, times: 1e9 });
    await it.beatAt(0);
    for (const minute of minutes(1, 119)) {
      it.clock.set(Temporal.Instant.from("2026-09-27T09:00:00Z").add({ minutes: minute }).toString());
      for (let said = 0; said < 10; said++) it.discord.world.say(it.member.person, it.channel, "talk");
    }
    it.discord.calm();

    await it.beatAt(120, 150, 180);

    expect(it.posts()).toHaveLength(1);
    expect(await it.history()).toContain("[posted]");
  });

  test("in a forum, where the thread was closed before it could be recorded", async () => {
    await using it = await startOrdered("forum");
    it.discord.trouble({ kind: "half" }, { method: "POST", path: "/channels/:id/threads", times: 1 });
    await it.beatAt(0);
    for (const thread of it.threads()) thread.archived = true;

    await it.beatAt(5);

    expect(it.threads()).toHaveLength(1);
    expect(await it.history()).toContain("[posted]");
  });

  test.each([
    ["a page of HTML", new ArrayBuffer(10)],
    ["nothing", ""],
    ["something else", { id: 7 }],
  ])("an answer that is %s is not taken for Discord's", async (_, answer) => {
    const outlet = outletOn(async () => answer);

    const sent = await outlet.send(order(), POST, AbortSignal.any([]));

    expect(sent.outcome).toBe("unsure");
  });

  test("a 502 after Discord made a forum's thread: it is found there, and not made again", async () => {
    await using it = await startOrdered("forum");
    const opening = { method: "POST", path: "/channels/:id/threads", times: 1 };
    it.discord.trouble({ kind: "status", status: 502, tookEffect: true }, opening);

    await it.beatAt(0, 1);

    expect(it.threads()).toHaveLength(1);
    expect(await it.history()).toContain("[posted]");
  });

  test("where its channel cannot be looked through and shows nothing, it is not taken for absent", async () => {
    await using it = await startOrdered();
    it.discord.trouble({ kind: "status", status: 502, tookEffect: true }, ATTEMPT);
    await it.beatAt(0);
    it.discord.world.setBotPermissions(it.channel, { deny: PermissionFlagsBits.ReadMessageHistory });

    await it.beatAt(5);

    expect(it.posts()).toHaveLength(1);
    expect(await it.history()).toContain("could not be read in the channel; allow Read Message History");
  });

  test("a dropped connection, and then no access: asked for until its time is over, then it is not known", async () => {
    await using it = await startOrdered();
    it.discord.world.setBotPermissions(it.channel, 0n);
    it.discord.trouble({ kind: "drop" }, { ...MESSAGES, times: 1 });

    await it.beatAt(0, 1, 10);
    const meanwhile = await it.history();
    await it.beatAt(...minutes(300, 365));

    expect(meanwhile).toContain("being posted");
    expect(await it.history()).toMatch(/unknown: .* At the last try: Discord did not answer/);
  });

  test("an attempt is given up when it is told to be, though the request hangs", async () => {
    const outlet = outletOn(() => new Promise(() => {}));
    const stop = new AbortController();

    const sending = outlet.send(order(), POST, stop.signal);
    stop.abort();

    expect((await sending).outcome).toBe("unsure");
  });

  test.each([
    ["someone else's with the same words", { id: "1", author: { id: "2" }, components: [{ custom_id: "x" }] }],
    ["the bot's own of another day", { id: "1", author: { id: "1" }, components: [{ custom_id: "y" }] }],
  ])("a message is not taken for the post: %s", async (_, message) => {
    const outlet = outletOn(async () => [message]);
    const since = Temporal.Instant.from("2026-09-27T09:00:00Z");
    const made = { since, until: undefined, likely: since };

    expect(await outlet.find(order(), made, "x", AbortSignal.any([]))).toBe("absent");
  });

  /** A channel with a message each so many milliseconds, for hours before and after, and the post at some time. */
  function busyChannel(every: bigint, postedAt?: string) {
    const step = every << 22n;
    const post = postedAt === undefined ? undefined : idAt(postedAt);
    let requests = 0;
    const outlet = outletOn(async (_, options) => {
      requests += 1;
      const [after, before] = ["after", "before"].map((it) => options?.query?.get(it));
      const from = BigInt(after ?? before ?? idAt("2026-09-27T18:00:00Z"));
      const ids = Array.from({ length: 100 }, (_, at) => from + step * BigInt(after ? at + 1 : -at - 1));
      const [low, high] = [ids[0]! < ids[99]! ? ids[0]! - step : ids[99]!, ids[0]! < ids[99]! ? ids[99]! : from];
      const talk = ids.map((id) => ({ id: `${id}`, author: { id: "2" }, components: [] as object[] }));
      const isIn = post !== undefined && post > low && post < high;
      return isIn ? [...talk, { id: `${post}`, author: { id: "1" }, components: [{ custom_id: "x" }] }] : talk;
    });
    return {
      find: (made: MadeWithin) => outlet.find(order(), made, "x", AbortSignal.any([])),
      requests: () => requests,
    };
  }

  const madeAt = (likely: string, until?: string): MadeWithin => ({
    since: Temporal.Instant.from(likely),
    until: until === undefined ? undefined : Temporal.Instant.from(until),
    likely: Temporal.Instant.from(likely),
  });

  test.each([
    ["right after it was sent", 20n, "2026-09-27T09:00:00.500Z", 1],
    ["a minute later, as Discord took its time", 600n, "2026-09-27T09:00:59Z", 1],
    ["with a clock that is two minutes ahead of Discord's", 600n, "2026-09-27T08:58:01Z", 4],
    ["at the end of the time that is searched", 1000n, "2026-09-27T09:14:59.500Z", 18],
  ])("amid endless talk it is found: %s", async (_, every, postedAt, most) => {
    const channel = busyChannel(every, postedAt);

    const found = await channel.find(madeAt("2026-09-27T09:00:00Z", "2026-09-27T09:15:00Z"));

    expect(found).toMatchObject({ messageId: String(idAt(postedAt)) });
    expect(channel.requests()).toBeLessThanOrEqual(most);
  });

  test.each([
    ["one request, where little was said", 1],
    ["one, where the newest page reaches back before its time", 100],
  ])("whether one stands that was never tried takes %s", async (_, said) => {
    const old = idAt("2026-09-27T08:00:00Z");
    const talk = Array.from({ length: said }, (_, at) => ({ id: `${old - BigInt(at)}`, author: { id: "2" } }));
    const asked: unknown[] = [];
    const outlet = outletOn(async (_, options) => {
      asked.push(options?.query?.toString());
      return talk;
    });

    expect(await outlet.find(order(), madeAt("2026-09-27T09:00:00Z"), "x", AbortSignal.any([]))).toBe("absent");
    expect(asked).toEqual(["limit=100"]);
  });

  test.each([
    ["absent once all was read that was written around its time", 2000n, "2026-09-27T09:15:00Z", "absent"],
    ["buried where more was said around its time than can be read", 100n, "2026-09-27T09:15:00Z", "buried"],
    ["buried where more was said since", 2000n, undefined, "buried"],
  ])("in a channel full of talk it is %s", async (_, every, until, expected) => {
    const channel = busyChannel(every);

    expect(await channel.find(madeAt("2026-09-27T09:00:00Z", until))).toBe(expected);
    expect(channel.requests()).toBeLessThanOrEqual(30);
  });
});

describe("the lead of a post is read back from its button", () => {
  const message = (id: string) => ({ id: "1", author: { id: "1" }, components: [{ components: [{ custom_id: id }] }] });
  const since = Temporal.Instant.from("2026-09-27T09:00:00Z");
  const made = { since, until: undefined, likely: since };

  test.each([
    ["of a post that carries it", "1/today/post/09-27/x/walk-this-way", "walk-this-way"],
    ["of one that was made before posts did", "1/today/post/09-27/x", undefined],
    ["of another delivery", "1/today/post/09-27/xx/walk-this-way x", undefined],
  ])("%s", async (_, id, leadId) => {
    const outlet = outletOn(async () => [message(id)]);

    expect(await outlet.find(order(), made, "x", AbortSignal.any([]))).toMatchObject({ messageId: "1", leadId });
  });

  test("of a forum's post", async () => {
    const thread = { id: "1553700000000000000", parent_id: "20", owner_id: "1" };
    const outlet = outletOn(async (route) =>
      route.includes("threads") ? { threads: [thread] } : message("1/today/post/09-27/x/walk-this-way"),
    );
    const forum = order({ channelType: ChannelType.GuildForum });

    expect(await outlet.find(forum, made, "x", AbortSignal.any([]))).toMatchObject({ leadId: "walk-this-way" });
  });

  test("of a forum's post, beside one whose first message was deleted", async () => {
    const [gone, post] = ["1553700000000000000", "1553700000000000001"];
    const outlet = outletOn(async (route) => {
      if (route.includes(`/messages/${gone}`)) throw Object.assign(new Error("gone"), { status: 404, code: 10008 });
      if (route.includes("/messages/")) return message("1/today/post/09-27/x/walk-this-way");
      return { threads: [gone, post].map((id) => ({ id, parent_id: "20", owner_id: "1" })) };
    });
    const forum = order({ channelType: ChannelType.GuildForum });

    expect(await outlet.find(forum, made, "x", AbortSignal.any([]))).toMatchObject({ messageId: post });
  });

  test("of the first message, where a repeated nonce gives that", async () => {
    const outlet = outletOn(async () => message("1/today/post/09-27/x/what-led-first"));

    expect(await outlet.send(order(), POST, AbortSignal.any([]))).toMatchObject({ leadId: "what-led-first" });
  });
});

describe("a post that is kept back at the moment at which it would leave", () => {
  test.each([
    ["for its claim is lost", async () => false, 0],
    ["not, for its claim stands", async () => true, 1],
    ["for it cannot be asked whether its claim stands", async () => Promise.reject(new Error("database is locked")), 0],
  ])("%s", async (_, stands, expected) => {
    let left = 0;
    const request = gated(async () => ({ id: String(++left) }));
    const rest = { get: async () => [], put: async () => [], patch: async () => [], post: () => request("", {}) };
    const parts = { rest, restOnce: rest, inspector: { inspect: async () => new Map() }, botId: () => "1" };
    const outlet = createOutlet({ ...parts, log: createLog("silent") });

    const sent = await outlet.send(order(), POST, AbortSignal.any([]), stands);

    expect(left).toBe(expected);
    expect(sent.outcome).toBe(expected === 1 ? "posted" : "unsent");
  });
});

test("a connection that was refused is tried again at once, for nothing was sent", async () => {
  let tries = 0;
  const outlet = outletOn(async () => {
    tries += 1;
    if (tries < 3) throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    return { id: "1" };
  });

  expect(await outlet.send(order(), POST, AbortSignal.any([]))).toMatchObject({ outcome: "posted" });
  expect(tries).toBe(3);
});

test.each([
  ["was cut", "ECONNRESET"],
  ["was closed by the other side", "UND_ERR_SOCKET"],
  ["brought no answer in time", "UND_ERR_HEADERS_TIMEOUT"],
])("one that %s is not: the post may be under way", async (_, code) => {
  let tries = 0;
  const outlet = outletOn(async () => {
    tries += 1;
    throw Object.assign(new Error("gone"), { code });
  });

  expect(await outlet.send(order(), POST, AbortSignal.any([]))).toMatchObject({ outcome: "unsure" });
  expect(tries).toBe(1);
});

test.each([
  ["nobody", undefined, []],
  ["the role that was ordered", "77", ["77"]],
])("a post pings %s, whatever its text says", async (_, pings, roles) => {
  const bodies: unknown[] = [];
  const outlet = outletOn(async (_, options) => {
    bodies.push(options?.body);
    return { id: "1" };
  });
  const post = { ...POST, message: { ...POST.message, ...(pings && { pings }) } };

  await outlet.send(order(), post, AbortSignal.any([]));
  await outlet.send(order({ channelType: ChannelType.GuildForum }), post, AbortSignal.any([]));

  const mentions = { allowed_mentions: { parse: [], roles } };
  expect(bodies).toMatchObject([mentions, { message: mentions }]);
});

describe("what follows a post, though Discord answered with a 502 after it did its part", () => {
  test.each([
    ["a thread", "text", { thread: true }, "/channels/:id/messages/:message/threads"],
    ["publishing", "announcement", { publish: true }, "/channels/:id/messages/:message/crosspost"],
  ] as const)("%s is not called a failure", async (_, kind, options, path) => {
    await using it = await startOrdered(kind, {}, options);
    it.discord.trouble({ kind: "status", status: 502, tookEffect: true }, { method: "POST", path, times: 1 });

    await it.beatAt(0);

    expect(await it.history()).toMatch(/\[posted\]\(\S+\)$/m);
  });
});

test("a post that cannot be published, as its channel is no announcement channel any more, has the mend in its history", async () => {
  await using it = await startOrdered("announcement", {}, { publish: true });
  Object.assign(it.channel, { kind: "text" });

  await it.beatAt(0);

  expect(await it.history()).toMatch(
    /\[posted\]\(\S+\), not published: only an announcement channel can publish; switch it off with \/daily edit publish:False$/m,
  );
});

describe("word to the maker of an order that is paused", () => {
  test("comes once, also where Discord took it and answered with a 502", async () => {
    await using it = await startOrdered();
    it.discord.world.setBotPermissions(it.channel, 0n);
    const direct = it.discord.world.directMessage(it.moderator.person);
    it.discord.trouble(
      { kind: "status", status: 502, tookEffect: true },
      { method: "POST", path: `/channels/${direct.id}/messages`, times: 2 },
    );

    for (const day of [0, 1, 2]) await it.beatAt(day * 1440);

    expect(it.discord.world.messages(direct)).toHaveLength(1);
  });
});

test("word to a moderator whose request was cut off is not sent again at once: it may be under way", async () => {
  const sent: string[] = [];
  const cut = async (route: string) => {
    sent.push(route);
    throw Object.assign(new Error("gone"), { code: "ECONNRESET" });
  };
  const rest = { get: async () => [], put: async () => [], patch: async () => [], post: async () => ({ id: "5" }) };
  const restOnce = { ...rest, post: cut };
  const inspector = { inspect: async () => new Map() };
  const outlet = createOutlet({ rest, restOnce, inspector, botId: () => "1", log: createLog("silent") });

  expect(await outlet.tell("30", POST.message, "n", AbortSignal.any([]))).toBe("unsure");
  expect(sent).toEqual(["/channels/5/messages"]);
});

test.each([
  ["takes no messages", 403, 50007, "refused"],
  ["is behind a proxy that refuses", 403, undefined, "unsure"],
  ["may have the message, for Discord had a fault", 502, undefined, "unsure"],
])("a moderator who %s", async (_, status, code, expected) => {
  const outlet = outletOn(async () => {
    throw Object.assign(new Error("no"), { status, code });
  });

  expect(await outlet.tell("30", POST.message, "n", AbortSignal.any([]))).toBe(expected);
});

describe("a server with a channel that is long gone", () => {
  test("keeps its orders, though a proxy answers 403 when it is asked after", async () => {
    await using it = await startOrdered();
    const dead = it.discord.world.addChannel(it.server, { name: "dead" });
    await it.discord.command(it.moderator, "daily add", { channel: dead.id, time: "09:00", timezone: "UTC" });
    it.discord.world.removeChannel(dead);
    for (const day of [0, 1, 2]) await it.beatAt(day * 1440);
    await it.discord.command(it.moderator, "daily pause", { channel: it.channel.id });
    it.discord.trouble({ kind: "status", status: 403 }, { method: "GET", path: "/guilds/:id", times: 1 });

    await it.beatAt(40 * 1440);

    expect(textOf((await it.discord.command(it.moderator, "daily list")).message)).toContain("2 of 10 channels");
  });

  test.each([
    ["Missing Access", 403, 50001, false],
    ["Unknown Guild", 404, 10004, false],
    ["a proxy's refusal", 403, undefined, undefined],
    ["a fault of Discord's own", 502, undefined, undefined],
    ["another refusal", 403, 40001, undefined],
  ])("is called left only where Discord says so: %s", async (_, status, code, expected) => {
    const outlet = outletOn(async () => {
      throw Object.assign(new Error("no"), { status, code });
    });

    expect(await outlet.reaches("10", AbortSignal.any([]))).toBe(expected);
  });

  test("that the bot was removed from is forgotten after 30 days, also where its order was paused by hand", async () => {
    await using database = await startSqlite();
    await using it = await startOrdered("text", { DATABASE_URL: database.url });
    using stored = new DatabaseSync(database.url.slice("sqlite:".length), { readOnly: true });
    const orders = () => stored.prepare("select count(*) as count from orders").get()?.count;
    await it.discord.command(it.moderator, "daily pause", { channel: it.channel.id });
    it.discord.world.removeServer(it.server);

    for (const day of minutes(0, 30)) await it.beatAt(day * 1440);
    const before = orders();
    for (const day of minutes(31, 40)) await it.beatAt(day * 1440);

    expect([before, orders()]).toEqual([1, 0]);
  });
});
