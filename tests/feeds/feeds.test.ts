import { XMLParser } from "fast-xml-parser";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { createIndex, type Fact } from "../../facts/index.ts";
import { createFeeds, type FeedPage } from "../../src/feeds/feeds.ts";
import { byStrength } from "../../src/schedule/pool.ts";
import { clockAt } from "../bot/bot.ts";
import { fact } from "../facts/sample.ts";
import { SHIPPED } from "../shipped.ts";

// Read by others' parsers: ical.js and fast-xml-parser.

const NOW = "2026-09-27T12:00:00Z";
const facts = SHIPPED;

function open(content: Parameters<typeof createFeeds>[0]["facts"] = facts, now = NOW, publicUrl?: string) {
  const feeds = createFeeds({ facts: content, clock: clockAt(now), publicUrl });
  return async (...[name, query]: [Parameters<typeof feeds.page>[0], Record<string, string>?]) =>
    feeds.page(name, new URLSearchParams(query));
}

/** What is shipped: its calendar takes most of a second to write. */
const shipped = open();

function textOf(page: FeedPage): string {
  if (page.kind !== "feed") throw new Error(page.why);
  return Buffer.from(page.body).toString();
}

const eventsIn = (page: FeedPage) =>
  new ICAL.Component(ICAL.parse(textOf(page))).getAllSubcomponents("vevent").map((it) => new ICAL.Event(it));

/** The days in those years on which an event is. */
function daysOf(event: InstanceType<typeof ICAL.Event>, from: string, to: string): string[] {
  const days: string[] = [];
  const all = event.iterator();
  for (let next = all.next(); next && next.toString() <= to; next = all.next())
    if (next.toString() >= from) days.push(next.toString());
  return days;
}

describe("/calendar.ics", () => {
  test("has each event of the year on its day, with its words, sources and an id of its own", async () => {
    const events = eventsIn(await shipped("calendar.ics"));

    const dated = facts.facts.filter(({ date, kind }) => kind !== "claim" && date?.day !== undefined);
    expect(events).toHaveLength(dated.length);
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(dated.length);
    for (const [at, event] of events.entries()) {
      const { date, headline, id, sources, text } = dated[at]!;
      expect(event.uid).toBe(`${id}@crossfade`);
      expect(event.startDate.isDate).toBe(true);
      expect([event.startDate.year, event.startDate.month, event.startDate.day]).toEqual([
        date?.year,
        date?.month,
        date?.day,
      ]);
      expect(event.summary).toBe(`${date?.year}: ${headline}`);
      expect(event.description).toContain(text);
      expect(event.description).toContain(sources[0]!.url);
    }
  });

  test("repeats an event each year, and one of 29 February in leap years", async () => {
    const content = createIndex(
      [
        fact({ id: "leap", date: { year: 1996, month: 2, day: 29 } }),
        fact({ id: "plain", date: { year: 1986, month: 9, day: 27 } }),
        fact({ id: "vague", date: { year: 1986 } }),
      ],
      [],
    );
    const [leap, plain, ...others] = eventsIn(await open(content)("calendar.ics"));

    expect(others).toEqual([]);
    expect(daysOf(plain!, "2024", "2027")).toEqual(["2024-09-27", "2025-09-27", "2026-09-27"]);
    expect(daysOf(leap!, "2024", "2033")).toEqual(["2024-02-29", "2028-02-29", "2032-02-29"]);
  });

  test("says what people write into it as it is: commas, line ends, any script, and no more properties than it has", async () => {
    const headline = "A, b; c\\ d: “日本語” é";
    const text = "One line.\r\nBEGIN:VEVENT\nSUMMARY:x";
    const [event, ...others] = eventsIn(await open(createIndex([fact({ headline, text })], []))("calendar.ics"));

    expect(others).toEqual([]);
    expect(event!.summary).toBe(`1986: ${headline}`);
    expect(event!.description).toContain("BEGIN:VEVENT");
    for (const line of textOf(await shipped("calendar.ics")).split("\r\n"))
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  test("a fact that was corrected keeps its UID and raises SEQUENCE", async () => {
    const some = [fact({ id: "a" }), fact({ id: "b" })];
    const correction = (on: string) => ({ id: "a", on, was: "was", now: "now" });
    const before = eventsIn(await open(createIndex(some, []))("calendar.ics"));
    const corrections = [correction("2026-10-01"), correction("2026-11-01")];
    const after = eventsIn(await open(createIndex(some, [], [], [], [], corrections))("calendar.ics"));

    expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
    expect(before.map(({ sequence }) => sequence)).toEqual([0, 0]);
    expect(after.map(({ sequence }) => sequence)).toEqual([2, 0]);
    expect(String(after[0]!.component.getFirstPropertyValue("last-modified"))).toBe("2026-11-01T00:00:00Z");
  });

  test("of a genre or family has what /fact finds; one that is not known is said to be so", async () => {
    const page = shipped;
    const jazz = eventsIn(await page("calendar.ics", { genre: "JAZZ" }));
    const unknown = await page("calendar.ics", { genre: "jaz" });

    const expected = facts.select({ genre: "jazz" }).filter(({ date, kind }) => kind !== "claim" && date?.day);
    expect(jazz.map(({ uid }) => uid)).toEqual(expected.map(({ id }) => `${id}@crossfade`));
    expect(unknown).toEqual({ kind: "unknown", why: expect.stringContaining("did you mean jazz") });
    for (const genre of ["", "%", "x".repeat(5000), "../../etc"])
      expect((await page("calendar.ics", { genre })).kind).toBe("unknown");
  });
});

describe("/feed.xml", () => {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "", parseAttributeValue: false });
  const parse = async (page: Promise<FeedPage>) => parser.parse(textOf(await page)).feed;

  test("has what led each of the last thirty days, as /today does, the latest first", async () => {
    const feed = await parse(open(facts, NOW, "https://facts.example")("feed.xml"));

    const today = Temporal.PlainDate.from("2026-09-27");
    expect(feed.entry).toHaveLength(30);
    for (const [ago, entry] of feed.entry.entries()) {
      const day = today.subtract({ days: ago });
      const [lead] = byStrength(facts.on(day.toPlainMonthDay()));
      expect(entry.link.href).toBe(lead!.sources[0]!.url.replaceAll("&", "&amp;"));
      expect(entry.content["#text"]).toContain("<ul><li>");
      expect(entry.published).toBe(`${day}T00:00:00.000Z`);
    }
    expect(feed.link).toMatchObject({ rel: "self", href: "https://facts.example/feed.xml" });
    expect(new Set(feed.entry.map(({ id }: { id: string }) => id)).size).toBe(30);
  });

  test("escapes what stands in it, and an entry keeps its id from day to day", async () => {
    const hostile: Fact = fact({
      headline: '<script> & ]]> "x"',
      text: "<b>a</b> ]]> & b",
      date: { year: 1986, month: 9, day: 27 },
    });
    const content = createIndex([hostile], []);

    const first = await parse(open(content)("feed.xml"));
    const later = await parse(open(content, "2026-10-01T00:00:00Z")("feed.xml"));

    expect(later.entry.id).toBe(first.entry.id);
    expect(first.entry.title["#text"]).toBe("1986: &lt;script&gt; &amp; ]]&gt; &quot;x&quot;");
    expect(first.entry.content["#text"]).toContain("&lt;b&gt;a&lt;/b&gt;");
  });
});

