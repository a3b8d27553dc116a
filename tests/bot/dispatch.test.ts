import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { createArtistGraph, createIndex } from "../../facts/index.ts";
import { defineCommand } from "../../src/bot/command.ts";
import { type Answerable, createDispatch } from "../../src/bot/dispatch.ts";
import { defineModal } from "../../src/bot/form.ts";
import { NO_GAMES } from "../../src/bot/game-host.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import { createLook } from "../../src/render/look.ts";
import { NO_PICTURES } from "../../src/render/picture.ts";
import { notice } from "../../src/render/reply.ts";
import { ARTISTS, content, FACTS } from "../facts/sample.ts";
import { textOf } from "./bot.ts";
import { NOTHING_OWN } from "./nothing-own.ts";

const CALLER: Omit<Caller, "zone"> = { userId: "1", guildId: "2", channelId: "3", mayManage: true };

const INDEX = createIndex(FACTS, ARTISTS);
const TOOLS: Omit<Tools, "giveWay"> = {
  facts: INDEX,
  graph: createArtistGraph(content({ facts: FACTS, artists: ARTISTS })),
  look: createLook(INDEX),
  pictures: NO_PICTURES,
  clock: () => Temporal.Instant.from("2026-11-23T06:33:00Z"),
  orders: {
    list: async () => [],
    zoneOf: async () => undefined,
    add: async () => "added",
    change: async () => undefined,
    remove: async () => undefined,
    restore: async () => "gone",
    skip: async () => false,
    unskip: async () => false,
  },
  record: {
    lastResults: async () => new Map(),
    history: async () => [],
    memory: async () => ({ blocked: new Set(), led: new Map(), missed: new Map(), chosen: new Map() }),
    blocked: async () => new Set(),
    block: async () => true,
    unblock: async () => false,
  },
  inspector: { inspect: async () => new Map() },
  postToday: async () => ({ outcome: "gone" }),
  archive: { count: async () => ({}) as never, forget: async () => {} },
  saved: { list: async () => [], save: async () => "saved", remove: async () => {} },
  standings: { of: async () => undefined, move: async () => true },
  scores: { page: async () => [], count: async () => 0, reset: async () => {} },
  games: NO_GAMES,
  ...NOTHING_OWN,
  reports: { standing: async () => "welcome", add: async () => "welcome" },
  shown: { pick: async (_, candidates) => ({ id: [...candidates][0] ?? "", seen: 1 }) },
  random: () => 0,
};

const broken = defineCommand({
  name: "broken",
  description: "Fails",
  options: { kind: { type: "string", description: "How" } },
  run: ({ kind }) => {
    if (kind === "person") throw new UserError("Write it the other way round.");
    throw new TypeError("a bug, with token MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789 in it");
  },
});

/** Offers a list on one page and another, of which two can be chosen. */
const menu = defineCommand({
  name: "menu",
  description: "Something to choose from",
  run: () => notice("Choose."),
  selects: {
    open: { args: 0, choose: ([dish]) => notice(`Here is ${dish}.`) },
    mix: {
      args: 1,
      effect: "update",
      most: 2,
      choose: (dishes, [page]) => notice(`${dishes.join(" with ")}, from page ${page}.`),
    },
  },
});

