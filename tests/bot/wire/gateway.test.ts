import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GatewayCloseCodes as Close } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../../commands/index.ts";
import type { GatewayTrouble } from "../../../playground/discord/gateway-trouble.ts";
import type { LocalDiscord, LocalDiscordOptions } from "../../../playground/discord/local-discord.ts";
import { freePort } from "../../store/databases.ts";
import { clockAt, startBot, startTown, textOf } from "../bot.ts";
import { hurried } from "../hurried.ts";

const MORNING = "2026-09-27T07:00:00Z";
const IMPATIENT = { hello: 1500, session: 600, spacing: 10, told: 20 };

interface OpenOptions extends LocalDiscordOptions {
  readonly env?: Record<string, string>;
  /** Whether it serves its health. */
  readonly healthy?: boolean;
}

/** A bot with little patience for its gateway, which may not be ready yet. */
async function open(
  prepare: (discord: LocalDiscord) => void = () => {},
  { env = {}, healthy = false, ...options }: OpenOptions = {},
) {
  await using stack = new AsyncDisposableStack();
  const town = stack.use(await startTown(clockAt(MORNING), options));
  prepare(town.discord);
  const port = healthy ? await freePort() : undefined;
  const pace = hurried(30, IMPATIENT);
  const bot = stack.use(
    await startBot(town, { ...(port && { HTTP_PORT: String(port) }), ...env }, { pace, waits: false }),
  );
  const kept = stack.move();
  return {
    ...town,
    bot,
    about: async () => textOf((await town.discord.command(town.member, "about")).message),
    health: async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).text(),
    said: () => bot.log.map((line) => JSON.stringify(line)).join("\n"),
    sent: (name: string) =>
      town.discord.wire.entries.flatMap((it) =>
        it.kind === "event" && it.direction === "from the bot" && it.name === name ? [it.body] : [],
      ),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

describe.concurrent("what does not come is waited for, and said", () => {
  test.for<[string, GatewayTrouble, string]>([
    ["no HELLO", { kind: "hello" }, "no HELLO came"],
    ["a HELLO without an interval", { kind: "hello", instead: null }, "HELLO could not be read"],
    ["a HELLO that asks for heartbeats without end", { kind: "hello", instead: { heartbeat_interval: 0 } }, "HELLO"],
    ["no READY", { kind: "ready" }, "no READY came"],
    ["a READY that says nothing", { kind: "ready", fields: { user: null, session_id: 7 } }, ""],
    ["a connection that is reset", { kind: "reset" }, ""],
    ["an upgrade that is answered with 503", { kind: "status", status: 503 }, "503"],
    ["an upgrade that is answered with 403", { kind: "status", status: 403 }, "403"],
    ["a gateway that closes with 1013", { kind: "close", code: 1013 }, ""],
    ["a gateway that closes with 4008", { kind: "close", code: Close.RateLimited }, "4008"],
  ])("%s", async ([_, trouble, reason], { expect }) => {
    await using it = await open((discord) => discord.gatewayTrouble(trouble));

    await expect.poll(it.about, { timeout: 10_000 }).toContain("Crossfade");

    if (reason !== "") expect(it.said()).toContain(reason);
  });

  test.for([1, 2, 16])("a post goes out though none of %i shards has a HELLO", async (shards, { expect }) => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
    const env = { DATABASE_URL: `sqlite:${join(folder.path, "crossfade.db")}` };
    await using town = await startTown(clockAt(MORNING), { shards });
    await (async () => {
      await using _ = await startBot(town, env);
      const order = { channel: town.channel.id, time: "9am", timezone: "Europe/London" };
      await town.discord.command(town.moderator, "daily add", order);
    })();
    town.discord.gatewayTrouble({ kind: "hello" }, { times: 1000 });
    town.clock.set("2026-09-27T08:00:00Z");

    await using bot = await startBot(town, env, { pace: hurried(30, IMPATIENT), waits: false });
    await bot.beat();

    expect(town.discord.world.messages(town.channel)).toHaveLength(1);
    await expect.poll(() => JSON.stringify(bot.log), { timeout: 10_000 }).toContain("no HELLO came");
    expect(bot.log.some(({ msg }) => msg === "ready")).toBe(false);
  });

  test("one shard of many without READY keeps the others from nothing", async ({ expect }) => {
    const trouble = { kind: "ready" } as const;
    await using it = await open((discord) => discord.gatewayTrouble(trouble, { shard: 3, times: 1000 }), {
      shards: 4,
      healthy: true,
    });
    await expect.poll(() => it.discord.shards.length, { timeout: 10_000 }).toBeGreaterThan(2);
    const servers = Array.from({ length: 8 }, () => it.discord.world.addServer());
    const near = servers.find(({ id }) => (BigInt(id) >> 22n) % 4n !== 3n);
    it.discord.world.join(near!, it.member.person);

    const channel = it.discord.world.addChannel(near!);
    await expect.poll(() => it.discord.commands.length, { timeout: 10_000 }).toBe(COMMANDS.length);
    const answer = await it.discord.command({ ...it.member, channel }, "about");

    expect(textOf(answer.message)).toContain("Crossfade");
    await expect.poll(it.health, { timeout: 10_000 }).toContain("shard 3: no READY came");
  });
});