describe("JSON", () => {
  test("/today.json has the day's lead and the others, in the zone that is asked for", async () => {
    const page = open(facts, "2026-09-27T23:30:00Z");

    const utc = JSON.parse(textOf(await page("today.json")));
    const tokyo = JSON.parse(textOf(await page("today.json", { zone: "Asia/Tokyo" })));

    const [lead, ...others] = byStrength(facts.on(Temporal.PlainMonthDay.from("09-27")));
    expect(utc).toMatchObject({ day: "2026-09-27", lead: { id: lead!.id } });
    expect(utc.others).toHaveLength(others.length);
    expect(tokyo.day).toBe("2026-09-28");
    for (const zone of ["Mars/Olympus", "", "x".repeat(9999)])
      expect(await page("today.json", { zone })).toMatchObject({
        kind: "unreadable",
        why: expect.stringContaining("Europe/Berlin"),
      });
  });

  test("/today.json of a day without events has no lead", async () => {
    expect(JSON.parse(textOf(await open(createIndex([], []))("today.json")))).toEqual({
      day: "2026-09-27",
      lead: null,
      others: [],
    });
  });

  test("/facts.json has every fact with its sources", async () => {
    const { corrections, facts: all } = JSON.parse(textOf(await open()("facts.json")));

    expect(all).toEqual(JSON.parse(JSON.stringify(facts.facts)));
    expect(corrections).toHaveLength(facts.corrections.length);
  });
});

test("the same content has the same ETag in each process, and other content another", async () => {
  const etagOf = async (content: Parameters<typeof open>[0], now = NOW, page = open(content, now)) => {
    const pages = await Promise.all(
      (["calendar.ics", "feed.xml", "today.json", "facts.json"] as const).map((it) => page(it)),
    );
    return pages.map((it) => (it.kind === "feed" ? it.etag : undefined));
  };
  const [one, again, tomorrow, other] = [
    await etagOf(facts, NOW, shipped),
    await etagOf(facts),
    await etagOf(facts, "2026-09-28T12:00:00Z"),
    await etagOf(createIndex([fact()], [])),
  ];

  expect(again).toEqual(one);
  expect(tomorrow.map((it, at) => it === one[at])).toEqual([true, false, false, true]);
  expect(other.map((it, at) => it === one[at])).toEqual([false, false, false, false]);
});
