import { setImmediate as nextTurn } from "node:timers/promises";
import { ComponentType, InteractionType } from "discord-api-types/v10";
import fc from "fast-check";
import { afterAll, expect, test, vi } from "vitest";
import type { By } from "../../playground/discord/hand.ts";
import { clockAt, startBot, startTown, textOf } from "../bot/bot.ts";

// Whatever arrives, through the real discord.js client: one answer that Discord takes, and no crash.
// tests/bot/dispatch.test.ts does the same behind discord.js; here it is the payloads themselves that break the types.

const RUNS = 200;

vi.setConfig({ testTimeout: 60_000 });

const town = await startTown(clockAt("2026-09-27T07:00:00Z"));
const bot = await startBot(town, { LOG_LEVEL: "warn" });
afterAll(async () => {
  await bot[Symbol.asyncDispose]();
  await town[Symbol.asyncDispose]();
});

const { discord } = town;
// Over HTTP, with TOWN_WAY=http, the answer to a request is what is taken.
await (discord.interactionsUrl && discord.checkEndpoint());
const TAKEN = discord.interactionsUrl === undefined ? 204 : 200;

/** Statuses of what the bot sent as an answer, by interaction. */
const answers = new Map<string, (number | undefined)[]>();
let latest = "";
discord.wire.subscribe((entry) => {
  if (entry.kind === "event" && entry.name === "INTERACTION_CREATE") {
    latest = (entry.body as { id: string }).id;
    answers.set(latest, []);
  } else if (entry.kind === "request" && /^\/interactions\//.test(entry.path)) {
    answers.get(entry.path.split("/")[2] ?? "")?.push(entry.status);
  }
});

/** Someone else each time, in a server in which little was asked, so that no limit on requests gets in between. */
let asked = 0;
let channel = town.channel;
function someone(): By {
  asked += 1;
  if (asked % 100 === 0) channel = discord.world.addChannel(discord.world.addServer(), { name: "talk" });
  const person = discord.world.addPerson(`Person ${asked}`);
  discord.world.join(discord.world.serverOf(channel)!, person);
  return { person, channel };
}

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme-composite", minLength: 5_900, maxLength: 6_000 }),
  fc.constantFrom("@everyone <@&1> <#1>", "‮txt", "​", "9am", "Europe/Paris", "aerosmith", "4 July", "**", ""),
);
const anything = fc.oneof(text, fc.anything({ maxDepth: 3, withNullPrototype: true }), fc.constantFrom(...ids()));
const names = fc.oneof(
  fc.constantFrom("fact", "search", "today", "about", "daily", "constructor", "__proto__", "toString", ""),
  fc.string({ unit: "binary", maxLength: 40 }),
);
const optionName = fc.constantFrom(
  ..."topic artist query date channel time timezone genre role days fact __proto__".split(" "),
);
const subcommand = fc.constantFrom(
  ..."add edit remove pause resume list preview skip block unblock check history toString".split(" "),
);
const option = fc.record({ name: optionName, type: fc.integer({ min: 3, max: 11 }), value: anything });
const options = fc.oneof(
  fc.array(option, { maxLength: 6 }),
  fc.tuple(fc.record({ name: subcommand, type: fc.constant(1), options: fc.array(option, { maxLength: 6 }) })),
);
const resolved = fc.constantFrom(
  undefined,
  {},
  { channels: { [town.channel.id]: { id: town.channel.id, type: 0, permissions: "8", app_permissions: "x" } } },
  { channels: { [town.channel.id]: { id: town.channel.id, type: 999 } }, roles: {} },
  { roles: { [town.server.id]: { id: town.server.id } }, users: { "1": null } },
);

function ids(): string[] {
  return [town.channel.id, town.server.id, discord.world.bot.id, "1"];
}

