import { createHash } from "node:crypto";
import { Feed } from "feed";
import type { Fact } from "../../facts/index.ts";
import type { Revisions } from "./revisions.ts";

/** What leads a day. */
export interface DayLead {
  readonly day: Temporal.PlainDate;
  readonly lead: Fact;
}

const TITLE = "This day in crossover history";

/**
 * The leads of days as an Atom feed (RFC 4287), the latest first. The same leads and revisions give the same text.
 *
 * @param address where the feed itself is reached, if that is known
 */
export function writeAtom(days: readonly DayLead[], revisions: Revisions, address: string | undefined): string {
  const entries = days.map(({ day, lead }) => entryOf(day, lead, revisions));
  const updated = entries.reduce((last, { date }) => (date > last ? date : last), new Date(0));
  const feed = new Feed({
    title: TITLE,
    id: uuid(TITLE),
    updated,
    copyright: "",
    generator: "Crossfade",
    author: { name: "Crossfade" },
    ...(address !== undefined && { feedLinks: { atom: address } }),
  });
  for (const entry of entries) feed.addItem(entry);
  return feed.atom1();
}

function entryOf(day: Temporal.PlainDate, { date, headline, id, sources, text }: Fact, revisions: Revisions) {
  const published = new Date(`${day}T00:00:00Z`);
  const { at } = revisions.of(id);
  const listed = sources.map(({ title, url }) => `<li><a href="${escapeHtml(url)}">${escapeHtml(title)}</a></li>`);
  return {
    id: uuid(`${day} ${id}`),
    title: escapeHtml(`${date?.year}: ${headline}`),
    link: sources[0]?.url ?? "",
    published,
    date: at > published ? at : published,
    content: `<p>${escapeHtml(text)}</p><ul>${listed.join("")}</ul>`,
  };
}

/** A URN that is always the same for the same words. */
function uuid(words: string): string {
  const hex = createHash("sha256").update(`crossfade ${words}`).digest("hex");
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
