import { describe, expect, test } from "vitest";
import { createIndex, type Fact } from "../../facts/index.ts";
import { type Choice, chooseAgain, choosePost } from "../../src/schedule/choice.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";
import { fact } from "../facts/sample.ts";
import { memory, order } from "./sample.ts";

const at = (month: number, day: number) => ({ year: 1986, month, day });
const FACTS: readonly Fact[] = [
  fact({ id: "strongest", date: at(9, 27), weight: 5, genres: ["hip-hop", "rock"] }),
  fact({ id: "second", date: at(9, 27), weight: 4, genres: ["jazz", "funk"] }),
  fact({ id: "third", date: at(9, 27), weight: 2, genres: ["soul", "country"] }),
  fact({ id: "reggae-ahead", date: at(9, 28), weight: 5, genres: ["reggae", "rock"] }),
  fact({ id: "reggae-before", date: at(9, 24), genres: ["reggae", "pop"] }),
  fact({ id: "pop-before", date: at(9, 24), weight: 5, genres: ["pop", "rock"] }),
  fact({ id: "opera", date: at(3, 1), genres: ["opera", "pop"] }),
  fact({ id: "leap", date: at(2, 29), genres: ["opera", "metal"] }),
];
const INDEX = createIndex(FACTS, []);

interface Given extends Partial<DailyOrder> {
  readonly remembered?: Parameters<typeof memory>[0];
  /** The server's other orders. */
  readonly others?: readonly DailyOrder[];
}

function decide(day: string, { remembered, others = [], ...given }: Given = {}) {
  const own = order(given);
  return choosePost(own, Temporal.PlainDate.from(day), INDEX, memory(remembered), [own, ...others]);
}

/** What is posted in channel 20, where something is. */
function choose(day: string, given: Given = {}): Choice {
  const choice = decide(day, given);
  if (choice.lead === undefined) throw new Error(`no post: ${choice.reason}`);
  return choice;
}

const leadOf = (day: string, given: Given = {}) => decide(day, given).lead?.id;
/** An order in another channel of the server, an hour earlier or later. */
const early = (given: Partial<DailyOrder> = {}) =>
  order({ channelId: "19", time: Temporal.PlainTime.from("08:00"), ...given });
const late = (given: Partial<DailyOrder> = {}) =>
  order({ channelId: "21", time: Temporal.PlainTime.from("10:00"), ...given });

describe("what is posted", () => {
  test("the day's strongest leads, the others follow by strength", () => {
    const { day, eventDay, lead, others } = choose("2026-09-27");

    expect(lead.id).toBe("strongest");
    expect(others.map((it) => it.id)).toEqual(["second", "third"]);
    expect(eventDay).toEqual(day);
  });

  test("a year later the day's next event leads, and when all have led the first again", () => {
    const led = (days: Readonly<Record<string, string>>) => ({ remembered: { led: { 20: days } } });

    expect(leadOf("2027-09-27", led({ strongest: "2026-09-27" }))).toBe("second");
    expect(leadOf("2028-09-27", led({ strongest: "2026-09-27", second: "2027-09-27" }))).toBe("third");
    expect(leadOf("2029-09-27", led({ strongest: "2026-09-27", second: "2027-09-27", third: "2028-09-27" }))).toBe(
      "strongest",
    );
  });

  test("what led in another channel last year may lead in this one", () => {
    expect(leadOf("2027-09-27", { remembered: { led: { 21: { strongest: "2026-09-27" } } } })).toBe("strongest");
  });

  test("never what the server blocked, neither as the lead nor below it", () => {
    const { lead, others } = choose("2026-09-27", { remembered: { blocked: ["strongest", "third"] } });

    expect([lead.id, ...others.map((it) => it.id)]).toEqual(["second"]);
  });

  test("29 February's events belong to that day alone", () => {
    expect(leadOf("2028-02-29")).toBe("leap");
    expect(leadOf("2027-03-01")).toBe("opera");
    expect(decide("2027-02-28").lead).toBeUndefined();
    expect(decide("2028-02-28").lead).toBeUndefined();
  });
});

describe("an order with a genre", () => {
  test("gets the day's events of that genre alone, where there are any", () => {
    const { lead, others } = choose("2026-09-27", { genre: "jazz" });

    expect([lead.id, ...others.map((it) => it.id)]).toEqual(["second"]);
  });

  test("gets its genre's event again rather than one of another genre", () => {
    expect(leadOf("2027-09-27", { genre: "jazz", remembered: { led: { 20: { second: "2026-09-27" } } } })).toBe(
      "second",
    );
  });

  test("else the day's lead of any genre: never one of another day", () => {
    const { eventDay, lead, others } = choose("2026-09-27", { genre: "reggae" });

    expect([lead.id, ...others.map((it) => it.id)]).toEqual(["strongest", "second", "third"]);
    expect(eventDay.toString()).toBe("2026-09-27");
  });

  test("or none, where that was ordered, with the reason", () => {
    expect(decide("2026-09-27", { genre: "reggae", otherwise: "none" })).toEqual({
      day: Temporal.PlainDate.from("2026-09-27"),
      reason: "no reggae event falls on this day",
    });
    expect(
      decide("2026-09-27", { genre: "jazz", otherwise: "none", remembered: { blocked: ["second"] } }),
    ).toMatchObject({ reason: "every jazz event of this day is blocked; /daily unblock allows one again" });
  });

  test("that is none any more gets all genres, also where else it would get none", () => {
    expect(leadOf("2026-09-27", { genre: "polka", otherwise: "none" })).toBe("strongest");
  });
});

