import type { Verdict } from "../../model/fact.ts";
import { fold, wordGroups } from "../../model/normalise.ts";
import {
  asksForClaims,
  isFiller,
  isQuestion,
  isSmall,
  lifeOf,
  mayBeSmall,
  orderOf,
  type Setting,
  verbOf,
} from "../words/query-words.ts";
import type { Meaning, Vocabulary } from "../words/vocabulary.ts";
import { monthOf } from "./month-names.ts";
import type { Query, Term } from "./query.ts";
import { readDates } from "./query-dates.ts";

const MAX_LETTERS = 400;
const MAX_WORDS = 16;
const MAX_WORD_LETTERS = 32;

const VERDICTS: ReadonlySet<string> = new Set(["supported", "overstated", "wrong", "opinion", "disputed"]);
const ASKING_FOR_CLAIMS: ReadonlySet<string> = new Set(["claim", "supported", "overstated", "wrong", "opinion"]);
const NUMBER_ONE = new Set(["numberone", "number1", "no1", "numero1", "nummer1", "numerouno", "nummereins"]);

/** How a query is read: `literal` takes words of genres, topics and months for words like any other. */
export type Reading = "understood" | "literal";

/**
 * What a query asks for: names, the longest first, then times, then words. Small words are left out.
 *
 * Capped, so that no query is slow: the first 400 characters and 16 words.
 *
 * @returns no terms and nothing else for a query without letters or digits, or of small words alone
 */
export function readQuery(typed: string, vocabulary: Vocabulary, reading: Reading = "understood"): Query {
  const { rest, ...dates } = readDates(fold(typed.slice(0, MAX_LETTERS)));
  const groups = wordGroups(rest).map((group) => group.map((it) => it.slice(0, MAX_WORD_LETTERS)));
  const words = groups.flat().slice(0, MAX_WORDS);
  const pieces = [...cut(words, groups, vocabulary, reading)];
  // A second month is a word like any other: "April March" is a name.
  const months = reading === "literal" ? [] : pieces.filter(isMonth).slice(0, 1);
  const timed = months.length > 0 || dates.span !== undefined || dates.day !== undefined;
  const others = pieces.filter((it) => !months.includes(it));
  const terms = tellingOf(others, words, settingOf(pieces, words, timed), reading, timed);
  const [month] = months.map(({ words: [name = ""] }) => monthOf(name));
  const order = terms.flatMap(({ words: [word = ""], soft }) => (soft ? (orderOf(word) ?? []) : []))[0];
  return {
    ...dates,
    words,
    terms,
    claims: terms.some(({ role }) => role !== undefined && ASKING_FOR_CLAIMS.has(role)),
    ...(reading === "literal" && { closely: true as const }),
    ...(month !== undefined && { month }),
    ...(order !== undefined && { order }),
  };
}

function settingOf(pieces: readonly Term[], words: readonly string[], timed: boolean): Setting {
  const names = pieces.filter(({ meaning, words: [word = ""] }) => meaning !== undefined && !isFiller(word, false));
  return {
    asks: isQuestion(words[0] ?? ""),
    named: timed || names.length > 0,
    joins: timed || names.length > 1 || names.some(({ meaning }) => meaning?.genre),
  };
}

/** The pieces that tell something, each with the part that it plays. */
function tellingOf(
  pieces: readonly Term[],
  words: readonly string[],
  setting: Setting,
  reading: Reading,
  timed: boolean,
): readonly Term[] {
  const fillers = reading === "understood" && (timed || pieces.some((it) => !isFiller(it.words[0]!, false)));
  const telling = pieces.filter((it) => tells(it, words, setting, fillers));
  const beside = telling.some(({ meaning }) => meaning === undefined);
  return telling.map((it) => withRole(beside ? withoutTopic(it) : it, setting, telling.length === 1 && !timed));
}

/** Names, the longest at each place; between them "A-ha", "Talk Talk" and the like as one, and single words. */
function* cut(
  words: readonly string[],
  groups: readonly (readonly string[])[],
  vocabulary: Vocabulary,
  reading: Reading,
): Generator<Term> {
  const groupAt = new Map<number, readonly string[]>();
  for (const [nth, group] of groups.entries()) groupAt.set(groups.slice(0, nth).flat().length, group);
  for (let at = 0; at < words.length; ) {
    const name = nameAt(words, at, vocabulary, reading);
    const group = groupAt.get(at) ?? [];
    const parted = group.some((it) => it.length === 1 || mayBeSmall(it)) && !group.every(mayBeSmall);
    const whole = name === undefined && group.length > 1 && parted;
    // Who types a word twice means a name: Talk Talk.
    const { length, ...found } = name ?? { length: whole ? group.length : words[at] === words[at + 1] ? 2 : 1 };
    yield { words: words.slice(at, at + length), at, ...found };
    at += length;
  }
}

function nameAt(words: readonly string[], at: number, vocabulary: Vocabulary, reading: Reading) {
  for (let length = words.length - at; length > 0; length--) {
    const part = words.slice(at, at + length);
    const key = part.join("");
    if (NUMBER_ONE.has(key) && reading === "understood") return { length, role: "number-one" as const };
    // "of the" is no name, nor is "who" in a question.
    const whole = length === words.length;
    if (!whole && (length === 1 ? mayBeSmall(key) : part.every((it) => mayBeSmall(it) && it !== "who"))) continue;
    const meaning = vocabulary.meaningOf(key, whole);
    const kept = reading === "literal" && meaning ? literally(meaning) : meaning;
    if (kept !== undefined) return { length, meaning: kept };
  }
  return undefined;
}

/** Artists, and titles of more than one word, are names however a query is read. */
function literally({ artist, title }: Meaning): Meaning | undefined {
  if (artist === undefined && title === undefined) return undefined;
  return { ...(artist && { artist }), ...(title && { title }) };
}

function isMonth({ words, meaning }: Term): boolean {
  return words.length === 1 && meaning?.artist === undefined && monthOf(words[0]!) !== undefined;
}

/** @param fillers whether words that go without saying tell nothing */
function tells({ at, words, meaning }: Term, all: readonly string[], setting: Setting, fillers: boolean): boolean {
  const [word = ""] = words;
  if (words.length > 1 || meaning?.artist) return true;
  if (meaning) return !(fillers && isFiller(word, setting.named) && !meaning.genre);
  // "Lady A" is a name, "a lady" none.
  if (word === "a" && at > 0 && at === all.length - 1) return true;
  return !isSmall(word, setting) && !(fillers && isFiller(word, setting.named));
}

/** Beside other words the word for a topic is one of them: "live aid" is no aid on a stage. */
function withoutTopic(term: Term): Term {
  if (term.words.length > 1 || term.meaning?.topic === undefined) return term;
  const { meaning, ...word } = term;
  const { topic: _, ...others } = meaning;
  return Object.keys(others).length === 0 ? word : { ...word, meaning: others };
}

/** @param alone it is all that the query asks for */
function withRole(term: Term, { asks, named }: Setting, alone: boolean): Term {
  const [word = ""] = term.words;
  if (term.words.length > 1 || term.role !== undefined || term.meaning?.artist) return term;
  if (asksForClaims(word)) return { ...term, role: "claim" };
  const life = lifeOf(word);
  if (life !== undefined) return { ...term, role: life };
  if (VERDICTS.has(word)) return { ...term, role: word as Verdict };
  const soft = !alone && named && (orderOf(word) !== undefined || (asks && verbOf(word) !== undefined));
  return soft && !term.meaning?.genre ? { ...term, soft } : term;
}
