import { nameKey, plainText } from "../../model/normalise.ts";
import { once } from "../../model/once.ts";

/** One line of an autocompletion: what the person reads, and what is sent back. Both at most 100 characters. */
export interface Completion {
  readonly name: string;
  readonly value: string;
}

/** Something that can be completed. */
export interface Candidate extends Completion {
  /** All that a person may begin to type for it, its name included. */
  readonly spellings: readonly string[];
  /** The greater, the earlier among those that fit as well. */
  readonly rank: number;
}

/**
 * Completes what was typed so far: candidates that begin with it, then those with a word that does.
 *
 * In each group by rank, then in the order given. Nothing typed: all, in that order.
 *
 * @returns a function from what was typed to at most `limit` lines; empty when nothing fits. Its first call reads them all
 */
export function createCompleter(candidates: readonly Candidate[]) {
  const ranked = once(() => candidates.map(read).sort((a, b) => b.rank - a.rank));

  return (typed: string, limit: number): readonly Completion[] => {
    const [text, key] = [plainText(typed), nameKey(typed)];
    const begins = ranked().filter((it) => it.keys.some((spelling) => spelling.startsWith(key)));
    const fitting = new Set(begins);
    if (fitting.size < limit && text !== "") {
      for (const it of ranked()) if (it.texts.some((spelling) => spelling.includes(` ${text}`))) fitting.add(it);
    }
    return [...fitting].slice(0, limit).map(({ line }) => line);
  };
}

function read({ name, rank, spellings, value }: Candidate) {
  const texts = spellings.map(plainText);
  return { line: Object.freeze({ name, value }), texts, keys: texts.map((text) => text.replaceAll(" ", "")), rank };
}
