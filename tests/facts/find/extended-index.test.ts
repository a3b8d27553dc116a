import { describe, expect, test } from "vitest";
import { extendIndex } from "../../../facts/find/extended-index.ts";
import { createIndex, type Fact, isEvent, type NameKind, readFacts, SHIPPED_FACTS } from "../../../facts/index.ts";

// A part of the content, put beside the rest, is to be found as if all of it had been indexed as one.

const { artists, facts, families, topics } = readFacts([SHIPPED_FACTS]);
const added = facts.filter((fact, at) => at % 40 === 0 && isEvent(fact));
const ids = new Set(added.map(({ id }) => id));
const index = (some: readonly Fact[]) => createIndex(some, artists, families, topics);
const one = index([...facts.filter(({ id }) => !ids.has(id)), ...added]);
const two = extendIndex(index(facts.filter(({ id }) => !ids.has(id))), index(added), artists);
const KINDS: readonly NameKind[] = ["artist", "genre", "topic"];

const byId = (some: readonly Fact[]) => some.map(({ id }) => id).toSorted();

describe("two indexes as one", () => {
  test("have the same facts, by id and on each day of the year, oldest first", () => {
    const first = Temporal.PlainDate.from("2028-01-01");

    expect(two.facts).toEqual(one.facts);
    for (const { id } of facts) expect(two.get(id)).toBe(one.get(id));
    for (let days = 0; days < 366; days++) {
      const day = first.add({ days }).toPlainMonthDay();
      const years = two.on(day).map(({ date }) => date?.year ?? 0);
      expect(byId(two.on(day))).toEqual(byId(one.on(day)));
      expect(years).toEqual(years.toSorted((a, b) => a - b));
    }
  });

  test.each(KINDS)("have the same names of kind %s, with as many facts, in any spelling", (kind) => {
    expect(two.names(kind)).toEqual(one.names(kind));
    for (const name of one.names(kind)) {
      expect(two.count(kind, name)).toBe(one.count(kind, name));
      expect(two.resolve(kind, name.toUpperCase())).toBe(one.resolve(kind, name.toUpperCase()));
    }
  });

  test("select the same, and have the same worlds meet as often", () => {
    for (const genre of one.names("genre")) {
      expect(two.select({ genre })).toEqual(one.select({ genre }));
      expect(new Map(two.meetings(genre))).toEqual(new Map(one.meetings(genre)));
    }
    expect(two.select({ from: 1970, to: 1979 })).toEqual(one.select({ from: 1970, to: 1979 }));
    expect(two.select({ genre: "no such" })).toEqual([]);
  });

  test.each(["hip-hop country", "1986", "27 september", "jazz and classical", "sitar", "beatles", "first jazz"])(
    "find the same for %s, what was added first",
    (query) => {
      const found = two.search(query);

      expect(byId(two.lookUp(query).facts)).toEqual(byId(one.lookUp(query).facts));
      expect(found.slice(0, found.filter(({ id }) => ids.has(id)).length).every(({ id }) => ids.has(id))).toBe(true);
    },
  );

  test("each headline that was added finds its fact first", () => {
    for (const fact of added.slice(0, 20)) expect(two.search(fact.headline)[0]).toBe(fact);
  });

  test("forgive an error only where neither has what was typed", () => {
    const [fact] = added as [Fact];
    const mine = index([
      { ...fact, id: "mine", headline: "Aerosmyth, a tribute, plays our hall", artists: ["Aerosmyth"] },
    ]);
    const their = extendIndex(index(facts), mine, artists);

    expect(byId(their.search("aerosmyth"))).toEqual(["mine"]);
    expect(their.search("aerosmith").length).toBe(index(facts).search("aerosmith").length);
    expect(their.lookUp("zzzzqqq").facts).toEqual([]);
  });

  test("offer what begins as typed, each once", () => {
    for (const typed of ["ae", "run", "hip"]) {
      for (const kind of [...KINDS, "fact", "event"] as const) {
        const offered = two.complete(kind, typed, 1000).map(({ value }) => value);
        expect(offered.toSorted()).toEqual(
          one
            .complete(kind, typed, 1000)
            .map(({ value }) => value)
            .toSorted(),
        );
        expect(two.complete(kind, typed, 7).length).toBeLessThanOrEqual(7);
      }
    }
  });

  test("read the same names in a message", () => {
    for (const { artists: names, headline } of added) {
      const text = `${headline} ${names.join(" ")}`;
      expect(two.named(text)).toEqual(one.named(text));
      expect(two.named(text.toLowerCase())).toEqual(one.named(text.toLowerCase()));
    }
  });

  test("know from each fact whom it names, those too whom only added facts have", () => {
    const [known, other] = facts as [Fact, Fact];
    const mine = {
      ...other,
      id: "mine",
      artists: ["The Wherry Loopers"],
      headline: "A play",
      note: "",
      text: "Aerosmith had the Marsh Wrens on.",
    };
    const wrens = { ...other, id: "wrens", artists: ["The Marsh Wrens"] };
    const their = extendIndex(index(facts), index([mine, wrens]), artists);

    expect(their.people(mine)).toEqual(new Set(["The Wherry Loopers", "Aerosmith", "The Marsh Wrens"]));
    expect(their.people(known)).toEqual(index(facts).people(known));
  });

  test("take a word for an artist's name no sooner because of what was added", () => {
    const little = extendIndex(index(facts), index(added.slice(0, 1)), artists);
    const talk = "yes, war is bad and the queen loves cream";

    expect(little.named(talk).artists).toEqual([]);
    expect(little.named("Yes and “queen”").artists).toEqual(["Yes", "Queen"]);
  });

  test("find artists in a message whom only added facts have, and tell them from ordinary words", () => {
    const [fact] = added as [Fact];
    const mine = [
      { ...fact, id: "mine", artists: ["The Wherry Loopers", "Aerosmith"], listen: undefined },
      { ...fact, id: "other", artists: ["Record", "aerosmith"], listen: undefined },
    ];
    const their = extendIndex(index(facts), index(mine), artists);

    expect(their.named("were the wherry loopers on with aerosmith?").artists).toEqual([
      "The Wherry Loopers",
      "Aerosmith",
    ]);
    expect(their.named("a record of theirs").artists).toEqual([]);
    expect(index(facts).named("were the wherry loopers on?").artists).toEqual([]);
  });
});
