import { Locale } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { suggestZone } from "../../src/input/locale-zone.ts";
import { readUndo } from "../../src/input/undo.ts";
import { partWhen, readWhen } from "../../src/input/when.ts";
import { writeStamp } from "../../src/render/undo.ts";

describe("the zone that a server's language suggests", () => {
  test.each([
    ["ja", "Asia/Tokyo"],
    ["de", "Europe/Berlin"],
    ["pt-BR", "America/Sao_Paulo"],
    ["en-GB", "Europe/London"],
    ["uk", "Europe/Kyiv"],
    ["zh-TW", "Asia/Taipei"],
  ])("%s: %s, and it is said that it is the language's", (locale, zone) => {
    expect(suggestZone(locale).zone).toBe(zone);
    expect(suggestZone(locale).why).toMatch(/^that of the server's language, \p{L}/u);
  });

  test.each([
    ["en-US", "America/New_York", "a guess, as the server's language, American English, is spoken in many"],
    ["es-419", "America/Mexico_City", "a guess, as the server's language, Latin American Spanish, is spoken in many"],
    [undefined, "UTC", "a guess, as the server's language tells of none"],
    ["xx", "UTC", "a guess, as the server's language tells of none"],
    ["../../etc", "UTC", "a guess, as the server's language tells of none"],
    ["constructor", "UTC", "a guess, as the server's language tells of none"],
  ])("%s: %s, %s", (locale, zone, why) => {
    expect(suggestZone(locale)).toEqual({ zone, why });
  });

  test("every language that Discord has is known, by a zone that this Node knows", () => {
    for (const locale of Object.values(Locale)) {
      const { why, zone } = suggestZone(locale);
      expect(why, locale).not.toContain("tells of none");
      expect(new Temporal.ZonedDateTime(0n, zone).timeZoneId).toBe(zone);
    }
  });
});

describe("when a new daily post comes", () => {
  const last = { channelId: "20", time: Temporal.PlainTime.from("18:30"), timeZone: "Asia/Tokyo" };

  test.each([
    [
      {},
      undefined,
      "de",
      "09:00 Europe/Berlin",
      "09:00 is the usual time, and the zone is that of the server's language, German; “Change” sets others.",
    ],
    [
      { time: "7pm" },
      undefined,
      "ja",
      "19:00 Asia/Tokyo",
      "The zone is that of the server's language, Japanese; “Change” sets another.",
    ],
    [
      { timezone: "Boston" },
      undefined,
      "ja",
      "09:00 America/New_York",
      "09:00 is the usual time; “Change” sets another.",
    ],
    [{}, last, "de", "18:30 Asia/Tokyo", "The time and zone are those of <#20>; “Change” sets others."],
    [{ time: "noon" }, last, "de", "12:00 Asia/Tokyo", "The zone is that of <#20>; “Change” sets another."],
    [{ timezone: "UTC" }, last, "de", "18:30 UTC", "The time is that of <#20>; “Change” sets another."],
    [{ time: "noon", timezone: "UTC" }, last, "de", "12:00 UTC", undefined],
    [{ time: "noon", timezone: "UTC" }, undefined, "de", "12:00 UTC", undefined],
  ] as const)("%j after %j in %s: %s", (said, before, locale, when, chosen) => {
    const read = readWhen({ time: undefined, timezone: undefined, ...said }, before, locale);

    expect(`${read.time.toString({ smallestUnit: "minute" })} ${read.timeZone}`).toBe(when);
    expect(read.chosen).toBe(chosen);
  });

  test("what was said and is none is refused, whatever the rest would be", () => {
    expect(() => readWhen({ time: "25:00", timezone: undefined }, last, "de")).toThrow("is not a time of day");
    expect(() => readWhen({ time: undefined, timezone: "Mars" }, last, "de")).toThrow("is not a time zone I know");
  });
});

describe("what was done", () => {
  const DONE = Temporal.Instant.from("2026-11-23T06:33:00.123Z");

  test("can be undone for 15 minutes", () => {
    expect(readUndo(writeStamp(DONE), DONE.add({ minutes: 15 }))).toEqual(DONE);
    expect(() => readUndo(writeStamp(DONE), DONE.add({ minutes: 15, milliseconds: 1 }))).toThrow(
      "Undo works for 15 minutes; /daily list shows what is scheduled now.",
    );
  });

  test.each(["", "-1", "1e9", "zzzzzzzzzzzz", "NaN", "0"])("is not read from “%s”", (stamp) => {
    expect(() => readUndo(stamp, DONE)).toThrow("Undo works for 15 minutes");
  });
});

describe("a time and a place in one line", () => {
  test.each([
    ["9am London", "9am", "London"],
    ["09:00 Europe/Berlin", "09:00", "Europe/Berlin"],
    ["6.30 p.m. in New York", "6.30 p.m.", "New York"],
    ["9 a. m., São Paulo", "9 a. m.", "São Paulo"],
    ["Berlin, 18:30", "18:30", "Berlin"],
    ["Eastern 9 pm", "9 pm", "Eastern"],
    ["noon (Pacific time)", "noon", "Pacific time"],
    ["midnight at Inverness", "midnight", "Inverness"],
    ["1830 EST", "1830", "EST"],
    ["  21h30   Paris  ", "21h30", "Paris"],
    ["07:15", "07:15", undefined],
    ["9 In Salah", "9", "Salah"],
  ])("%s: %s and %s", (written, time, timezone) => {
    expect(partWhen(written)).toEqual({ time, timezone, listed: false });
  });

  test.each([
    ["London", "“London” has no time of day in it; write it as 9am London or 18:30 Europe/Paris."],
    ["25:00 London", "“25:00” is not a time of day; write it as 9am London or 18:30 Europe/Paris."],
    ["soon", "“soon” has no time of day in it; write it as 9am London or 18:30 Europe/Paris."],
    [",", "“,” has no time of day in it; write it as 9am London or 18:30 Europe/Paris."],
  ])("%s is refused with what would be right", (written, sentence) => {
    expect(() => partWhen(written)).toThrow(sentence);
  });
});
