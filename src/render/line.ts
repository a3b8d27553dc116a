import { type Fact, isOwn, onceFor } from "../../facts/index.ts";
import { type Option, option } from "./reply.ts";
import { bare, plain } from "./text.ts";

/** Longest headline and names in a line of a list, in characters. */
const LENGTHS = { whole: { headline: 130, names: 80 }, short: { headline: 110, names: 60 } } as const;

/** Longest names in the second line of something to choose, in characters. */
const OPTION_NAMES = 50;

/** Marks a fact that only the server knows in which it is read. */
export const OWN = "this server's own";

/**
 * One line of a list, so that a headline is never all there is: `**1986** headline · artists`.
 *
 * At most 250 characters, 370 with the genres, 210 where it is short; without a mark before it and without a line end.
 *
 * @param form `genres`: the worlds that meet stand at its end; `short`: for long lists with more on each line; `bare`:
 *   as short, without the artists, where these are named already or the list is of one of them
 */
export function factLine(fact: Fact, form: Form = "whole"): string {
  return lines[form](fact);
}

/** See `factLine`. */
type Form = "whole" | "genres" | "short" | "bare";

/** Each is written once: whoever reads a list mostly reads one that others have read. */
const lines: Readonly<Record<Form, (fact: Fact) => string>> = {
  whole: onceFor((fact: Fact) => writeLine(fact, "whole")),
  genres: onceFor((fact: Fact) => writeLine(fact, "genres")),
  short: onceFor((fact: Fact) => writeLine(fact, "short")),
  bare: onceFor((fact: Fact) => writeLine(fact, "bare")),
};

function writeLine(fact: Fact, form: Form): string {
  const lengths = form === "short" || form === "bare" ? LENGTHS.short : LENGTHS.whole;
  const own = isOwn(fact) ? OWN : undefined;
  const [headline, names] = [lengths.headline, own ? lengths.names - ` · ${own}`.length : lengths.names];
  const parts = [
    `**${yearOf(fact)}** ${plain(fact.headline, headline)}`,
    form === "bare" ? undefined : namesOf(fact, names, (name) => plain(name, names)),
    form === "genres" ? worlds(fact) : undefined,
    own,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** The fact as something to choose: headline, then year, artists and genres. Its value is the fact's id. */
export const factOption = onceFor((fact: Fact): Option => {
  const told = [yearOf(fact), namesOf(fact, OPTION_NAMES, bare), bare(fact.genres.join(" × "))];
  const description = isOwn(fact) ? [OWN, ...told] : told;
  return option({ label: fact.headline, value: fact.id, description: description.join(" · ") });
});

/** `hip-hop × rock`. */
export function worlds(fact: Fact): string {
  return plain(fact.genres.join(" × "), 120);
}

/** The year, and for a claim that it is one, for it may be wrong. */
function yearOf({ date, kind }: Fact): string {
  if (kind === "claim") return date === undefined ? "A claim" : `A claim, ${date.year}`;
  return String(date?.year);
}

/** As many names as fit into `max` characters, the first one in any case: `A, B and 3 more`. */
function namesOf({ artists }: Fact, max: number, write: (name: string) => string): string {
  const [first = "", ...others] = artists;
  let [written, shown] = [write(first), 1];
  for (const name of others) {
    const longer = `${written}, ${write(name)}`;
    if (longer.length > max) break;
    [written, shown] = [longer, shown + 1];
  }
  return shown === artists.length ? written : `${written} and ${artists.length - shown} more`;
}
