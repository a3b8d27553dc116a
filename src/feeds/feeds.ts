import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { FactIndex } from "../../facts/index.ts";
import type { Clock } from "../clock.ts";
import { dayAt } from "../local-day.ts";
import { byStrength } from "../schedule/pool.ts";
import type { DayLead } from "./atom.ts";
import { countRevisions } from "./revisions.ts";

/** Days that the feed goes back. */
const DAYS = 30;

/** Pages that are kept as bytes: a year's calendar is one megabyte. */
const MOST_KEPT = 6;

/** Seconds for which whoever read a page may do without asking again. */
const FRESH = { content: 3600, day: 300 } as const;

/** What is to be had, by the last part of its path. */
export const FEEDS = ["calendar.ics", "feed.xml", "today.json", "facts.json"] as const;
type Name = (typeof FEEDS)[number];

export type FeedPage =
  | {
      readonly kind: "feed";
      readonly body: Uint8Array;
      readonly type: string;
      /** Of the bytes. */
      readonly etag: string;
      /** Seconds. */
      readonly fresh: number;
    }
  /** What was asked for is not there, or not asked as it should be: in a sentence. */
  | { readonly kind: "unknown" | "unreadable"; readonly why: string };

/** The content for other programs: a calendar, a feed, and JSON. Only what is shipped or in `FACTS_DIR`. */
export interface Feeds {
  page(name: Name, query: URLSearchParams): Promise<FeedPage>;
}

export interface FeedsParts {
  readonly facts: FactIndex;
  readonly clock: Clock;
  /** Without a slash at its end. */
  readonly publicUrl: string | undefined;
}

type Made = Extract<FeedPage, { kind: "feed" }>;

/** What writes calendars and feeds is loaded when somebody asks for one. */
export function createFeeds({ clock, facts, publicUrl }: FeedsParts): Feeds {
  const kept = new LRUCache<string, Promise<Made>>({ max: MOST_KEPT });
  const revisions = countRevisions(facts.corrections);
  return {
    async page(name, query) {
      switch (name) {
        case "calendar.ics":
          return calendar(query.get("genre") ?? undefined);
        case "feed.xml":
          return feed();
        case "today.json":
          return today(query.get("zone") ?? "UTC");
        case "facts.json":
          return keep(name, "application/json", FRESH.content, async () =>
            JSON.stringify({ facts: facts.facts, corrections: facts.corrections }),
          );
      }
    },
  };

  async function calendar(typed: string | undefined): Promise<FeedPage> {
    const genre = typed === undefined ? undefined : facts.resolve("genre", typed);
    if (typed !== undefined && genre === undefined) {
      const near = facts.nearest("genre", typed);
      const instead = near.length === 0 ? "leave it out for all" : `did you mean ${near.join(", ")}?`;
      return { kind: "unknown", why: `there is no such genre; ${instead}` };
    }
    const name = genre === undefined ? "Crossover history" : `Crossover history: ${genre}`;
    return keep(`calendar ${genre}`, "text/calendar; charset=utf-8", FRESH.content, async () => {
      const { writeCalendar } = await import("./calendar.ts");
      return writeCalendar(facts.select({ genre }), name, revisions);
    });
  }

  function feed(): Promise<FeedPage> {
    const last = dayIn("UTC");
    return keep(`feed ${last}`, "application/atom+xml; charset=utf-8", FRESH.day, async () => {
      const { writeAtom } = await import("./atom.ts");
      const days = Array.from({ length: DAYS }, (_, ago) => last.subtract({ days: ago }));
      const leads = days.flatMap((day): DayLead[] => {
        const [lead] = onDay(day);
        return lead === undefined ? [] : [{ day, lead }];
      });
      return writeAtom(leads, revisions, publicUrl && `${publicUrl}/feed.xml`);
    });
  }

  async function today(zone: string): Promise<FeedPage> {
    const day = zoneDay(zone);
    if (day === undefined)
      return { kind: "unreadable", why: "zone is a time zone's name, such as Europe/Berlin; leave it out for UTC" };
    return keep(`today ${day}`, "application/json", FRESH.day, async () => {
      const [lead = null, ...others] = onDay(day);
      return JSON.stringify({ day, lead, others });
    });
  }

  function zoneDay(zone: string): Temporal.PlainDate | undefined {
    try {
      return dayIn(zone);
    } catch {
      return undefined;
    }
  }

  function dayIn(zone: string): Temporal.PlainDate {
    return dayAt(clock(), zone);
  }

  function onDay(day: Temporal.PlainDate) {
    return byStrength(facts.on(day.toPlainMonthDay()));
  }

  /** Makes each once while it is asked for; what failed is made anew. */
  function keep(key: string, type: string, fresh: number, make: () => Promise<string>): Promise<Made> {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make().then((text) => toPage(text, type, fresh));
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    return made;
  }
}

function toPage(text: string, type: string, fresh: number): Made {
  const body = Buffer.from(text);
  return { kind: "feed", body, type, etag: createHash("sha256").update(body).digest("base64url").slice(0, 22), fresh };
}