describe("as many shards as Discord recommends", () => {
  test.each([4, 16])("%i", async (shards) => {
    await using it = await open(undefined, { shards });

    await it.bot.ready;

    expect(it.discord.shards.toSorted((a, b) => a - b)).toEqual([...Array(shards).keys()]);
    expect(it.sent("Identify")).toHaveLength(shards);
  });

  test.each([{ SHARDS: "[7]", SHARD_COUNT: "" }, { SHARDS: "auto" }, { SHARDS: "nonsense", SHARD_COUNT: "  " }])(
    "whatever else stands in the environment: %o",
    async (env: Record<string, string>) => {
      for (const [name, value] of Object.entries(env)) process.env[name] = value;
      try {
        await using it = await open(undefined, { shards: 2, env });
        await it.bot.ready;

        expect(it.discord.shards.toSorted()).toEqual([0, 1]);
      } finally {
        for (const name of Object.keys(env)) delete process.env[name];
      }
    },
  );

  test("some of them, where that is set", async () => {
    await using it = await open(undefined, { shards: 2, env: { SHARD_COUNT: "5", SHARD_IDS: "1,4" } });

    await it.bot.ready;

    expect(it.discord.shards.toSorted()).toEqual([1, 4]);
  });

  test("a Discord that wants more than it recommends gets more, in a process that goes on", async () => {
    await using it = await open(undefined, { shards: 1, leastShards: 3, healthy: true });

    await it.bot.ready;

    expect(it.discord.shards).toHaveLength(4);
    expect(await it.health()).toBe("ready\n");
  });

  test("too few of them, where that is set, are told by the name of the variable", async () => {
    await using it = await open(undefined, { leastShards: 2, env: { SHARD_COUNT: "1" } });

    expect((await it.bot.lost).message).toContain("SHARD_COUNT and SHARD_IDS do not fit");
  });
});

describe("sessions are few", () => {
  test("none is begun while Discord allows none, and that is said", async () => {
    const sessionStarts = { remaining: 0, resetAfter: 1500 };
    await using it = await open(undefined, { sessionStarts, healthy: true });

    await expect.poll(it.health, { timeout: 10_000 }).toContain("Discord allows no more sessions");
    expect(it.sent("Identify")).toEqual([]);
    await it.bot.ready;

    expect(it.sent("Identify")).toHaveLength(1);
    expect(it.said().match(/allows no more sessions/g)).toHaveLength(1);
  });

  test("the token is never lost over a gateway that closes each session", async () => {
    const sessionStarts = { remaining: 4, resetAfter: 3_600_000 };
    const trouble = { kind: "close", code: Close.AlreadyAuthenticated } as const;
    await using it = await open((discord) => discord.gatewayTrouble(trouble, { times: 1000 }), {
      sessionStarts,
      healthy: true,
    });

    await expect.poll(it.health, { timeout: 10_000 }).toContain("Discord allows no more sessions");

    // The bot may say so while the last is still on its way.
    await expect.poll(() => it.sent("Identify")).toHaveLength(4);
  });
});

describe.concurrent("a session that cannot be resumed is given up for a new one", () => {
  test.for([
    ["a name that is none", "ws://no-such-name.invalid"],
    ["a port where nobody listens", "ws://127.0.0.1:9"],
    ["no address", "nonsense"],
    ["nothing", ""],
  ])("%s", async ([_, resume_gateway_url], { expect }) => {
    const elsewhere = { kind: "ready", fields: { resume_gateway_url } } as const;
    await using it = await open((discord) => discord.gatewayTrouble(elsewhere));
    await it.bot.ready;

    it.discord.dropGateway();

    await expect.poll(() => it.discord.shards, { timeout: 10_000 }).toEqual([]);
    await expect.poll(() => it.discord.shards, { timeout: 10_000 }).toEqual([0]);
    expect(await it.about()).toContain("Crossfade");
  });

  test("an address where somebody listens, and says nothing", async ({ expect }) => {
    await using silent = createServer((socket) => socket.resume().on("error", () => {})).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const elsewhere = { kind: "ready", fields: { resume_gateway_url: `ws://127.0.0.1:${port}` } } as const;
    await using it = await open((discord) => discord.gatewayTrouble(elsewhere));
    await it.bot.ready;

    it.discord.dropGateway();

    await expect.poll(() => it.sent("Identify").length, { timeout: 10_000 }).toBe(2);
    expect(await it.about()).toContain("Crossfade");
  });

  test("a resumption that is never answered", async ({ expect }) => {
    await using it = await open();
    await it.bot.ready;

    it.discord.gatewayTrouble({ kind: "resumed" }, { times: 3 });
    it.discord.dropGateway();

    await expect.poll(() => it.sent("Identify").length, { timeout: 10_000 }).toBe(2);
    // The minute, here two seconds, may be over before.
    expect(it.sent("Resume").length).toBeLessThanOrEqual(3);
    expect(await it.about()).toContain("Crossfade");
  });
});