/** One answer, that Discord takes and that says something. */
async function expectOneAnswer(by: By, type: InteractionType, data: unknown, messageId?: string): Promise<void> {
  const answering = discord.interact(by, type, data, messageId);
  const id = latest;
  const answer = await answering;
  // The person has the answer a moment before the wire has it.
  await nextTurn();

  expect(answers.get(id)).toEqual([TAKEN]);
  if (type === InteractionType.ApplicationCommandAutocomplete) return;
  expect(textOf(answer.message).length).toBeGreaterThan(0);
}

function noFaults(): void {
  expect(discord.refusals).toEqual([]);
  expect(bot.log.filter(({ level }) => level >= 40)).toEqual([]);
}

const command = fc.record({ id: fc.constant("1"), name: names, type: fc.constant(1), options, resolved });

test("commands, with any options", async () => {
  await fc.assert(
    fc.asyncProperty(command, async (data) => {
      await expectOneAnswer(someone(), InteractionType.ApplicationCommand, data);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  noFaults();
});

test("completions, with anything typed", async () => {
  await fc.assert(
    fc.asyncProperty(command, optionName, anything, async (data, name, value) => {
      const focused = [{ name, type: 3, focused: true, value }];
      await expectOneAnswer(someone(), InteractionType.ApplicationCommandAutocomplete, { ...data, options: focused });
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  noFaults();
});

const customId = fc.oneof(
  fc.string({ unit: "binary", maxLength: 100 }),
  fc
    .tuple(
      names,
      fc.constantFrom("another", "show", "page", "day", "post", "list", "open"),
      fc.string({ unit: "binary" }),
    )
    .map((parts) => `1/${parts.join("/")}`),
);

test("buttons and selects, with any id and values", async () => {
  const post = discord.world.say(town.member.person, town.channel, "Press here");
  const component = fc.record({
    custom_id: customId,
    component_type: fc.constantFrom(2, 2, 2, 3, 3, 3, 5, 6, 7, 8),
    values: fc.oneof(fc.array(text, { maxLength: 3 }), fc.array(anything, { maxLength: 30 })),
    resolved,
  });
  const by = { ...town.member };

  await fc.assert(
    fc.asyncProperty(component, async (data) => {
      const person = someone().person;
      discord.world.join(town.server, person);
      await expectOneAnswer({ ...by, person }, InteractionType.MessageComponent, data, post.id);
    }),
    { numRuns: RUNS / 2, endOnFailure: true },
  );
  noFaults();
});

test("forms, and commands of the menus of messages and people", async () => {
  const input = fc.record({ type: fc.constant(ComponentType.TextInput), custom_id: customId, value: text });
  const form = fc.record({
    custom_id: customId,
    components: fc.array(fc.record({ type: fc.constant(1), components: fc.array(input, { maxLength: 1 }) })),
  });
  const menu = fc.record({
    id: fc.constant("1"),
    name: names,
    type: fc.constantFrom(2, 3),
    target_id: fc.constantFrom(...ids()),
    resolved,
  });

  await fc.assert(
    fc.asyncProperty(form, menu, async (submitted, chosen) => {
      await expectOneAnswer(someone(), InteractionType.ModalSubmit, submitted);
      await expectOneAnswer(someone(), InteractionType.ApplicationCommand, chosen);
    }),
    { numRuns: RUNS / 4, endOnFailure: true },
  );
  noFaults();
});

test("what is no interaction at all: no crash, and the next person is answered", async () => {
  const data = fc.oneof(
    fc.anything(),
    fc.record({ id: anything, name: anything, type: anything, options: anything, resolved: anything }),
    fc.record({ custom_id: anything, component_type: anything, values: anything, components: anything }),
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 9 }), data, async (type, it) => {
      discord.interact(someone(), type as InteractionType, it).catch(() => {});
      await expectOneAnswer(someone(), InteractionType.ApplicationCommand, { id: "1", name: "about", type: 1 });
    }),
    { numRuns: RUNS / 2, endOnFailure: true },
  );
  expect(discord.refusals).toEqual([]);
});
