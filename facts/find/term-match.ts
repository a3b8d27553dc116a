import type { Fact } from "../model/fact.ts";
import type { Term } from "./query/query.ts";
import { verbOf } from "./words/query-words.ts";
import type { Meaning } from "./words/vocabulary.ts";
import type { Postings, WordIndex } from "./words/word-index.ts";

/** What a name counts; a word counts by how rare it is and where it stands, up to about as much. */
const OWN = 40;
const ON_TITLE = 38;
const ABOUT_TITLE = 34;
const GENRE = 30;
const FAMILY = 24;
const ROLE = 10;
const TOLD = 10;
const TOPIC = 8;

/** The most that a name counts where it stands in a text as any word does: "war", of the band War. */
const NAME_AS_WORD = 20;

/** What a word that is looked for in another's place counts beside one as typed. */
const INSTEAD = 0.3;

/** A genre with fewer facts is also found where a text names it. */
const FEW = 10;

/** How one term stands to each fact, by its position in the list. */
export interface Matches {
  /** 0 for a fact that lacks it. */
  readonly scores: Float64Array;
  /** 1 for a fact that has it only as a word of its text, which must then stand near the query's other such words. */
  readonly loose: Uint8Array;
  /** The words that it may be, as they are numbered in the index. */
  readonly ids: readonly number[];
  /** Whether so many facts have the word that it says little where it stands alone. */
  readonly common: boolean;
  /** Whether it is a genre, which a word of a text only is beside another: "house" in "white house". */
  readonly filters: boolean;
}

const COMMON = 40;

/** Looks for one term in all facts. */
export function matchTerm(term: Term, facts: readonly Fact[], index: WordIndex): Matches {
  const scores = new Float64Array(facts.length);
  const loose = new Uint8Array(facts.length);
  // What is of a name counts the same, however often its text has the name: the strongest lead comes first.
  const give = (at: number, score: number) => {
    scores[at] = score;
    loose[at] = 0;
  };
  const most = term.meaning ? NAME_AS_WORD : Number.POSITIVE_INFINITY;
  const postings = wordsOf(term, index);
  for (const [it, factor] of postings) {
    const rarity = factor * Math.log(1 + facts.length / it.facts.length);
    for (const [nth, at] of it.facts.entries()) {
      if (scores[at] === 0) loose[at] = 1;
      scores[at] = Math.min(most, Math.max(scores[at]!, rarity * it.weights[nth]!));
    }
  }
  if (term.words.length > 1) for (const at of findPhrase(phraseOf(term), index)) give(at, TOLD);
  if (term.role !== undefined) giveRole(term, facts, give);
  if (term.meaning) giveMeaning(term, term.meaning, facts, give);
  const ids = postings.map(([it]) => it.id);
  const common = postings.some(([it]) => it.facts.length > COMMON);
  return { scores, loose, ids, common, filters: isFilter(term) };
}

/** For a soft term: how much more a fact counts for having it. */
export function favourOf(term: Term, fact: Fact): number {
  const [word = ""] = term.words;
  const verb = verbOf(word);
  if (verb === undefined) return fact.topics.includes("firsts") ? ROLE : 0;
  const told = `${fact.headline} ${fact.text} ${fact.note ?? ""}`.toLowerCase().match(/[a-z]+/g) ?? [];
  return (fact.kind === verb.kind ? ROLE : 0) + (told.some((it) => verb.forms.has(it)) ? ROLE / 2 : 0);
}

type Weighed = readonly [postings: Postings, factor: number];

/** A genre is a filter, if enough facts are of it: "country" finds the music, not the land. */
function isFilter({ meaning }: Term): boolean {
  return meaning?.genre !== undefined && meaning.genre.facts.size >= FEW;
}

function wordsOf({ words, role, instead }: Term, index: WordIndex): readonly Weighed[] {
  const found = (word: string, factor: number): Weighed[] => {
    const postings = index.exact.get(word);
    return postings && postings.facts.length > 0 ? [[postings, factor]] : [];
  };
  if (instead) return instead.flatMap((word) => found(word, INSTEAD));
  if (words.length > 1 || role === "number-one") return [];
  return found(words[0]!, 1);
}

function giveRole({ role }: Term, facts: readonly Fact[], give: (at: number, score: number) => void): void {
  for (const [at, { chart, kind, verdict }] of facts.entries()) {
    const has = role === "number-one" ? chart?.position === 1 : kind === role || verdict === role;
    if (has) give(at, ROLE);
  }
}

/** What a text quotes as a title of one word stands in it like any word. */
function giveMeaning(
  { words }: Term,
  { artist, genre, topic, title }: Meaning,
  facts: readonly Fact[],
  give: (at: number, score: number) => void,
): void {
  for (const at of topic?.facts ?? []) give(at, TOPIC);
  for (const at of (words.length > 1 && title?.told) || []) give(at, TOLD);
  for (const at of genre?.facts ?? []) give(at, facts[at]!.genres.includes(genre!.name) ? GENRE : FAMILY);
  for (const at of title?.about ?? []) give(at, ABOUT_TITLE);
  for (const at of title?.facts ?? []) give(at, ON_TITLE);
  for (const at of artist?.facts ?? []) give(at, OWN);
}

/** What of a term of several words is looked for in the text: nothing of a genre that has facts enough of its own. */
function phraseOf(term: Term): readonly string[] {
  if (term.role === "number-one") return ["no", "1"];
  return isFilter(term) ? [] : term.words;
}

/** Facts in whose text these words follow each other; none for small words alone. */
function findPhrase(words: readonly string[], index: WordIndex): readonly number[] {
  const postings = words.flatMap((word) => index.exact.get(word) ?? []);
  if (words.length === 0 || postings.length < words.length) return [];
  const telling = postings.filter(({ facts }) => facts.length > 0);
  const rarest = telling.reduce<Postings | undefined>(
    (least, it) => (least && least.facts.length <= it.facts.length ? least : it),
    undefined,
  );
  const ids = postings.map(({ id }) => id);
  return (rarest?.facts ?? []).filter((at) => hasPhrase(index.words(at), ids));
}

function hasPhrase(text: Int32Array, ids: readonly number[]): boolean {
  for (let at = text.indexOf(ids[0]!); at >= 0; at = text.indexOf(ids[0]!, at + 1)) {
    if (ids.every((id, nth) => text[at + nth] === id)) return true;
  }
  return false;
}
