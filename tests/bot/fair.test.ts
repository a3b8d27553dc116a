import { expect, test } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { type FactIndex, isEvent } from "../../facts/index.ts";
import { createDispatch, type Request } from "../../src/bot/dispatch.ts";
import { createLimiter } from "../../src/bot/limiter.ts";
import { createServerTurns } from "../../src/bot/turns.ts";
import { createLog } from "../../src/log.ts";
import { type DailyOrder, MAX_ORDERS } from "../../src/schedule/order.ts";
import { memory, order } from "../schedule/sample.ts";
import { SHIPPED } from "../shipped.ts";
import { createRounds } from "./rounds.ts";

const NOW = Temporal.Instant.from("2032-01-05T00:00:00Z");
const FACTS = SHIPPED;
const EVENTS = FACTS.facts.filter(isEvent);

/** So many days' events may be looked at without a pause: what a page of three orders may need, some 10 milliseconds. */
const A_STRETCH = 3 * 8 * 366 + 200;

type Server = (at: number) => Partial<DailyOrder>;
const RARE = FACTS.names("genre").filter((genre) => FACTS.select({ genre }).length === 1);
const YEAR_OF_SKIPS = Array.from({ length: 366 }, (_, days) => Temporal.PlainDate.from("2032-01-05").add({ days }));
const SERVERS: Readonly<Record<string, Server>> = {
  "any genre": () => ({}),
  "a family each": (at) => ({ genre: FACTS.families[at]!.family }),
  "genres with one day a year, or none": (at) => ({ genre: RARE[at]!, otherwise: "none" }),
  "a year of days left out": (at) => (at === 0 ? { skips: YEAR_OF_SKIPS } : {}),
};

/** A bot with a server of ten orders, on a loop that the test turns; it counts the days that are looked at. */
function setUp(of: Server, blocked: readonly string[]) {
  const meter = { looks: 0, longest: 0 };
  const facts: FactIndex = {
    ...FACTS,
    on(day) {
      meter.looks += 1;
      meter.longest = Math.max(meter.longest, meter.looks);
      return FACTS.on(day);
    },
  };
  const rounds = createRounds();
  const turns = createServerTurns((act) =>
    rounds.goRound(() => {
      meter.looks = 0;
      act();
    }),
  );
  const orders = Array.from({ length: MAX_ORDERS }, (_, at) => order({ channelId: String(20 + at), ...of(at) }));
  const tools = {
    facts,
    clock: () => NOW,
    orders: {
      list: async (guildId: string) => (guildId === "10" ? orders : []),
      zoneOf: async (guildId: string) => (guildId === "10" ? orders[0]?.timeZone : undefined),
    },
    record: {
      memory: async () => memory({ blocked }),
      blocked: async () => new Set(blocked),
      lastResults: async () => new Map(),
      history: async () => [],
    },
    random: () => 0,
  };
  const limiter = createLimiter(() => 0);
  const dispatch = createDispatch(COMMANDS, tools as never, createLog("silent"), undefined, limiter, undefined, turns);
  const ask = (guildId: string, userId: string, request: object) => {
    const caller = { userId, guildId, channelId: "20", mayManage: true };
    const whole = { options: {}, subcommand: undefined, caller, ...request } as Request;
    return whole.kind === "complete" ? dispatch.complete(whole) : dispatch.answer(whole);
  };
  return { ask, meter, rounds };
}

const HEAVY: Readonly<Record<string, object>> = {
  "/daily preview days:14": { kind: "command", command: "daily", subcommand: "preview", options: { days: 14 } },
  "/daily preview": { kind: "command", command: "daily", subcommand: "preview" },
  "/daily list": { kind: "command", command: "daily", subcommand: "list" },
  "its second page": { kind: "button", id: "1/daily/list/2" },
  "what is blocked, as one types": {
    ...{ kind: "complete", command: "daily", subcommand: "unblock", focused: "fact", typed: "a" },
  },
};
const CASES = Object.keys(SERVERS).flatMap((server) =>
  Object.keys(HEAVY).flatMap((what) => [
    [what, server, "nothing"],
    [what, server, "everything"],
  ]),
);
const blockedOf = (what: string) => (what === "everything" ? EVENTS.map(({ id }) => id) : []);

test.each(CASES)(
  "%s, with ten orders of %s and %s blocked, is done in short stretches",
  async (what, server, block) => {
    const { ask, meter, rounds } = setUp(SERVERS[server]!, blockedOf(block));
    const asked = ask("10", "someone", HEAVY[what]!);

    await rounds.toTheEnd();
    await asked;

    expect(meter.longest).toBeLessThanOrEqual(A_STRETCH);
  },
);

test.each(Object.keys(HEAVY))(
  "300 times %s from one server, and another's /about comes at the next turn",
  async (what) => {
    const { ask, rounds } = setUp(SERVERS["any genre"]!, blockedOf("everything"));
    for (let at = 0; at < 300; at++) void ask("10", `person ${at % 10}`, HEAVY[what]!);
    await rounds.once();
    let answered = false;
    void ask("11", "someone", { kind: "command", command: "about" }).then(() => {
      answered = true;
    });

    await rounds.once();
    await rounds.once();

    expect(answered).toBe(true);
  },
);
