import { describe, expect, test } from "vitest";
import { places } from "../../src/input/places.ts";
import { readZone } from "../../src/input/zone.ts";
import { completeZone } from "../../src/input/zone-completion.ts";

const NOW = Temporal.Instant.from("2026-11-23T06:33:00Z");

describe("a time zone is understood", () => {
  test.each([
    ["Boston", "America/New_York"],
    ["NYC", "America/New_York"],
    ["new york city", "America/New_York"],
    ["Philly", "America/New_York"],
    ["San Francisco", "America/Los_Angeles"],
    ["SF", "America/Los_Angeles"],
    ["Seattle", "America/Los_Angeles"],
    ["Miami", "America/New_York"],
    ["St. Louis", "America/Chicago"],
    ["Saint Louis", "America/Chicago"],
    ["Washington DC", "America/New_York"],
    ["Washington, D.C.", "America/New_York"],
    ["Mumbai", "Asia/Kolkata"],
    ["bombay", "Asia/Kolkata"],
    ["Bangalore", "Asia/Kolkata"],
    ["Bengaluru", "Asia/Kolkata"],
    ["New Delhi", "Asia/Kolkata"],
    ["Rio de Janeiro", "America/Sao_Paulo"],
    ["Beijing", "Asia/Shanghai"],
    ["Osaka", "Asia/Tokyo"],
    ["Munich", "Europe/Berlin"],
    ["München", "Europe/Berlin"],
    ["KÖLN", "Europe/Berlin"],
    ["Barcelona", "Europe/Madrid"],
    ["Milano", "Europe/Rome"],
    ["Manchester", "Europe/London"],
    ["St Petersburg", "Europe/Moscow"],
    ["Cape Town", "Africa/Johannesburg"],
    ["Wellington", "Pacific/Auckland"],
    ["Québec", "America/Toronto"],
    ["Rio", "America/Sao_Paulo"],
  ])("by a large city: %s is %s", (written, zone) => {
    expect(readZone(written)).toBe(zone);
  });

  test.each([
    ["Portland, Oregon", "America/Los_Angeles"],
    ["Portland, ME", "America/New_York"],
    ["austin tx", "America/Chicago"],
    ["Toronto, ON", "America/Toronto"],
    ["London, Ontario", "America/Toronto"],
    ["London, UK", "Europe/London"],
    ["San Jose, California", "America/Los_Angeles"],
    ["San José, Costa Rica", "America/Costa_Rica"],
    ["Birmingham, England", "Europe/London"],
    ["Perth, WA", "Australia/Perth"],
  ])("by a city and where it lies: %s is %s", (written, zone) => {
    expect(readZone(written)).toBe(zone);
  });

  test.each([
    ["Texas", "America/Chicago"],
    ["California", "America/Los_Angeles"],
    ["Kentucky", "America/New_York"],
    ["Tennessee", "America/Chicago"],
    ["Arizona", "America/Phoenix"],
    ["Alaska", "America/Anchorage"],
    ["Hawaii", "Pacific/Honolulu"],
    ["New York State", "America/New_York"],
    ["Washington State", "America/Los_Angeles"],
    ["British Columbia", "America/Vancouver"],
    ["Queensland", "Australia/Brisbane"],
    ["Germany", "Europe/Berlin"],
    ["Spain", "Europe/Madrid"],
    ["New Zealand", "Pacific/Auckland"],
    ["Armenia", "Asia/Yerevan"],
    ["St. Vincent & Grenadines", "America/St_Vincent"],
    ["Guinea-Bissau", "Africa/Bissau"],
  ])("by a state, a province or a country: %s is %s", (written, zone) => {
    expect(readZone(written)).toBe(zone);
  });

  test.each([
    ["Eastern", "America/New_York"],
    ["Eastern Time", "America/New_York"],
    ["US Eastern", "America/New_York"],
    ["Eastern Standard Time", "America/New_York"],
    ["east coast", "America/New_York"],
    ["Central Time", "America/Chicago"],
    ["mountain time", "America/Denver"],
    ["Pacific time", "America/Los_Angeles"],
    ["Pacific Daylight Time", "America/Los_Angeles"],
    ["PT", "America/Los_Angeles"],
    ["UK time", "Europe/London"],
    ["British Summer Time", "Europe/London"],
    ["GMT time", "UTC"],
    ["Greenwich Mean Time", "UTC"],
    ["CET", "Europe/Paris"],
    ["Central European Time", "Europe/Paris"],
    ["CEST timezone", "Europe/Paris"],
    ["Japan Standard Time", "Asia/Tokyo"],
    ["Tokyo time", "Asia/Tokyo"],
    ["India Standard Time", "Asia/Kolkata"],
    ["Boston time", "America/New_York"],
    ["Eastern US", "America/New_York"],
    ["Asia/Mumbai", "Asia/Kolkata"],
    ["America/Boston", "America/New_York"],
  ])("by what people call it: %s is %s", (written, zone) => {
    expect(readZone(written)).toBe(zone);
  });
});