/** Opens a form, shares what it says. */
const desk = defineCommand({
  name: "desk",
  description: "A form to fill in",
  run: () => ({ opens: "ask", args: ["3"], filled: { name: "Ann", dish: "cake" }, late: notice("Too late.") }),
  buttons: {
    ask: { args: 0, press: () => ({ opens: "ask", args: ["4"], filled: {}, late: notice("Too late.") }) },
    share: {
      args: 0,
      press: () => ({ shares: notice("For all."), leaves: notice("Shared."), failed: notice("Not shared.") }),
    },
    lost: { args: 0, press: () => ({ opens: "gone", args: [], filled: {}, late: notice("Too late.") }) },
  },
  modals: {
    ask: defineModal({
      args: 1,
      title: "Who eats what",
      weight: 3,
      fields: {
        name: { type: "text", label: "Name", maxLength: 5, required: true },
        dish: { type: "select", label: "Dish", options: () => [{ label: "Soup", value: "soup" }] },
        more: { type: "checks", label: "More", options: [{ label: "Salt", value: "salt" }] },
        where: { type: "channel", label: "Where", channelTypes: [0] },
        who: { type: "role", label: "Who" },
      },
      submit: ({ dish, more, name, where, who }, [table]) =>
        notice([name, dish, [...more].join("+"), where?.id, who?.id, `at ${table}`].map(String).join(", ")),
    }),
  },
});

function setUp() {
  const log: string[] = [];
  const outcomes: string[] = [];
  const dispatch = createDispatch(
    [...COMMANDS, broken, menu, desk],
    TOOLS,
    createLog("info", (line) => log.push(line)),
    (name, outcome) => outcomes.push(`${name}: ${outcome}`),
  );
  const run = (command: string, options: Record<string, unknown> = {}, subcommand?: string) =>
    dispatch.answer({ kind: "command", caller: CALLER, command, subcommand, options });
  const press = (id: string) => dispatch.answer({ kind: "button", caller: CALLER, id });
  const choose = (id: string, values: unknown) => dispatch.answer({ kind: "select", caller: CALLER, id, values });
  const submit = (id: string, fields: Record<string, unknown>) =>
    dispatch.answer({ kind: "modal", caller: CALLER, id, fields });
  return { dispatch, run, press, choose, submit, log, outcomes };
}

test("a person's mistake is shown to them alone, and is nothing for the log", async () => {
  const { run, log, outcomes } = setUp();

  const { reply } = await run("broken", { kind: "person" });

  expect(reply.audience).toBe("asker");
  expect(textOf(reply)).toBe("Write it the other way round.");
  expect(log).toEqual([]);
  expect(outcomes).toEqual(["broken: refused"]);
});

test("a bug gives the person a code, and the log the same code with the stack, without secrets", async () => {
  const { run, log } = setUp();

  const { reply } = await run("broken");

  const code = /`(\w{8})`/.exec(textOf(reply))?.[1];
  expect(reply.audience).toBe("asker");
  expect(textOf(reply)).not.toContain("TypeError");
  expect(JSON.parse(log[0] ?? "")).toMatchObject({ level: 50, reference: code, request: "broken" });
  expect(log[0]).toContain("dispatch.test.ts");
  expect(log[0]).not.toContain("MTIzNDU2");
});

describe("while the database does not answer", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const refuse = () => Promise.reject(refused);
  const isBusy = (error: unknown) => error === refused;
  const tools = { ...TOOLS, orders: { ...TOOLS.orders, list: refuse, zoneOf: refuse }, shown: { pick: refuse } };
  const ask = (command: string, all = tools) => {
    const dispatch = createDispatch(COMMANDS, all, createLog("silent"), undefined, undefined, isBusy);
    return dispatch.answer({ kind: "command", caller: CALLER, command, subcommand: undefined, options: {} });
  };

  test.each(["about", "today"])("/%s, which needs nothing of it, is answered all the same", async (command) => {
    expect(textOf((await ask(command)).reply)).not.toMatch(/database|failed/);
  });

  test("what needs it is refused in a sentence, for the asker alone", async () => {
    const { reply } = await ask("fact");

    expect(reply.audience).toBe("asker");
    expect(textOf(reply)).toBe("My database does not answer just now; try again in a minute.");
  });

  test("what needs neither a day nor the zone of it asks for neither", async () => {
    const asked: string[] = [];
    const zoneOf = async (guildId: string) => {
      asked.push(guildId);
      return "Asia/Tokyo";
    };
    const all = { ...tools, orders: { ...tools.orders, zoneOf } } as unknown as typeof tools;

    await ask("about", all);
    expect(asked).toEqual([]);
    await ask("today", all);
    expect(asked).toEqual([CALLER.guildId]);
  });

  test("what is wrong with it for good is a bug like others", async () => {
    const broken = { ...tools, orders: { ...tools.orders, zoneOf: () => Promise.reject(new Error("no such table")) } };

    expect(textOf((await ask("today", broken)).reply)).toContain("That failed");
  });
});

