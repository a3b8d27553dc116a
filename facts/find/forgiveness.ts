import { wordGroups } from "../model/normalise.ts";
import { beginAlike } from "./names/sound.ts";
import type { Query, Term } from "./query/query.ts";
import { growNameTree, type NameTree, nearKeys } from "./words/name-tree.ts";
import { formsOf } from "./words/query-words.ts";
import type { Meaning, Spelling, Vocabulary } from "./words/vocabulary.ts";
import type { WordIndex } from "./words/word-index.ts";

/** What stands nowhere, and what was looked for in its place. */
export interface Replacement {
  readonly typed: string;
  /** A name, or a few words; not empty. */
  readonly shown: readonly string[];
}

export interface Forgiven {
  readonly query: Query;
  /** Not empty. */
  readonly instead: readonly Replacement[];
}

interface Known {
  readonly index: WordIndex;
  readonly vocabulary: Vocabulary;
  readonly names: NameTree;
  /** See `WordIndex.tree`. */
  readonly words: WordIndex["tree"];
}

/** A word in more facts than this tells little of what was meant. */
const COMMON = 100;

const LONGEST_NAME = 4;
const MOST_SHOWN = 3;

/** Shorter words, one letter off, are other words. */
const SHORTEST_MISSPELT = 8;
const SHORTEST_FOR_TWO = 10;

/**
 * For queries that match nothing as typed: a function to what was most likely meant.
 *
 * A word that stands in no fact is taken for a mistyped name, for another form of a word, for what it begins if it is
 * the last, or for one that it misspells. A name of several words is taken as a whole: who asks for Zach Bryan
 * does not mean Bryan Adams. Known words are only taken for their other forms, or together for a name one letter off.
 *
 * Step by step; the function returns `undefined` where nothing is near.
 */
export function* prepareForgiveness(
  index: WordIndex,
  vocabulary: Vocabulary,
): Generator<void, (query: Query) => Forgiven | undefined> {
  const names = yield* growNameTree(vocabulary);
  yield;
  const known = { index, vocabulary, names, words: index.tree };
  return (query) => {
    const unknown = query.terms.filter((it) => isPlain(it) && !isKnown(it.words.join(""), known));
    if (unknown.length === 0) return takeWhole(query, known) ?? takeForms(query, known);
    let forgiven: Forgiven | undefined = { query, instead: [] };
    for (const term of unknown) {
      if (!forgiven.query.terms.includes(term)) continue;
      forgiven = takeName(forgiven, term, known) ?? takeWords(forgiven, term, known);
      if (forgiven === undefined) return undefined;
    }
    return forgiven;
  };
}

function isPlain({ meaning, role, soft }: Term): boolean {
  return meaning === undefined && role === undefined && !soft;
}

function isKnown(word: string, { index }: Known): boolean {
  return (index.exact.get(word)?.facts.length ?? 0) > 0;
}

function isCommon(word: string, { index }: Known): boolean {
  return (index.exact.get(word)?.facts.length ?? 0) > COMMON;
}

/** "elton jon": all words are known, yet together they are a name one letter off. */
function takeWhole(query: Query, { names, vocabulary }: Known): Forgiven | undefined {
  const { terms, words } = query;
  const key = words.join("");
  if (words.length < 2 || key.length < 8 || !terms.every(isPlain)) return undefined;
  const name = names.misspelt(words, true);
  const meaning = name && Math.abs(name.key.length - key.length) < 2 ? vocabulary.meaningOf(name.key) : undefined;
  if (name === undefined || meaning === undefined) return undefined;
  const instead = [{ typed: words.join(" "), shown: [name.spelling] }];
  return { query: { ...query, terms: [termOf(name, 0, meaning)] }, instead };
}

/** As if the name had been typed as it is spelt, so that texts are found that name it. */
function termOf({ spelling }: Spelling, at: number, meaning: Meaning): Term {
  return { words: wordGroups(spelling).flat(), at, meaning };
}

/**
 * "drum solos": each word stands somewhere, but only "drum" and "solo" stand together. Of "Take That" one word stands in
 * so many facts that it tells nothing, and a form of the other would be found beside it by chance.
 */
