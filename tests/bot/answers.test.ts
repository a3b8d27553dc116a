import { describe, expect, test } from "vitest";
import type { Trouble } from "../../playground/discord/trouble.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

const MORNING = "2026-09-27T07:00:00Z";
const CALLBACK = { method: "POST", path: "/interactions/:id/:token/callback" } as const;

async function open() {
  const town = await startTown(clockAt(MORNING));
  const bot = await startBot(town);
  const callbacks = () =>
    town.discord.wire.entries.filter((it) => it.kind === "request" && it.path.includes("/callback")).length;
  return {
    ...town,
    bot,
    callbacks,
    warnings: () => bot.log.filter(({ level }) => level >= 40),
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
    },
  };
}

describe("the person reads the answer itself, and soon, though", () => {
  test.each<[string, Trouble, number]>([
    ["the other side closed", { kind: "close" }, 1],
    ["the connection was reset", { kind: "drop" }, 1],
    ["it was reset twice", { kind: "drop" }, 2],
    ["the answer to it was lost", { kind: "lost" }, 1],
    ["half of the answer to it was lost", { kind: "half" }, 1],
    ["the connection that was kept is dead", { kind: "dead connection" }, 1],
    ["a proxy had a fault", { kind: "page", status: 502 }, 1],
    ["Discord asked for a moment", { kind: "rate limit", retryAfter: 0.1 }, 2],
  ])("%s", async (_, trouble, times) => {
    await using it = await open();
    it.discord.trouble(trouble, { ...CALLBACK, times });

    const { message, ms } = await it.discord.command(it.member, "about");

    expect(textOf(message)).toContain("Crossfade");
    // Discord gives up after three seconds.
    expect(ms).toBeLessThan(2900);
    expect(it.discord.world.messages(it.channel)).toHaveLength(1);
  });
});

describe.concurrent("one line in the log, and three requests at most, when", () => {
  test.for<[string, Trouble]>([
    ["Cloudflare asks to wait, and does not say how long", { kind: "page", status: 429 }],
    ["Retry-After is a date", { kind: "rate limit", header: "Wed, 21 Oct 2026 07:28:00 GMT" }],
    ["Retry-After is 0", { kind: "rate limit", header: "0" }],
    ["Retry-After is NaN", { kind: "rate limit", header: "NaN" }],
    ["Retry-After is ten minutes", { kind: "rate limit", retryAfter: 600 }],
    ["every connection is closed", { kind: "close" }],
    ["Discord is down", { kind: "page", status: 503 }],
    ["the interaction is over", { kind: "status", status: 404, code: 10062, message: "Unknown interaction" }],
  ])("%s", async ([_, trouble], { expect }) => {
    await using it = await open();
    it.discord.trouble(trouble, { ...CALLBACK, times: 1000 });

    it.discord.command(it.member, "today").catch(() => undefined);
    await expect.poll(() => it.warnings().length, { timeout: 5000 }).toBeGreaterThan(0);

    expect(it.callbacks()).toBeLessThanOrEqual(3);
    expect(it.warnings().filter(({ msg }) => msg === "an answer did not reach Discord")).toHaveLength(1);
  });
});

test("after Cloudflare's block, an answer that goes through goes out at once", async () => {
  await using it = await open();
  it.discord.trouble({ kind: "page", status: 429 }, { ...CALLBACK });
  it.discord.command(it.member, "today").catch(() => undefined);
  await expect.poll(() => it.warnings().length).toBeGreaterThan(0);

  const { message } = await it.discord.command(it.moderator, "about");

  expect(textOf(message)).toContain("Crossfade");
});
