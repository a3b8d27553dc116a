import type { Fact } from "../model/fact.ts";

/** Words that would fit a hundred other events, or say nothing. */
const EMPTY_WORDS = [
  "iconic",
  "legendary",
  "groundbreaking",
  "seminal",
  "forever",
  "changed music",
  "needless to say",
] as const;

const MOST_SENTENCES = 3;

/** What stands in double quotes. The mark of `12"` opens none. */
const TITLE = /(?<![\p{L}\p{N}])["“][^"“”]*["”]/gu;

/** Words in a headline or text that are better left out; titles in double quotes and artists' names may hold them. */
export function findEmptyWords({ headline, text, artists }: Fact): readonly string[] {
  const own = artists
    .reduce((it, artist) => it.replaceAll(artist, ""), [headline, text].map((it) => it.replace(TITLE, "")).join(" "))
    .toLowerCase();
  return EMPTY_WORDS.filter((words) => new RegExp(`\\b${words}\\b`).test(own));
}

/** Whether a text has more sentences than a person reads at one look. */
export function isTooLong({ text, artists }: Fact): boolean {
  return countSentences(text, artists) > MOST_SENTENCES;
}

/** What ends in a full stop that need not end a sentence: initials ("A. R.", "D.M.C.") and abbreviations. */
const DOTTED =
  /(?<![\p{L}\p{N}&'’])(?:(?:\p{L}\.)+|(?:No|Nos|Vol|Op|Pt|Dr|Mr|Mrs|Ms|St|Mt|Ft|Sgt|Lt|Capt|Col|Gen|Rev|Prof|Jr|Sr|Bros|Inc|Ltd|Co|vs|feat)\.)$/u;

/** Words with which a sentence begins, and a name or a number hardly ever. */
const OPENERS = new Set(
  `a after all although an and as at before both but by each for from he her here his how if in it its later many most
  neither nobody none not nothing now on once only our she since so some soon that the their then there these they this
  those though to two under until we what when where while who with within yet you`.split(/\s+/),
);

/**
 * Counts sentences by their ends, in the manner of a reader: no mark within a title or an artist's name ends one.
 *
 * After initials, abbreviations and names such as "Wham!" one ends only where the next word shows it: "by R.E.M. It
 * was", but not "Eric B. & Rakim" or "No. 4".
 *
 * @param artists the names that may stand in the text
 */
export function countSentences(text: string, artists: readonly string[] = []): number {
  const plain = artists
    .toSorted((a, b) => b.length - a.length)
    .reduce(
      (it, artist) => it.replaceAll(artist, /[.!?]$/.test(artist) ? "X." : "Name"),
      text.replace(TITLE, untitled),
    );
  const ends = [...plain.matchAll(/(\S*[.!?])[)\]'’]*\s+(?=[([“"'‘]*(\S+))/g)];
  return 1 + ends.filter(([, before = "", after = ""]) => endsSentence(before, after)).length;
}

/** A full stop before the closing quotes is the sentence's; another mark is the title's, as in "Help!". */
function untitled(title: string): string {
  if (/\.["”]$/.test(title)) return "Title.";
  return /[!?]["”]$/.test(title) ? "X." : "Title";
}

function endsSentence(before: string, after: string): boolean {
  if (!/^[\p{Lu}\p{Lo}\p{N}\p{Sc}]/u.test(after)) return false;
  return !DOTTED.test(before) || OPENERS.has(after.toLowerCase().replace(/\P{L}.*$/u, ""));
}
