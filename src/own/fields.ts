import {
  type Fact,
  type FactDate,
  type FactIndex,
  type Misfit,
  readFactDate,
  readOwnFact,
  writeFactDate,
} from "../../facts/index.ts";
import { bare, MONTHS } from "../render/text.ts";
import type { NewOwnFact } from "./own-fact.ts";
import { FIELDS, type FieldName, type WrittenFact } from "./written.ts";

/** What does not fit, in a sentence that says what would. */
export interface Fault extends Misfit {
  readonly field: FieldName;
}

/** As many as the shipped facts have at the most. */
const MOST = { artists: 8, genres: 3, sources: 6 } as const;

/** Characters. */
const LONGEST = { headline: 100, text: 400, artist: 50, title: 120, url: 500 } as const;

/** What an own fact is as far as kinds go: people met, in one way or another. */
const KIND = "meeting";

/** As strong a lead as there is: whoever adds a fact wants to read it on its day. */
const WEIGHT = 5;

/**
 * A fact as it was written, as the bot keeps it: artists and genres by the names that are known. Pure.
 *
 * @returns the fact, or all that does not fit
 */
export function readWritten(written: WrittenFact, facts: Pick<FactIndex, "resolve" | "nearest">): NewOwnFact | Fault[] {
  const faults: Fault[] = [];
  const fault = (field: FieldName, message: string) => void faults.push({ field, message });
  const date = readDate(written.date);
  if (date === undefined) {
    fault("date", `“${short(written.date)}” is no date I can read; write it as 1986-09-27, 1986-09 or 1986.`);
  }
  const headline = readLine("headline", written.headline, fault);
  const text = readLine("text", written.text, fault);
  const artists = readArtists(written.artists, facts, fault);
  const genres = readGenres(written.genres, facts, fault);
  const sources = readSources(written.sources, fault);
  if (date === undefined || faults.length > 0) return faults;

  const fact = { date: writeFactDate(date), headline, text, artists, genres, sources, kind: KIND, weight: WEIGHT };
  const read = readOwnFact({ ...fact, id: "own-new" });
  if ("id" in read) {
    const { id: _, ...kept } = read;
    return kept;
  }
  return read.map((it) => ({ ...it, field: FIELDS.find((name) => name === it.field) ?? "headline" }));
}

type Note = (field: FieldName, message: string) => void;

/** As people write a date in words, day or month first; a day that is numbers alone is not guessed. */
const DATES = [
  /^(?<day>\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?(?<month>\p{L}+),? (?<year>\d{4})$/u,
  /^(?<month>\p{L}+)\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})$/u,
  /^(?<month>\p{L}+)\.?,? (?<year>\d{4})$/u,
];

/** `1986-09-27`, `27 September 1986`, `Sept 1986`, `1986`; `undefined` for what is none, such as 31 February. */
function readDate(written: string): FactDate | undefined {
  const asked = written.trim();
  const exact = readFactDate(asked);
  if (exact !== undefined) return exact;
  const { day, month = "", year } = DATES.map((it) => it.exec(asked)?.groups).find((it) => it !== undefined) ?? {};
  const number = MONTHS.findIndex((it) => isMonth(it, month)) + 1;
  if (year === undefined || number === 0) return undefined;
  const parts = [String(number), ...(day === undefined ? [] : [day])].map((it) => it.padStart(2, "0"));
  return readFactDate([year, ...parts].join("-"));
}

/** Whether it is the month's name, or its first three letters or more. */
function isMonth(name: string, written: string): boolean {
  return written.length >= 3 && name.toLowerCase().startsWith(written.toLowerCase());
}

function readLine(field: "headline" | "text", written: string, note: Note): string {
  const line = oneLine(written);
  if (line === "") note(field, `The ${field} is missing.`);
  if (line.length > LONGEST[field]) {
    note(field, `The ${field} has ${line.length} characters; make it ${LONGEST[field]} at most.`);
  }
  return line;
}

function readArtists(written: readonly string[], { resolve }: Pick<FactIndex, "resolve">, note: Note): string[] {
  const artists = distinct(written).map((it) => resolve("artist", it) ?? it);
  if (artists.length === 0) note("artists", "Name at least one artist.");
  if (artists.length > MOST.artists) note("artists", `${artists.length} artists are too many; name ${MOST.artists}.`);
  for (const it of artists) {
    if (it.length > LONGEST.artist) note("artists", `“${short(it)}” is longer than ${LONGEST.artist} characters.`);
  }
  return distinct(artists);
}

function readGenres(
  written: readonly string[],
  { nearest, resolve }: Pick<FactIndex, "resolve" | "nearest">,
  note: Note,
): string[] {
  const genres = distinct(written).map((it) => {
    const known = resolve("genre", it);
    if (known !== undefined) return known;
    const near = nearest("genre", it);
    const advice = near.length === 0 ? "write it as /fact genre: offers it." : `did you mean ${near.join(", ")}?`;
    note("genres", `I know no genre “${short(it)}”; ${advice}`);
    return it;
  });
  const met = distinct(genres);
  if (met.length < 2) note("genres", "Name two genres or three: the worlds that meet.");
  if (met.length > MOST.genres) note("genres", `${met.length} genres are too many; name ${MOST.genres}.`);
  return met;
}

function readSources(written: readonly string[], note: Note): Fact["sources"] {
  const lines = distinct(written);
  if (lines.length === 0) note("sources", "Name a page that shows it, with its address: https://…");
  if (lines.length > MOST.sources) note("sources", `${lines.length} sources are too many; name ${MOST.sources}.`);
  return lines.flatMap((line) => {
    const [address = ""] = /https?:\/\/\S+/.exec(line) ?? [];
    const url = URL.parse(address);
    if (url === null || address.length > LONGEST.url) {
      note("sources", `“${short(line)}” has no page's address that I can use; it begins with https://.`);
      return [];
    }
    // What stands around the address is its title.
    const title = line
      .replace(address, " ")
      .replace(/\s+/g, " ")
      .replace(/[\s,;:(<–—-]+$/u, "")
      .trim();
    return [{ title: title.slice(0, LONGEST.title).trim() || url.hostname, url: url.href }];
  });
}

/** Without what is empty or there already. */
function distinct(written: readonly string[]): string[] {
  return [...new Set(written.map(oneLine).filter((it) => it !== ""))];
}

function oneLine(written: string): string {
  return bare(written.replace(/\s+/g, " "));
}

/** What was typed, as far as an answer has room for it. */
function short(typed: string): string {
  const whole = oneLine(typed);
  return whole.length <= 40 ? whole : `${whole.slice(0, 39).toWellFormed()}…`;
}