test.each([
  ["San Jose", "“San Jose” may mean America/Los_Angeles or America/Costa_Rica; choose one of them."],
  ["Georgia", "“Georgia” may mean Asia/Tbilisi or America/New_York; choose one of them."],
  ["Washington", "“Washington” may mean America/Los_Angeles or America/New_York; choose one of them."],
  ["Canada", "“Canada” may mean several time zones; choose a city from the list that appears as you type."],
])("%s, where as many may mean another, is left to be chosen", (written, sentence) => {
  expect(() => readZone(written)).toThrow(sentence);
});

test.each([
  ["Bostn", "Boston (America/New_York)"],
  ["Brasil", "Brasilia (America/Sao_Paulo)"],
  ["Filadelphia", "Philadelphia (America/New_York)"],
  ["Kolombo", "Asia/Colombo"],
  ["Munnich", "Munich (Europe/Berlin)"],
])("%s, which is mistyped, gets what is like it and begins alike: %s", (written, like) => {
  expect(() => readZone(written)).toThrow(new RegExp(`did you mean [^?]*${like.replace(/[()]/g, "\\$&")}`));
});

test("nothing suggested begins with another sound, or lies in Antarctica", () => {
  const mistyped = places().map(({ name }) => `${name}q`);

  const wrong = mistyped.slice(0, 300).filter((written) => {
    const suggested = suggestionsFor(written);
    return suggested.some((it) => it.startsWith("Antarctica") || !beginsLike(written, it));
  });

  expect(wrong).toEqual([]);
  expect(suggestionsFor("Casei").concat(suggestionsFor("Daviss"), suggestionsFor("Palmerr")).join()).not.toContain(
    "Antarctica",
  );
});

function suggestionsFor(written: string): readonly string[] {
  try {
    readZone(written);
    return [];
  } catch (error) {
    return /did you mean (.*)\?/.exec(String(error))?.[1]?.split(/, (?!D\.C\.)/) ?? [];
  }
}

/** By its first letter, or one that may sound so; a zone may be meant by its area or its city. */
function beginsLike(written: string, suggested: string): boolean {
  const fold = (it: string) => it.normalize("NFKD").toLowerCase().replace(/^ph/, "f")[0] ?? "";
  const sounds = ["ckq", "csxz", "fvw", "gj", "ijy", "ou"];
  const [whole = ""] = suggested.split(" (");
  return [whole, whole.split("/").at(-1) ?? ""].some(
    (it) => fold(it) === fold(written) || sounds.some((of) => of.includes(fold(it)) && of.includes(fold(written))),
  );
}

test("each place lies in a zone that this Node knows, and none in Antarctica", () => {
  const zones = new Set(places().map(({ zone }) => zone));

  const wrong = [...zones].filter((it) => it.startsWith("Antarctica/") || NOW.toZonedDateTimeISO(it).timeZoneId !== it);

  expect(zones.size).toBeGreaterThan(250);
  expect(wrong).toEqual([]);
});

test.each([
  ["bosto", "America/New_York (Boston) · now 01:33", "America/New_York"],
  ["mumb", "Asia/Kolkata (Mumbai) · now 12:03", "Asia/Kolkata"],
  ["texa", "America/Chicago (Texas) · now 00:33", "America/Chicago"],
  ["pacific", "America/Los_Angeles · now 22:33", "America/Los_Angeles"],
  ["eastern", "America/New_York · now 01:33", "America/New_York"],
  ["Portland, Maine", "America/New_York · now 01:33", "America/New_York"],
  ["NYC", "America/New_York · now 01:33", "America/New_York"],
  ["uk time", "Europe/London · now 06:33", "Europe/London"],
])("“%s” is completed first by %s", (typed, name, value) => {
  expect(completeZone(typed, NOW)[0]).toEqual({ name, value });
});

test.each(["a", "antarctica", "mcmurdo", "davis", "c", "st", "()*+", "/", "-", "\u0000", "é".repeat(100)])(
  "what completes “%s” is not in Antarctica, readable, and keeps Discord's limits",
  (typed) => {
    const offers = completeZone(typed, NOW);

    expect(offers.length).toBeLessThanOrEqual(25);
    for (const { name, value } of offers) {
      expect(value).not.toMatch(/^Antarctica/);
      expect(name.length).toBeLessThanOrEqual(100);
      expect(readZone(value)).toBe(value);
    }
  },
);