test("whoever asks too much is told to wait, whatever they asked for, and completions go on", async () => {
  const outcomes: string[] = [];
  const dispatch = createDispatch(
    [...COMMANDS, broken],
    TOOLS,
    createLog("silent"),
    (name, outcome) => outcomes.push(`${name}: ${outcome}`),
    (_, __, kind) => (kind === "asked" ? { who: "person", wait: 5000 } : undefined),
  );
  const call = { caller: CALLER, command: "broken", subcommand: undefined, options: {} };

  const answers = await Promise.all([
    dispatch.answer({ kind: "command", ...call }),
    dispatch.answer({ kind: "button", caller: CALLER, id: "1/daily/list/1" }),
    dispatch.answer({ kind: "button", caller: CALLER, id: "nonsense" }),
    dispatch.answer({ kind: "select", caller: CALLER, id: "nonsense", values: [] }),
  ]);
  const found = await dispatch.complete({
    ...call,
    kind: "complete",
    command: "today",
    focused: "date",
    typed: "4 ju",
  });

  for (const { effect, reply } of answers) {
    expect({ effect, audience: reply.audience }).toEqual({ effect: "reply", audience: "asker" });
    expect(textOf(reply)).toBe("You asked me a lot in a short time; try again in 5 seconds.");
  }
  expect(outcomes).toEqual([
    "broken: limited",
    "daily button: limited",
    "unknown button: limited",
    "unknown select: limited",
  ]);
  expect(found).not.toEqual([]);
});

test.each([
  ["from an older version", "0/fact/another//"],
  ["of a command that is gone", "1/quiz/start"],
  ["of an action that is gone", "1/fact/gone/x"],
  ["without its arguments", "1/fact/another"],
  ["of a name that every object has", "1/fact/constructor/x"],
  ["of another bot", "page:2"],
  ["that is empty", ""],
])("a button %s is refused kindly", async (_, id) => {
  const { press } = setUp();

  const { effect, reply } = await press(id);

  expect(effect).toBe("reply");
  expect(reply.audience).toBe("asker");
  expect(textOf(reply)).not.toContain("code");
});

test("what is chosen from a list is answered with a new message, or in place, as the command says", async () => {
  const { choose, dispatch, outcomes } = setUp();
  const slow = { kind: "select", caller: CALLER, values: [] } as const;

  const opened = await choose("1/menu/open", ["soup"]);
  const mixed = await choose("1/menu/mix/3", ["soup", "cake"]);

  expect([opened.effect, textOf(opened.reply)]).toEqual(["reply", "Here is soup."]);
  expect([mixed.effect, textOf(mixed.reply)]).toEqual(["update", "soup with cake, from page 3."]);
  expect(dispatch.expect({ ...slow, id: "1/menu/open" })).toBe("asker");
  expect(dispatch.expect({ ...slow, id: "1/menu/mix/3" })).toBe("update");
  expect(outcomes).toEqual(["menu select: answered", "menu select: answered"]);
});

test.each([
  ["from an older version", "0/menu/open"],
  ["of a command that is gone", "1/quiz/open"],
  ["of an action that is gone", "1/menu/gone"],
  ["whose id is a button's", "1/fact/show/sukiyaki"],
  ["without its arguments", "1/menu/mix"],
  ["of a name that every object has", "1/menu/constructor"],
  ["that is empty", ""],
])("a list %s is refused kindly", async (_, id) => {
  const { choose, outcomes } = setUp();

  const { effect, reply } = await choose(id, ["soup"]);

  expect([effect, reply.audience]).toEqual(["reply", "asker"]);
  expect(textOf(reply)).toBe("This list is from an older version of me; run the command again.");
  expect(outcomes[0]).toMatch(/^(unknown|menu|fact) select: refused$/);
});

