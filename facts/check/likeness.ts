import { SMALL_WORDS } from "../find/words/query-words.ts";
import type { Fact } from "../model/fact.ts";
import { wordGroups } from "../model/normalise.ts";

/** The share of the shorter fact's words that the other has too, from which both seem to tell one thing. */
const ALIKE = 0.5;

/**
 * Pairs of events that seem to tell one thing twice: an artist in common, half of the words shared, and the same date.
 *
 * Events of one year are compared too, for two sources may date one thing differently; but not two weeks on a chart.
 */
export function findLikeFacts(facts: readonly Fact[]): string[] {
  const events = facts.filter(({ kind }) => kind !== "claim");
  const years = Map.groupBy(events, ({ date }) => date?.year).values();
  return [...years].flatMap((year) =>
    year.flatMap((fact, at) =>
      year
        .slice(at + 1)
        .filter((other) => areAlike(fact, other))
        .map((other) => `${other.id}: tells much the same as ${fact.id}`),
    ),
  );
}

function areAlike(a: Fact, b: Fact): boolean {
  if (!a.artists.some((artist) => b.artists.includes(artist))) return false;
  if (a.chart && b.chart && JSON.stringify(a.date) !== JSON.stringify(b.date)) return false;
  const [fewer, more] = [tellingWords(a), tellingWords(b)].sort((one, other) => one.size - other.size);
  return fewer!.intersection(more!).size >= fewer!.size * ALIKE;
}

/** The words of headline and text, without those that both would share anyway: small words and the artists. */
function tellingWords({ headline, text, artists }: Fact): Set<string> {
  const words = (it: string) => wordGroups(it).flat();
  const names = new Set(artists.flatMap(words));
  return new Set(words(`${headline} ${text}`).filter((word) => !SMALL_WORDS.has(word) && !names.has(word)));
}
