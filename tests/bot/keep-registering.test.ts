import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import type { LocalDiscord } from "../../playground/discord/local-discord.ts";
import type { Trouble } from "../../playground/discord/trouble.ts";
import { refusedFields } from "../../src/bot/refused-form.ts";
import { pauseAfter } from "../../src/bot/registration.ts";
import { freePort } from "../store/databases.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";
import { hurried } from "./hurried.ts";

const ROUTE = "/applications/:id/commands";
const DAILY = COMMANDS.findIndex(({ name }) => name === "daily");
const ADD = COMMANDS[DAILY]?.subcommands?.findIndex(({ name }) => name === "add") ?? -1;
const JSON_TYPE = { "content-type": "application/json" };
const TOO_LONG = { _errors: [{ code: "BASE_TYPE_MAX_LENGTH", message: "Must be 100 or fewer in length." }] };

/** A bot whose commands Discord has already, from a start before; `prepare` comes between the two. */
async function restart(prepare: (discord: LocalDiscord) => void) {
  await using stack = new AsyncDisposableStack();
  const town = stack.use(await startTown(clockAt("2026-09-27T07:00:00Z")));
  await (await startBot(town))[Symbol.asyncDispose]();
  prepare(town.discord);
  const port = await freePort();
  const bot = stack.use(
    await startBot(town, { HTTP_PORT: String(port) }, { pace: hurried(500, { told: 20 }), waits: false }),
  );
  const kept = stack.move();
  return {
    ...town,
    bot,
    health: async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).text(),
    identifies: () => town.discord.wire.entries.filter((it) => it.kind === "event" && it.name === "Identify").length,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Discord has other commands, and takes these from nobody. */
function refuseAll(discord: LocalDiscord, trouble: Trouble, times = 1000): void {
  discord.trouble(
    { kind: "page", status: 200, text: "[]", headers: JSON_TYPE },
    { method: "GET", path: ROUTE, times: 1000 },
  );
  discord.trouble(trouble, { method: "PUT", path: ROUTE, times });
}

describe("a registration that does not come about keeps nothing else from its work", () => {
  test.each<[string, Trouble, string]>([
    [
      "a command that does not fit is named, with what does not",
      {
        kind: "status",
        status: 400,
        code: 50035,
        errors: { [DAILY]: { options: { [ADD]: { description: TOO_LONG } } } },
      },
      "the commands are not registered: /daily add: description: Must be 100 or fewer in length.",
    ],
    ["too many commands were made today", { kind: "status", status: 400, code: 30034 }, "(400/30034)"],
    ["the bot may not", { kind: "status", status: 403, code: 50001, message: "Missing Access" }, "Missing Access"],
    ["a block at Cloudflare", { kind: "status", status: 403, code: 40333, message: "internal" }, "403/40333"],
    ["a proxy's 403", { kind: "page", status: 403 }, "(403)"],
    ["a fault", { kind: "status", status: 500 }, "a fault of its own, 500"],
    ["a limit, with nothing said of how long", { kind: "page", status: 429 }, "asked me to wait"],
    ["no answer", { kind: "close" }, "the connection failed"],
    ["a portal's page", { kind: "page", status: 200, text: "<p>Log in</p>", headers: JSON_TYPE }, "is not Discord"],
  ])("%s", async (_, trouble, words) => {
    await using it = await restart((discord) => refuseAll(discord, trouble));

    await expect.poll(it.health).toContain(words);
    const answer = await it.discord.command(it.member, "about");

    expect(textOf(answer.message)).toContain("Crossfade");
    expect(it.identifies()).toBe(2);
    expect(it.bot.log.some(({ msg }) => msg === "ready")).toBe(false);
    expect(JSON.stringify(it.bot.log)).toContain("the commands are not registered");
    it.discord.forgive();
  });

  test("it comes about when it may, and then the bot is ready", async () => {
    await using it = await restart((discord) => refuseAll(discord, { kind: "status", status: 503 }, 6));

    await it.bot.ready;

    expect(await it.health()).toBe("ready\n");
    expect(it.identifies()).toBe(2);
  });

  test.each([
    ["null", "null"],
    ["an object", "{}"],
    ["a page", "<html>"],
  ])("%s in the place of the commands that Discord has is not taken for none", async (_, text) => {
    await using it = await restart((discord) =>
      discord.trouble({ kind: "page", status: 200, text, headers: JSON_TYPE }, { method: "GET", path: ROUTE }),
    );

    await it.bot.ready;

    expect(it.discord.wire.entries.filter((entry) => entry.kind === "request" && entry.method === "PUT")).toHaveLength(
      1,
    );
  });
});

describe("how long until it is tried again", () => {
  const minutes = (failure: { status?: number; code?: number | string }, tries: number, asked?: number) =>
    pauseAfter({ status: undefined, code: undefined, message: "", ...failure }, tries, asked) / 60_000;

  test.each([
    ["a fault", { status: 500 }, 0, undefined, 1 / 12],
    ["no answer, the fourth time", { code: "ECONNRESET" }, 3, undefined, 8 / 12],
    ["no answer for days", {}, 500, undefined, 60],
    ["a refusal", { status: 403, code: 50001 }, 0, undefined, 1],
    ["a refusal for days", { status: 403, code: 50001 }, 99, undefined, 60],
    ["commands that do not fit", { status: 400, code: 50035 }, 0, undefined, 60],
    ["commands that do not fit, for days", { status: 400, code: 50035 }, 9, undefined, 360],
    ["too many commands made today", { status: 429, code: 30034 }, 0, undefined, 60],
    ["a limit that says how long", { status: 429 }, 0, 7_200_000, 120],
  ])("%s", (_, failure, tries, asked, expected) => {
    expect(minutes(failure, tries, asked)).toBeCloseTo(expected);
  });
});

test.each([
  ["a name", { 0: { name: TOO_LONG } }, ["/fact: name: Must be 100 or fewer in length."]],
  ["a whole command", { 1: TOO_LONG }, ["/daily: Must be 100 or fewer in length."]],
  [
    "an option of a subcommand",
    { 1: { options: { 0: { options: { 1: { name: TOO_LONG } } } } } },
    ["/daily add time: name: Must be 100 or fewer in length."],
  ],
  [
    "a place that nobody sent",
    { 1: { options: { 9: { name: TOO_LONG } } } },
    ["/daily: options.9.name: Must be 100 or fewer in length."],
  ],
  ["a command that nobody sent", { 7: { name: TOO_LONG } }, []],
  ["no tree", undefined, []],
  ["the list as a whole", TOO_LONG, []],
])("what Discord does not take is named: %s", (_, errors, lines) => {
  const daily = { name: "daily", options: [{ name: "add", options: [{ name: "channel" }, { name: "time" }] }] };

  expect(refusedFields(errors, [{ name: "fact" }, daily])).toEqual(lines);
});
