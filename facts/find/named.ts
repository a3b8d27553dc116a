import type { Artist, Fact } from "../model/fact.ts";
import { fold, nameKey, wordGroups } from "../model/normalise.ts";
import { once, onceFor } from "../model/once.ts";

/** What a text names, as far as it is known here. */
export interface Named {
  /** Canonical names, each once, in the order of the text. */
  readonly artists: readonly string[];
  /** Titles of records, each once, in the order of the text, with the facts in which they are heard or on a chart. */
  readonly titles: readonly { readonly title: string; readonly facts: readonly Fact[] }[];
}

/** About so many words are read; what a message of the greatest length has. */
const MOST_WORDS = 2000;

/** From so many words on, a title stands out from other talk in any spelling. */
const TELLING_WORDS = 3;

/** Scripts that put no space between words. */
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]/u;

/** What it looks for: the words of one spelling. */
interface Spelling {
  readonly words: readonly string[];
  readonly written: string;
  readonly artist?: string;
  readonly title?: string;
}

/** A word of the text, and how it stands there. */
interface Word {
  readonly word: string;
  /** Begins with a capital, or has no small letters to choose from. */
  readonly capital: boolean;
  /** It begins a sentence, which alone may have made it a capital one. */
  readonly first: boolean;
  /** A comma or a full stop stands behind it, as after "Yes". */
  readonly pause: boolean;
  /** Within quotation marks, or written bold or slanted. */
  readonly quoted: boolean;
}

/** Artists and facts, with the titles and words of these. */
export interface Naming {
  readonly facts: readonly Fact[];
  readonly artists: readonly Artist[];
}

/**
 * Finds the artists and songs that a text names: in any spelling, with any punctuation, in any script.
 *
 * A name of one word that the facts also use as an ordinary one, as "yes" or "war", counts only where a capital or a
 * quotation mark sets it apart; so does a title of two words. One of a single word must stand in quotation marks, or
 * beside its artist.
 *
 * @param all a later one adds to those before; what is gathered of each is gathered once
 */
export function createNamer(...all: readonly Naming[]): (text: string) => Named {
  const gathered = once(() => {
    const titles = all.map(({ facts }) => titlesOf(facts));
    const artists = all.map((it) => spellingsOf(it.artists));
    return {
      sought: [
        ...artists.map(({ beginning }, at) => ({ beginning, isSetApart: artistSetApart(ordinaryTo(at)) })),
        ...titles.map(({ beginning }) => ({ beginning, isSetApart: isTitleSetApart })),
      ],
      unspaced: artists.flatMap((it) => it.unspaced),
      factsOf: (title: string) => titles.flatMap(({ facts }) => facts.get(nameKey(title)) ?? []),
    };
  });
  /** Whether facts up to there use it so: what is added later makes no name that was known doubtful. */
  const ordinaryTo = (last: number) => {
    const lists = all.slice(0, last + 1).map(({ facts }) => facts);
    return (word: string) => lists.some((it) => ordinaryWords(it)().has(word));
  };

  return (text) => {
    const { factsOf, sought, unspaced } = gathered();
    const words = readWords(text);
    const found: { readonly at: number; readonly it: Spelling }[] = [];
    for (let at = 0; at < words.length; at++) {
      for (const { beginning, isSetApart } of sought) {
        for (const it of beginning(words[at]!.word, words[at + 1]?.word))
          if (stands(it.words, words, at) && isSetApart(it, words, at)) found.push({ at, it });
      }
    }
    const whole = fold(text);
    for (const { folded, it } of unspaced) {
      const at = whole.indexOf(folded);
      if (at >= 0) found.push({ at: words.length + at, it });
    }
    return gather(found, words, factsOf);
  };
}

/** A fact's artists, and others whom its texts name. */
export function peopleOf(fact: Fact, named: (text: string) => Named): ReadonlySet<string> {
  const { artists, headline, note = "", text } = fact;
  return new Set([...artists, ...named([headline, text, note].join(" ")).artists]);
}

/** Whether a name that stands there is meant, and not what its words mean otherwise. */
type SetApart = (spelling: Spelling, text: readonly Word[], at: number) => boolean;

function artistSetApart(isOrdinary: (word: string) => boolean): SetApart {
  return ({ words }, text, at) => {
    const { capital, first, pause, quoted, word } = text[at] as Word;
    if (words.length > 1 || !isOrdinary(word)) return true;
    return quoted || (capital && !(first && pause));
  };
}

function isTitleSetApart({ words }: Spelling, text: readonly Word[], at: number): boolean {
  if (words.length >= TELLING_WORDS) return true;
  // One of a single word is looked at again once it is known who is named.
  return words.length === 1 || text[at]!.quoted || words.every((_, step) => text[at + step]!.capital);
}