describe("a day with nothing left", () => {
  const blocked = ["strongest", "second", "third"];

  test("takes the nearest earlier day of the week, never one ahead", () => {
    const { eventDay, lead, others } = choose("2026-09-27", { remembered: { blocked } });

    expect([lead.id, ...others.map((it) => it.id)]).toEqual(["pop-before", "reggae-before"]);
    expect(eventDay.toString()).toBe("2026-09-24");
  });

  test("takes of it what is of the genre first, and what did not lead here lately", () => {
    const led = { 20: { "pop-before": "2026-09-24" } };

    expect(leadOf("2026-09-27", { genre: "reggae", remembered: { blocked } })).toBe("reggae-before");
    expect(leadOf("2026-09-27", { remembered: { blocked, led } })).toBe("reggae-before");
  });

  test("looks back a week and no further", () => {
    expect(leadOf("2026-10-05")).toBe("reggae-ahead");
    expect(decide("2026-10-06")).toMatchObject({ reason: "no event falls on this day" });
  });

  test("has no post rather than tell what it told a few days ago", () => {
    const led = { 20: { "pop-before": "2026-09-24", "reggae-before": "2026-09-26" } };

    expect(decide("2026-09-27", { remembered: { blocked, led } })).toMatchObject({
      reason: "every event of this day is blocked; /daily unblock allows one again",
    });
  });

  test("takes nothing of another genre where none was ordered otherwise", () => {
    expect(leadOf("2026-09-27", { genre: "reggae", otherwise: "none", remembered: { blocked } })).toBe("reggae-before");
    expect(leadOf("2026-09-27", { genre: "jazz", otherwise: "none", remembered: { blocked } })).toBeUndefined();
  });
});

describe("two channels of a server", () => {
  test("differ, the earlier one with the stronger", () => {
    expect(leadOf("2026-09-27", { others: [late()] })).toBe("strongest");
    expect(leadOf("2026-09-27", { others: [early()] })).toBe("second");
    expect(leadOf("2026-09-27", { remembered: { led: { 19: { strongest: "2026-09-27" } } } })).toBe("second");
  });

  test("share where there is only one for both", () => {
    expect(leadOf("2026-09-27", { genre: "jazz", others: [early({ genre: "jazz" })] })).toBe("second");
  });

  test("differ also where only the later one cannot choose", () => {
    expect(leadOf("2026-09-27", { others: [late({ genre: "hip-hop" })] })).toBe("second");
    expect(leadOf("2026-09-27", { genre: "hip-hop", others: [early()] })).toBe("strongest");
  });

  test("each tell first what they never told, though the other tells it too", () => {
    const led = { 20: { strongest: "2024-09-27", second: "2025-09-27" }, 19: { third: "2026-09-27" } };

    expect(leadOf("2026-09-27", { others: [early()], remembered: { led } })).toBe("third");
  });

  test.each([
    ["that is paused", { paused: "by a moderator" }],
    ["that leaves out the day", { skips: [Temporal.PlainDate.from("2026-09-27")] }],
    ["that began later", { activeSince: Temporal.Instant.from("2026-09-27T08:30:00Z") }],
    ["that has no event of its genre and wants no other", { genre: "reggae", otherwise: "none" } as const],
  ])("one %s takes nothing from the other", (_, given) => {
    expect(leadOf("2026-09-27", { others: [early(given)] })).toBe("strongest");
  });
});

describe("what was missed", () => {
  const missed = { 19: { strongest: "2026-09-27" } };

  test("is not told in another channel that day, as was foretold", () => {
    expect(leadOf("2026-09-27", { remembered: { missed } })).toBe("second");
  });

  test("comes first a year later in its own channel, for nobody read it", () => {
    expect(leadOf("2027-09-27", { channelId: "19", remembered: { missed } })).toBe("strongest");
  });
});

describe("a post that is tried again", () => {
  const again = (leadId: string, given: Given = {}) => {
    const { remembered, ...rest } = given;
    const own = order(rest);
    const day = Temporal.PlainDate.from("2026-09-27");
    return chooseAgain(leadId, own, day, INDEX, memory(remembered), [own]).lead?.id;
  };

  test("keeps its lead, though another would be chosen by now", () => {
    expect(again("third", { remembered: { led: { 20: { third: "2026-09-27" } } } })).toBe("third");
  });

  test.each([
    ["was blocked", "third", { remembered: { blocked: ["third"] } }, "strongest"],
    ["was withdrawn", "not there", {}, "strongest"],
    ["is not of the genre that was ordered since", "third", { genre: "jazz" }, "second"],
    ["is of a day to come", "reggae-ahead", {}, "strongest"],
  ])("has another where that %s", (_, leadId, given, expected) => {
    expect(again(leadId, given)).toBe(expected);
  });

  test("keeps what it took from an earlier day", () => {
    const blocked = ["strongest", "second", "third"];
    const led = { 20: { "reggae-before": "2026-09-27" } };

    expect(again("reggae-before", { remembered: { blocked, led } })).toBe("reggae-before");
  });
});
