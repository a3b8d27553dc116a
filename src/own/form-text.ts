import type { Fact } from "../../facts/index.ts";
import { writeFactDate } from "../../facts/index.ts";
import { split, type WrittenFact } from "./written.ts";

/** What stands in the five fields of a form. */
export interface FormText {
  readonly date: string;
  readonly headline: string;
  readonly text: string;
  /** The artists in the first line, the genres in the next. */
  readonly who: string;
  /** One to a line. */
  readonly sources: string;
}

/** Between names: "Earth, Wind & Fire" has a comma of its own. */
const BETWEEN = "; ";

/** What was filled in, taken apart. */
export function readForm({ sources, who, ...rest }: FormText): WrittenFact {
  const [first = "", ...others] = lines(who);
  return { ...rest, artists: split(first), genres: split(others.join(BETWEEN), true), sources: lines(sources) };
}

/** A form filled with what is known of a fact. */
export function writeForm({ artists, date, genres, headline, sources, text }: Omit<Fact, "id">): FormText {
  return {
    date: date === undefined ? "" : writeFactDate(date),
    headline,
    text,
    who: [artists.join(BETWEEN), genres.join(BETWEEN)].join("\n"),
    sources: sources.map(({ title, url }) => `${title} ${url}`).join("\n"),
  };
}

function lines(written: string): readonly string[] {
  return written
    .split("\n")
    .map((it) => it.trim())
    .filter((it) => it !== "");
}