test.each([
  ["more than may be chosen", "1/menu/open", ["soup", "cake"], "Choose one from this list."],
  ["more than may be chosen", "1/menu/mix/1", ["a", "b", "c"], "Choose at most 2 from this list."],
  ["nothing", "1/menu/open", [], "I cannot read what was chosen; choose from the list once more."],
  ["one thing twice", "1/menu/mix/1", ["a", "a"], "I cannot read what was chosen; choose from the list once more."],
  ["an empty value", "1/menu/open", [""], "I cannot read what was chosen; choose from the list once more."],
  ["a long value", "1/menu/open", ["x".repeat(101)], "I cannot read what was chosen; choose from the list once more."],
  ["what is no text", "1/menu/open", [{}], "I cannot read what was chosen; choose from the list once more."],
  ["no list of values", "1/menu/open", "soup", "I cannot read what was chosen; choose from the list once more."],
])("a choice of %s gets one sentence", async (_, id, values, sentence) => {
  const { choose, log } = setUp();

  const { effect, reply } = await choose(id, values);

  expect([effect, reply.audience, textOf(reply)]).toEqual(["reply", "asker", sentence]);
  expect(log).toEqual([]);
});

test.each([
  ["a command", async ({ run }: ReturnType<typeof setUp>) => run("desk")],
  ["a button", async ({ press }: ReturnType<typeof setUp>) => press("1/desk/ask")],
])("%s may be answered with a form, and says what is answered where it is too late for one", async (_, open) => {
  const answer = await open(setUp());

  if (answer.effect !== "open") throw new Error("no form");
  expect(answer.modal).toMatchObject({
    title: "Who eats what",
    custom_id: expect.stringMatching(/^1\/desk\/ask\/[34]$/),
  });
  expect(textOf(answer.reply)).toBe("Too late.");
});

test("a form has what its fields are filled with, also what its list does not offer", async () => {
  const answer = await setUp().run("desk");

  if (answer.effect !== "open") throw new Error("no form");
  expect(answer.modal.components).toMatchObject([
    { label: "Name", component: { type: 4, custom_id: "name", value: "Ann", required: true, max_length: 5 } },
    {
      label: "Dish",
      component: {
        required: false,
        options: [
          { label: "Soup", default: false },
          { label: "cake", value: "cake", default: true },
        ],
      },
    },
    { label: "More", component: { type: 22, min_values: 0, options: [{ value: "salt", default: false }] } },
    { label: "Where", component: { type: 8, channel_types: [0] } },
    { label: "Who", component: { type: 6, required: false } },
  ]);
});

test("a form that is filled in is answered once, by its fields and what its id carries", async () => {
  const { dispatch, outcomes, submit } = setUp();
  const where = { id: "7", type: 0, permissions: 0n };
  const who = { id: "8", mentionable: true };

  const whole = await submit("1/desk/ask/3", {
    name: " Ann ",
    dish: ["soup"],
    more: ["salt"],
    where: [where],
    who: [who],
  });
  const least = await submit("1/desk/ask/4", { name: "Ann", where: [], dish: [] });

  expect([whole.effect, textOf(whole.reply)]).toEqual(["reply", "Ann, soup, salt, 7, 8, at 3"]);
  expect(textOf(least.reply)).toBe("Ann, undefined, , undefined, undefined, at 4");
  expect(dispatch.expect({ kind: "modal", caller: CALLER, id: "1/desk/ask/3", fields: {} })).toBe("asker");
  expect(outcomes).toEqual(["desk form: answered", "desk form: answered"]);
});