function takeForms(query: Query, known: Known): Forgiven | undefined {
  if (query.terms.filter((it) => !isPlain(it) || !isCommon(it.words.join(""), known)).length < 2) return undefined;
  const instead: Replacement[] = [];
  const terms = query.terms.map((term) => {
    const forms = isPlain(term) ? knownForms(term, query, known) : [];
    if (forms.length === 0) return term;
    instead.push({ typed: term.words[0]!, shown: forms.slice(0, MOST_SHOWN) });
    return { ...term, instead: [term.words[0]!, ...forms] };
  });
  return instead.length === 0 ? undefined : { query: { ...query, terms }, instead };
}

/** The longest stretch of words with this one in it that is a misspelt name. */
function takeName({ query, instead }: Forgiven, term: Term, { names, vocabulary }: Known): Forgiven | undefined {
  for (const [first, after] of stretches(term.at, query.words.length)) {
    const words = query.words.slice(first, after);
    const [before, later] = [endingBy(first, query), query.terms.filter(({ at }) => at >= after)];
    if (before === undefined) continue;
    const name = names.misspelt(words, before.length === 0 && later.length === 0);
    const meaning = name && vocabulary.meaningOf(name.key);
    if (name === undefined || meaning === undefined) continue;
    return {
      query: { ...query, terms: [...before, termOf(name, first, meaning), ...later] },
      instead: [...instead, { typed: words.join(" "), shown: [name.spelling] }],
    };
  }
  return undefined;
}

/** Stretches of up to four words that hold the word at `at`, the longest first: where each begins, and where it is over. */
function* stretches(at: number, size: number): Generator<readonly [first: number, after: number]> {
  for (let length = Math.min(LONGEST_NAME, size); length > 0; length--) {
    for (let first = Math.max(0, at - length + 1); first <= at && first + length <= size; first++) {
      yield [first, first + length];
    }
  }
}

/** The terms that end before that word; `undefined` where one goes on beyond it. */
function endingBy(first: number, { terms }: Query): readonly Term[] | undefined {
  const before = terms.filter(({ at }) => at < first);
  return before.some(({ at, words }) => at + words.length > first) ? undefined : before;
}

function takeWords({ query, instead }: Forgiven, term: Term, known: Known): Forgiven | undefined {
  if (term.words.length > 1) return undefined;
  const last = term.at + 1 === query.words.length;
  const words = knownForms(term, query, known);
  if (words.length === 0 && last) words.push(...known.names.begunBy(term.words[0]!));
  if (words.length === 0) words.push(...misspelt(term.words[0]!, query, known));
  if (words.length === 0) return undefined;
  return {
    query: { ...query, terms: query.terms.map((it) => (it === term ? { ...it, instead: words } : it)) },
    instead: [...instead, { typed: term.words[0]!, shown: words.slice(0, MOST_SHOWN) }],
  };
}

/** Its other forms that facts have; none that is part of a name, nor for "The Strokes", which is one. */
function knownForms({ words: [word = ""], at }: Term, { terms, words }: Query, known: Known): string[] {
  if (terms.length === 1 && words[at - 1] === "the") return [];
  return [...formsOf(word, terms.length === 1)].filter((form) => isKnown(form, known) && !known.names.hasPart(form));
}

function misspelt(word: string, { terms }: Query, known: Known): string[] {
  const alone = terms.length === 1;
  const names = alone || word.length > 5 ? known.names.misspeltLast(word) : [];
  const called = names.filter((it) => isKnown(it, known) && (alone || beginAlike(word, it)));
  // A word that could be several names is no obvious error: "hardy" is neither Handy nor Harry.
  if (called.length > 0) return called.length === 1 ? called : [];
  if (word.length < SHORTEST_MISSPELT) return [];
  return nearKeys(known.words, word)
    .filter(
      ([it, distance]) =>
        isKnown(it, known) && it[0] === word[0] && (distance === 1 || word.length >= SHORTEST_FOR_TWO),
    )
    .map(([it]) => it);
}