test("an outage of more than a moment is one line, and its end another", async () => {
  await using it = await open();
  await it.bot.ready;

  it.discord.gatewayTrouble({ kind: "status", status: 502 }, { times: 4 });
  it.discord.dropGateway(4009);
  await expect.poll(() => it.said(), { timeout: 10_000 }).toContain("connected to Discord again");

  expect(it.bot.log.filter(({ msg }) => msg.startsWith("not connected"))).toHaveLength(1);
});

describe.concurrent("whatever arrives, it goes on", () => {
  test.for<[string, (discord: LocalDiscord) => void]>([
    ["frames that are no JSON, or no frames", (it) => ["{", "", "null", "5", "[]", '"x"', "{}"].forEach(it.write)],
    ["operations that nobody knows", (it) => ['{"op":99}', '{"op":"0"}', '{"op":0}'].forEach(it.write)],
    ["an invalid session that does not say which", (it) => it.write('{"op":9}')],
    ["a second HELLO without anything", (it) => it.write('{"op":10,"d":null}')],
    ["a READY without anything", (it) => it.tell("READY", null)],
    ["an interaction without anything", (it) => it.tell("INTERACTION_CREATE", null)],
    ["an interaction of a kind to come", (it) => it.tell("INTERACTION_CREATE", { id: "1", token: "t", type: 77 })],
    ["a person who changed", (it) => it.tell("USER_UPDATE", { id: null })],
    ["an entitlement without its kind", (it) => it.tell("ENTITLEMENT_CREATE", { sku_id: 3 })],
    ["permissions of no command", (it) => it.tell("APPLICATION_COMMAND_PERMISSIONS_UPDATE", { permissions: {} })],
    ["servers that nobody asked for", (it) => it.tell("GUILD_CREATE", { id: 5, channels: null })],
    ["an event of a kind to come", (it) => it.tell("HOLOGRAM_CREATE", [[]])],
  ])("%s", async ([_, send], { expect }) => {
    await using it = await open();
    await it.bot.ready;

    send(it.discord);

    await expect.poll(() => it.about().catch(() => ""), { timeout: 15_000 }).toContain("Crossfade");
  });

  test.for<[string, Parameters<LocalDiscord["trouble"]>[0], string]>([
    ["a portal's page", { kind: "page", status: 200 }, "is not Discord"],
    ["null", { kind: "page", status: 200, text: "null", headers: { "content-type": "application/json" } }, "is not"],
    ["a redirect", { kind: "page", status: 302, headers: { location: "https://portal.example/" } }, "is not Discord"],
    ["JSON of another kind", { kind: "page", status: 200, text: '{"url":"https://x"}' }, "is not Discord"],
    ["a proxy's 401", { kind: "page", status: 401 }, "cannot be reached"],
    ["a fault", { kind: "page", status: 520 }, "cannot be reached"],
    ["no answer", { kind: "close" }, "cannot be reached"],
  ])("at the start, %s in Discord's place is waited out", async ([_, trouble, words], { expect }) => {
    await using it = await open((discord) => discord.trouble(trouble, { path: "/gateway/bot", times: 4 }));

    await it.bot.ready;

    expect(it.said()).toContain(words);
    expect(it.said()).not.toContain("()");
    expect(it.said()).toContain("Discord can be reached again");
  });

  test("what cannot be read is told once, not each time", async ({ expect }) => {
    await using it = await open();
    await it.bot.ready;

    for (let times = 0; times < 50; times += 1) it.discord.tell("INTERACTION_CREATE", { id: "<none>", times });
    await expect.poll(() => it.about().catch(() => ""), { timeout: 15_000 }).toContain("Crossfade");

    expect(it.said().match(/could not be read/g)).toHaveLength(1);
  });
});

test("why Discord does not tell its gateway stands in its health", async () => {
  const trouble = { kind: "page", status: 520 } as const;
  await using it = await open((discord) => discord.trouble(trouble, { path: "/gateway/bot", times: 1000 }), {
    healthy: true,
  });

  await expect
    .poll(it.health, { timeout: 10_000 })
    .toContain("Discord cannot be reached (it had a fault of its own, 520)");
});