test.each([
  ["from an older version", "0/desk/ask/3", {}, "This form is from an older version of me; run the command again."],
  ["whose id is a button's", "1/desk/share", {}, "This form is from an older version of me; run the command again."],
  [
    "of an object's own name",
    "1/desk/toString",
    {},
    "This form is from an older version of me; run the command again.",
  ],
  [
    "without what it must have",
    "1/desk/ask/3",
    { name: " " },
    "“Name” is empty; open the form once more and fill it in.",
  ],
  [
    "with more than fits",
    "1/desk/ask/3",
    { name: "Annabel" },
    "I cannot read “Name” as it was sent; open the form once more.",
  ],
  [
    "with two of one",
    "1/desk/ask/3",
    { name: "A", dish: ["a", "b"] },
    "I cannot read “Dish” as it was sent; open the form once more.",
  ],
  [
    "with what is no box of it",
    "1/desk/ask/3",
    { name: "A", more: ["x"] },
    "I cannot read “More” as it was sent; open the form once more.",
  ],
  [
    "with a channel that is none",
    "1/desk/ask/3",
    { name: "A", where: ["x"] },
    "I cannot read “Where” as it was sent; open the form once more.",
  ],
])("a form %s gets one sentence", async (_, id, fields, sentence) => {
  const { log, submit } = setUp();

  const { effect, reply } = await submit(id, fields);

  expect([effect, reply.audience, textOf(reply)]).toEqual(["reply", "asker", sentence]);
  expect(log).toEqual([]);
});

test("a command that opens what it does not have is a bug, and is answered", async () => {
  const { log, press } = setUp();

  const { effect, reply } = await press("1/desk/lost");

  expect(effect).toBe("reply");
  expect(textOf(reply)).toContain("That failed");
  expect(log).toHaveLength(1);
});

test("what one message shares is shared once, however often its button is pressed, until that failed", async () => {
  const { dispatch } = setUp();
  const share = (messageId: string) =>
    dispatch.answer({ kind: "button", caller: { ...CALLER, mayWrite: true }, id: "1/desk/share", messageId });

  const [first, again, other] = await Promise.all([share("1"), share("1"), share("2")]);
  if (first.effect !== "share") throw new Error("nothing is shared");
  const failed = first.failed();
  const later = await share("1");

  expect([textOf(first.shares), textOf(first.reply), textOf(failed)]).toEqual(["For all.", "Shared.", "Not shared."]);
  expect([again.effect, textOf(again.reply)]).toEqual(["reply", "This was shared already; it stands in the channel."]);
  expect([other.effect, later.effect]).toEqual(["share", "share"]);
});

test("a button of a moderators' command asks for the permission again", async () => {
  const { dispatch } = setUp();

  const { reply } = await dispatch.answer({
    kind: "button",
    caller: { ...CALLER, mayManage: false },
    id: "1/daily/list/1",
  });

  expect(textOf(reply)).toContain("Manage Server");
});

test("what completes a moderators' option is for moderators", async () => {
  const { dispatch } = setUp();
  const call = { kind: "complete", command: "daily", subcommand: "add", options: {} } as const;
  const typed = { focused: "timezone", typed: "toky" };

  const allowed = await dispatch.complete({ ...call, ...typed, caller: CALLER });
  const refused = await dispatch.complete({ ...call, ...typed, caller: { ...CALLER, mayManage: false } });

  expect(allowed.map((it) => it.value)).toEqual(["Asia/Tokyo"]);
  expect(refused).toEqual([]);
});

test("a value of the wrong type is refused, and not a bug", async () => {
  const { run, outcomes } = setUp();

  await run("search", { query: 7 });
  await run("search");
  await run("daily", { channel: { id: "x".repeat(5), type: 0 }, time: "9", timezone: "UTC" }, "add");

  expect(outcomes).toEqual(["search: refused", "search: refused", "daily add: refused"]);
});

