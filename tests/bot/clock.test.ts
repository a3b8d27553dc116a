import { describe, expect, test } from "vitest";
import { startLocalDiscord } from "../../playground/discord/local-discord.ts";
import { clockAt, startBot, textOf } from "./bot.ts";

const HOUR = 3_600_000;

/** A bot with an order for 09:00 UTC, on a machine whose clock is so many milliseconds ahead of Discord's. */
async function startApart(ahead: number, kind: "text" | "forum" = "text") {
  const discordClock = clockAt("2026-09-27T07:00:00Z");
  const machine = clockAt("2026-09-27T07:00:00Z");
  let off = ahead;
  const set = (instant: Temporal.Instant) => {
    discordClock.set(instant.toString());
    machine.set(instant.add({ milliseconds: off }).toString());
  };
  set(discordClock());
  const discord = await startLocalDiscord({ clock: discordClock });
  const person = discord.world.addPerson("Moderator");
  const server = discord.world.addServer({ name: "Crossovers", owner: person });
  const moderator = { person, channel: discord.world.addChannel(server, { name: "talk" }) };
  const channel = discord.world.addChannel(server, { name: "music", kind });
  const bot = await startBot({ discord, clock: machine });
  await discord.command(moderator, "daily add", { channel: channel.id, time: "09:00", timezone: "UTC" });
  const threads = () => [...server.channels.values()].filter(({ parentId }) => parentId === channel.id);
  return {
    discord,
    posts: () => discord.world.messages(channel).length + threads().length,
    history: async () => textOf((await discord.command(moderator, "daily history")).message),
    /** Beats at each of so many minutes after that moment of this machine's clock. */
    async beatFrom(machineTime: string, minutes: number) {
      for (let minute = 0; minute < minutes; minute++) {
        set(Temporal.Instant.from(machineTime).subtract({ milliseconds: off }).add({ minutes: minute }));
        await bot.beat();
      }
    },
    async jump(ms: number) {
      off += ms;
      set(discordClock());
      await bot.beat();
    },
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await discord[Symbol.asyncDispose]();
    },
  };
}

describe("a post whose answer was lost is found, and not made again, on a machine whose clock is", () => {
  test.each([
    ["twenty minutes fast", HOUR / 3, "text"],
    ["an hour fast, as one in the wrong zone", HOUR, "text"],
    ["an hour slow", -HOUR, "text"],
    ["twenty minutes fast, in a forum", HOUR / 3, "forum"],
    ["a day fast", 24 * HOUR, "text"],
  ] as const)("%s", async (_, ahead, kind) => {
    await using it = await startApart(ahead, kind);
    const day = ahead === 24 * HOUR ? "28" : "27";
    it.discord.trouble(
      { kind: "lost" },
      { method: "POST", path: `/channels/:id/${kind === "forum" ? "threads" : "messages"}` },
    );

    await it.beatFrom(`2026-09-${day}T09:00:00Z`, 20);

    expect(it.posts()).toBe(1);
    expect(await it.history()).toContain("[posted]");
  });
});

describe("one beat by a clock that is", () => {
  test.each([
    ["three days ahead", 72 * HOUR],
    ["500 days ahead", 500 * 24 * HOUR],
    ["seven hours ahead", 7 * HOUR],
    ["a day back", -24 * HOUR],
  ])("%s leaves nothing in the history, and no post but the day's own", async (_, by) => {
    await using it = await startApart(0);
    await it.beatFrom("2026-09-27T09:00:00Z", 1);

    await it.jump(by);
    await it.jump(-by);
    for (const day of ["28", "29", "30"]) await it.beatFrom(`2026-09-${day}T09:00:00Z`, 1);

    expect(it.posts()).toBe(4);
    expect(await it.history()).not.toMatch(/left out|offline|failed/);
  });
});