/** The longest of those that begin at one word; a title of one word only in quotation marks, or beside its artist. */
function gather(
  found: readonly { readonly at: number; readonly it: Spelling }[],
  words: readonly Word[],
  factsOf: (title: string) => readonly Fact[],
): Named {
  const kept = found.filter(({ at, it }) => !found.some((other) => covers(other, at, it.words.length, it)));
  const artists = [...new Set(kept.flatMap(({ it }) => it.artist ?? []))];
  const titles = new Map<string, Named["titles"][number]>();
  for (const { at, it } of kept) {
    if (it.title === undefined || titles.has(nameKey(it.title))) continue;
    const facts = factsOf(it.title);
    const beside = words[at]!.capital && facts.some((fact) => fact.artists.some((name) => artists.includes(name)));
    if (it.words.length > 1 || words[at]!.quoted || beside) titles.set(nameKey(it.title), { title: it.title, facts });
  }
  return { artists, titles: [...titles.values()] };
}

function covers(
  other: { readonly at: number; readonly it: Spelling },
  at: number,
  length: number,
  it: Spelling,
): boolean {
  const end = other.at + other.it.words.length;
  return other.it !== it && other.it.words.length > length && other.at <= at && end >= at + length;
}

function stands(words: readonly string[], text: readonly Word[], at: number): boolean {
  return words.every((word, step) => text[at + step]?.word === word);
}

/** The words of a text as they are indexed, each with how it stands there. */
function readWords(text: string): readonly Word[] {
  const words: Word[] = [];
  let [first, open] = [true, false];
  for (const group of text.split(/\s+/)) {
    if (words.length >= MOST_WORDS) break;
    // As most are, which then need no closer look.
    if (/^[A-Za-z][a-z]*$/.test(group)) {
      const small = group.toLowerCase();
      words.push({ word: small === "and" ? "n" : small, capital: small !== group, first, pause: false, quoted: open });
      first = false;
      continue;
    }
    if (/^\p{P}*["“„«*_`]/u.test(group)) open = true;
    const pause = /[,.;!?]\p{P}*$/u.test(group);
    const [own = ""] = /[\p{L}\p{N}].*/u.exec(group) ?? [];
    for (const [at, word] of (wordGroups(group)[0] ?? []).entries()) {
      const capital = at > 0 || /^[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u.test(own);
      words.push({ word, capital, first, pause, quoted: open });
      first = false;
    }
    if (/["”»*_`]\p{P}*$/u.test(group)) open = false;
    if (/[.!?:…]["”»)]*$/u.test(group)) first = true;
  }
  return words;
}

const spellingsOf = onceFor((artists: readonly Artist[]) => {
  const spellings = artists.flatMap(({ also, name }) =>
    [name, ...also].map((written): Spelling => ({ written, artist: name, words: wordGroups(written).flat() })),
  );
  const unspaced = spellings.filter(({ written }) => UNSPACED.test(written) && [...written].length > 1);
  return {
    beginning: byBeginning(spellings),
    unspaced: unspaced.map((it) => ({ it, folded: fold(it.written) })),
  };
});

/** Titles that are heard or on a chart in some event, and by their keys the facts of each. */
const titlesOf = onceFor((facts: readonly Fact[]) => {
  const spellings: Spelling[] = [];
  const byKey = new Map<string, Fact[]>();
  for (const fact of facts) {
    for (const [key, spelling] of titlesIn(fact)) {
      const known = byKey.get(key);
      if (known === undefined) spellings.push(spelling);
      if (known === undefined) byKey.set(key, [fact]);
      else known.push(fact);
    }
  }
  return { beginning: byBeginning(spellings), facts: byKey };
});

/** By their keys. Of a fact once: a server's facts are indexed anew when one of them changes. */
const titlesIn = onceFor(({ chart, listen = [] }: Fact): ReadonlyMap<string, Spelling> => {
  const titles = [...listen, ...(chart ? [chart] : [])].map(({ title }) => title);
  // What stands in brackets, "(Remix)", nobody writes.
  const spell = (title: string) => wordGroups(title.replace(/\s*[([].*$/, "")).flat();
  return new Map(titles.map((title) => [nameKey(title), { written: title, title, words: spell(title) }]));
});

/** Finds those that begin with a word, of one word, or with two, as many begin with "the" or "in". */
function byBeginning(spellings: readonly Spelling[]) {
  const some = spellings.filter(({ words }) => words.length > 0);
  const byWords = Map.groupBy(some, ({ words }) => words.slice(0, 2).join(" "));
  // Most words of a text begin none.
  const firsts = new Set(some.map(({ words }) => words[0]));
  return (first: string, second: string | undefined): readonly Spelling[] => {
    if (!firsts.has(first)) return NONE;
    const [alone, more] = [byWords.get(first), second === undefined ? undefined : byWords.get(`${first} ${second}`)];
    if (alone === undefined || more === undefined) return alone ?? more ?? NONE;
    return [...alone, ...more];
  };
}

const NONE: readonly Spelling[] = [];

/** Words that the facts' texts have in small letters; read when first asked for. */
const ordinaryWords = onceFor((facts: readonly Fact[]) =>
  once(() => new Set<string>(facts.flatMap(({ text }) => text.match(/(?<!\p{L})\p{Ll}+(?!\p{L})/gu) ?? []))),
);