test.each([
  ["daily", "preview", { days: 0 }, "days is a whole number from 1 to 14."],
  ["daily", "preview", { days: 15 }, "days is a whole number from 1 to 14."],
  ["daily", "preview", { days: 1.5 }, "days is a whole number from 1 to 14."],
  ["daily", "pause", { channel: "x" }, "I cannot read “channel” as it was sent; type the command once more."],
  ["search", undefined, {}, "I cannot read “query” as it was sent; type the command once more."],
  ["search", undefined, { query: "x".repeat(81) }, "query can have 80 characters at most; shorten it."],
  ["fact", undefined, { topic: "x".repeat(101) }, "topic can have 100 characters at most; shorten it."],
])(
  "what does not fit an option is refused with what would: /%s %s %o",
  async (command, subcommand, options, sentence) => {
    const { run } = setUp();

    const { reply } = await run(command, options, subcommand);

    expect(textOf(reply)).toBe(sentence);
  },
);

test("whatever is sent, there is exactly one well-formed answer and never a bug", async () => {
  const { dispatch, log } = setUp();
  const names = ["fact", "search", "today", "about", "daily", "constructor"];
  const options = fc.dictionary(
    fc.constantFrom("topic", "artist", "query", "date", "channel", "time", "timezone", "genre", "role", "__proto__"),
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.integer(),
      fc.constant(null),
      fc.object(),
      fc.constantFrom("9am", "Europe/Paris", "aerosmith", "4 July"),
    ),
  );
  const caller = fc.record({
    userId: fc.constant("1"),
    guildId: fc.constantFrom("2", undefined),
    channelId: fc.constant("3"),
    mayManage: fc.boolean(),
  });
  const id = fc.oneof(
    fc.string({ maxLength: 100 }),
    fc
      .tuple(
        fc.constantFrom(...names, "menu"),
        fc.constantFrom("another", "show", "page", "day", "post", "list", "open", "setup", "change", "share"),
        fc.string({ unit: "binary", maxLength: 60 }),
      )
      .map((it) => `1/${it.join("/")}`),
  );
  const chosen = fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...FACTS.map((it) => it.id))));
  const fields = fc.dictionary(
    fc.constantFrom("channel", "when", "genre", "role", "extras", "__proto__"),
    fc.oneof(fc.string({ unit: "binary" }), chosen, fc.anything()),
  );
  const request: fc.Arbitrary<Answerable> = fc.oneof(
    fc.record({
      kind: fc.constant("command" as const),
      caller,
      command: fc.constantFrom(...names),
      subcommand: fc.constantFrom(undefined, "add", "edit", "remove", "pause", "resume", "list", "preview", "toString"),
      options,
    }),
    fc.record({ kind: fc.constant("button" as const), caller, id }),
    fc.record({ kind: fc.constant("select" as const), caller, id, values: fc.oneof(chosen, fc.anything()) }),
    fc.record({ kind: fc.constant("modal" as const), caller, id, fields }),
  );

  await fc.assert(
    fc.asyncProperty(request, async (it) => {
      const { reply } = await dispatch.answer(it);
      expect(reply.components.length).toBeGreaterThan(0);
      expect(textOf(reply).length).toBeGreaterThan(0);
    }),
    { numRuns: 1000 },
  );
  expect(log).toEqual([]);
});

test("completion of anything never fails", async () => {
  const { dispatch, log } = setUp();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        ["fact", "topic"],
        ["fact", "artist"],
        ["search", "query"],
        ["today", "date"],
        ["nothing", "at all"],
      ),
      fc.string({ unit: "binary", maxLength: 300 }),
      async ([command = "", focused = ""], typed) => {
        const found = await dispatch.complete({
          kind: "complete",
          caller: CALLER,
          command,
          subcommand: undefined,
          options: {},
          focused,
          typed,
        });
        expect(found.length).toBeLessThanOrEqual(25);
        for (const { name, value } of found) expect(Math.max(name.length, value.length)).toBeLessThanOrEqual(100);
      },
    ),
    { numRuns: 500 },
  );
  expect(log).toEqual([]);
});
