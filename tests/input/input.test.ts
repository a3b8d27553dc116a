import { describe, expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { UserError } from "../../src/errors.ts";
import { completeDay, readDay } from "../../src/input/day.ts";
import { completeGenre, readGenre, readName } from "../../src/input/name.ts";
import { readTime } from "../../src/input/time.ts";
import { readZone } from "../../src/input/zone.ts";
import { completeZone } from "../../src/input/zone-completion.ts";
import { ARTISTS, FACTS, fact } from "../facts/sample.ts";

const TODAY = Temporal.PlainDate.from("2026-11-23");
const NOW = Temporal.Instant.from("2026-11-23T06:33:00Z");

describe("a time of day", () => {
  test.each([
    ["9am", "09:00"],
    ["9 a.m.", "09:00"],
    ["12am", "00:00"],
    ["12pm", "12:00"],
    ["9:30pm", "21:30"],
    ["9.30 p.m.", "21:30"],
    ["0900", "09:00"],
    ["9", "09:00"],
    ["21h30", "21:30"],
    ["21h", "21:00"],
    ["noon", "12:00"],
    ["Midnight", "00:00"],
  ])("%s is %s", (written, expected) => {
    expect(readTime(written).toString({ smallestUnit: "minute" })).toBe(expected);
  });

  test.each(["25:00", "13pm", "0am", "9:60", "T09", "soon", "", "-1", "9:5", "09:00:00", "constructor"])(
    "“%s” is none",
    (written) => {
      expect(() => readTime(written)).toThrow(`“${written}” is not a time of day; write it as 09:00, 9am or 21:30.`);
    },
  );
});

describe("a time zone", () => {
  test.each([
    ["europe/paris", "Europe/Paris"],
    ["Europe/Paris", "Europe/Paris"],
    ["new york", "America/New_York"],
    ["America/new york", "America/New_York"],
    ["utc", "UTC"],
    ["US/Eastern", "US/Eastern"],
    ["kolkata", "Asia/Kolkata"],
    ["Asia/Calcutta", "Asia/Kolkata"],
    ["kyiv", "Europe/Kyiv"],
    ["ho chi minh", "Asia/Ho_Chi_Minh"],
    ["Europe / Paris", "Europe/Paris"],
    ["us / eastern", "US/Eastern"],
    ["GMT", "UTC"],
    ["Z", "UTC"],
    ["Zulu", "UTC"],
    ["UTC+0", "UTC"],
    ["Kiev", "Europe/Kyiv"],
    ["São Paulo", "America/Sao_Paulo"],
    ["Japan", "Asia/Tokyo"],
    ["GB", "Europe/London"],
    ["UK", "Europe/London"],
    ["Trinidad and Tobago", "America/Port_of_Spain"],
    ["Eire", "Europe/Dublin"],
    ["India", "Asia/Kolkata"],
  ])("%s is %s", (written, expected) => {
    expect(readZone(written)).toBe(expected);
  });

  test.each(["2026-01-01T00:00[UTC]", "Mars/Phobos", "constructor", "standard time", "the", "time"])(
    "“%s” is none, and like none",
    (written) => {
      expect(() => readZone(written)).toThrow(
        `“${written}” is not a time zone I know; type a large city in it and choose from the list that appears.`,
      );
    },
  );

  test.each([
    ["EST", "America/New_York"],
    ["EDT", "America/New_York"],
    ["cst", "America/Chicago"],
    ["MST", "America/Denver"],
    ["PST", "America/Los_Angeles"],
    ["CET", "Europe/Paris"],
    ["EEST", "Europe/Athens"],
    ["BST", "Europe/London"],
    ["IST", "Asia/Kolkata"],
    ["JST", "Asia/Tokyo"],
    ["AEDT", "Australia/Sydney"],
  ])("the abbreviation %s is understood as people mean it, with daylight saving: %s", (written, city) => {
    expect(readZone(written)).toBe(city);
  });

  test.each([
    ["+02:00", "Europe/Paris"],
    ["UTC+2", "Europe/Paris"],
    ["GMT-5", "America/New_York"],
    ["Etc/GMT+5", "America/New_York"],
    ["utc −8", "America/Los_Angeles"],
    ["+0530", "Asia/Kolkata"],
    ["UTC+9", "Asia/Tokyo"],
    ["+14", "Pacific/Kiritimati"],
    ["+99", "America/New_York"],
  ])("the offset %s is answered with a city that has it: %s", (written, city) => {
    expect(() => readZone(written)).toThrow(
      `Choose a city for “${written}”, such as ${city}, for an offset knows no daylight saving.`,
    );
  });

  test.each(["USA", "mexico"])("the country %s, which has several, is left to be chosen from", (written) => {
    expect(() => readZone(written)).toThrow(
      `“${written}” may mean several time zones; choose a city from the list that appears as you type.`,
    );
  });

  test.each([
    ["Europe/Pariss", "Europe/Paris,"],
    ["londn", "Europe/London?"],
    ["new yrok", "America/New_York?"],
  ])("%s, which is mistyped, gets the names that are like it", (written, names) => {
    expect(() => readZone(written)).toThrow(`did you mean ${names}`);
  });

  test("is completed by its city, with the time it is there", () => {
    expect(completeZone("toky", NOW)).toEqual([{ name: "Asia/Tokyo · now 15:33", value: "Asia/Tokyo" }]);
  });

  test.each([
    ["kiev", ["Europe/Kyiv"]],
    ["calcut", ["Asia/Kolkata"]],
    ["gmt", ["UTC"]],
    ["japan", ["Asia/Tokyo"]],
    ["zür", ["Europe/Zurich"]],
    ["europe / par", ["Europe/Paris"]],
    ["pst", ["America/Los_Angeles"]],
    ["xyzzy", []],
  ])("“%s” completes to %j", (typed, zones) => {
    expect(completeZone(typed, NOW).map((it) => it.value)).toEqual(zones);
  });

  test("names that begin as typed come before other names that do, and these before names that hold it", () => {
    const zones = completeZone("ist", NOW).map((it) => it.value);

    expect(zones.slice(0, 2)).toEqual(["Europe/Istanbul", "Asia/Kolkata"]);
    expect(zones).toContain("Indian/Christmas");
  });

  test("no more are offered than Discord shows, the common ones first", () => {
    const zones = completeZone("united states", NOW).map((it) => it.value);

    expect(zones).toHaveLength(25);
    expect(zones[0]).toBe("America/New_York");
    expect(completeZone("", NOW)[0]?.value).toBe("UTC");
  });
});

describe("a day", () => {
  test.each([
    ["4 July", "07-04"],
    ["4th of july", "07-04"],
    ["July 4th, 1986", "07-04"],
    ["jul 4", "07-04"],
    ["07-04", "07-04"],
    ["7-4", "07-04"],
    ["1986-07-04", "07-04"],
    ["29 February", "02-29"],
    ["today", "11-23"],
    ["25. Dezember", "12-25"],
    ["le 25 novembre", "11-25"],
    ["25 de noviembre de 1976", "11-25"],
    ["25/11", "11-25"],
    ["11/25/1976", "11-25"],
    ["25.11.", "11-25"],
    ["13-01", "01-13"],
    ["tomorrow", "11-24"],
    ["Yesterday", "11-22"],
  ])("%s is %s", (written, expected) => {
    expect(readDay(written, TODAY).toString()).toBe(expected);
  });

  test.each([
    ["31 February", "February has 29 days at most; choose one of them."],
    ["0 May", "May has 31 days at most; choose one of them."],
    ["13-13", "“13-13” is not a day I can read; write it as 4 July or 07-04."],
    ["2026-13-01", "“2026-13-01” is not a day I can read; write it as 4 July or 07-04."],
    ["4 July jazz", "“4 July jazz” is not a day I can read; write it as 4 July or 07-04."],
    ["someday", "“someday” is not a day I can read; write it as 4 July or 07-04."],
    ["constructor", "“constructor” is not a day I can read; write it as 4 July or 07-04."],
    ["4 Jux", "“4 Jux” is not a day I can read; write it as 4 July or 07-04."],
  ])("“%s” is refused: %s", (written, message) => {
    expect(() => readDay(written, TODAY)).toThrow(message);
  });

  test("is completed by day or by month", () => {
    expect(completeDay("31 ju", TODAY).map((it) => it.value)).toEqual(["31 July"]);
    expect(completeDay("february 2", TODAY).map((it) => it.value)).toHaveLength(11);
    expect(completeDay("le 25 nov", TODAY).map((it) => it.value)).toEqual(["25 November"]);
    expect(completeDay("31/2", TODAY)).toEqual([]);
    expect(completeDay("", TODAY).map((it) => it.value)).toEqual(["23 November", "24 November", "22 November"]);
  });
});

describe("a name", () => {
  const facts = createIndex(FACTS, ARTISTS);

  test("is taken in any spelling", () => {
    expect(readName("artist", "run dmc", facts)).toBe("Run-D.M.C.");
  });

  test.each([
    ["zepelin", "I know no artist “zepelin”; did you mean Led Zeppelin?"],
    ["Mozart", "I know no artist “Mozart”; choose one from the list that appears as you type."],
  ])("that is unknown is refused with what to do: %s", (typed, sentence) => {
    expect(() => readName("artist", typed, facts)).toThrow(new UserError(sentence));
  });

  test.each(["any", "Any", " ANY "])("“%s” is every genre", (typed) => {
    expect(readGenre(typed, facts)).toBeUndefined();
  });

  test("a genre is read as any other name", () => {
    expect(readGenre("Hip Hop", facts)).toBe("hip-hop");
    expect(() => readGenre("rggae", facts)).toThrow("I know no genre “rggae”; did you mean reggae?");
  });

  test.each([
    ["", ["any", "hip-hop", "rock", "pop"]],
    [" An", ["any"]],
    ["ro", ["rock", "hard rock"]],
  ])("“any” is offered first where it fits “%s”", (typed, genres) => {
    expect(
      completeGenre(typed, facts)
        .map((it) => it.value)
        .slice(0, 4),
    ).toEqual(genres);
  });

  test("no more genres are offered than Discord shows", () => {
    const genres = Array.from({ length: 40 }, (_, at) => `genre ${at}`);

    expect(completeGenre("", createIndex([fact({ genres })], []))).toHaveLength(25);
  });
});
