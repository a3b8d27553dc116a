import { describe, expect, test } from "vitest";
import { createIndex, type Fact } from "../../facts/index.ts";
import { choosePost } from "../../src/schedule/choice.ts";
import { fact } from "../facts/sample.ts";

const at = (month: number, day: number) => ({ year: 1986, month, day });
const FACTS: readonly Fact[] = [
  fact({ id: "strongest", date: at(9, 27), weight: 5, genres: ["hip-hop", "rock"] }),
  fact({ id: "second", date: at(9, 27), weight: 4, genres: ["jazz", "funk"] }),
  fact({ id: "third", date: at(9, 27), weight: 2, genres: ["soul", "country"] }),
  fact({ id: "reggae-later", date: at(9, 30), genres: ["reggae", "rock"] }),
  fact({ id: "reggae-before", date: at(9, 24), genres: ["reggae", "pop"] }),
  fact({ id: "opera", date: at(3, 1), genres: ["opera", "pop"] }),
  fact({ id: "leap", date: at(2, 29), genres: ["opera", "metal"] }),
];
const INDEX = createIndex(FACTS, []);
/** What the server remembers: facts that led, with their day, and facts that it blocked. */
const memory = (led: Readonly<Record<string, string>> = {}, blocked: readonly string[] = []) => ({
  led: new Map(Object.entries(led).map(([id, day]) => [id, Temporal.PlainDate.from(day)])),
  blocked: new Set(blocked),
});
const choose = (day: string, genre?: string, remembered = memory()) =>
  choosePost({ genre }, Temporal.PlainDate.from(day), INDEX, remembered);

describe("what is posted", () => {
  test("the day's strongest leads, the others follow by strength", () => {
    const { lead, others } = choose("2026-09-27");

    expect(lead.id).toBe("strongest");
    expect(others.map((it) => it.id)).toEqual(["second", "third"]);
  });

  test("not the one that led last year, nor one that led in another channel today", () => {
    expect(choose("2027-09-27", undefined, memory({ strongest: "2026-09-27" })).lead.id).toBe("second");
    expect(choose("2026-09-27", undefined, memory({ strongest: "2026-09-27" })).lead.id).toBe("second");
    expect(choose("2028-09-27", undefined, memory({ strongest: "2026-09-27" })).lead.id).toBe("strongest");
  });

  test("last year's own anniversary before another day's event", () => {
    const lastYear = { strongest: "2025-09-27", second: "2025-09-27", third: "2025-09-27" };

    expect(choose("2026-09-27", undefined, memory(lastYear)).lead.id).toBe("strongest");
    expect(choose("2026-09-27", "jazz", memory({ second: "2025-09-27" })).lead.id).toBe("second");
  });

  test("what led within the year only where nothing else fits", () => {
    const lately = { strongest: "2026-09-27", second: "2026-09-27", third: "2026-09-27" };

    expect(choose("2026-09-27", undefined, memory(lately)).lead.id).toBe("reggae-before");
    expect(choose("2026-09-27", "jazz", memory({ second: "2026-09-20" })).lead.id).toBe("strongest");
    const all = Object.fromEntries(FACTS.map(({ id }) => [id, "2026-09-20"]));
    expect(choose("2026-09-27", undefined, memory(all)).lead.id).toBe("strongest");
  });

  test("never what the server blocked, neither as the lead nor below it", () => {
    const { lead, others } = choose("2026-09-27", undefined, memory({}, ["strongest", "third"]));

    expect([lead.id, ...others.map((it) => it.id)]).toEqual(["second"]);
  });

  test("only events of the order's genre, where the day has any", () => {
    const { lead, others, missedGenre } = choose("2026-09-27", "jazz");

    expect([lead.id, ...others.map((it) => it.id)]).toEqual(["second"]);
    expect(missedGenre).toBeUndefined();
  });

  test("else the nearest of the genre within the week; of two as near, the one that has been", () => {
    const { eventDay, lead, missedGenre } = choose("2026-09-27", "reggae");

    expect(lead.id).toBe("reggae-before");
    expect(eventDay.toString()).toBe("2026-09-24");
    expect(missedGenre).toBeUndefined();
  });

  test("else the day's events of any genre, and the choice says so", () => {
    const { lead, missedGenre } = choose("2026-09-27", "opera");

    expect(lead.id).toBe("strongest");
    expect(missedGenre).toBe("opera");
  });

  test("never nothing: a day without events takes the nearest that there is", () => {
    const { eventDay, lead } = choose("2026-12-24");

    expect(lead.id).toBe("opera");
    expect(eventDay.toString()).toBe("2027-03-01");
  });

  test("29 February's events belong to that day alone", () => {
    expect(choose("2028-02-29").lead.id).toBe("leap");
    expect(choose("2027-02-28").lead.id).toBe("opera");
  });

  test("the same order, day and facts give the same choice", () => {
    expect(choose("2026-09-27")).toEqual(choose("2026-09-27"));
  });
});
