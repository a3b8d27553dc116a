/** Letters that stand for others when people type, and that Unicode does not take apart. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

const INITIALS = /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}(?:\p{L}(?![\p{L}\p{N}]))?/gu;

/**
 * The words of a text, without case, accents and punctuation, in order; a group for each stretch between spaces.
 *
 * Initials with dots are one word and "&" and "and" are "n", so that "Run-D.M.C." is `[["run", "dmc"]]` and
 * "Guns & Roses" `[["guns"], ["n"], ["roses"]]`. Letters of any script are kept. Without letters or digits: `[]`.
 */
export function wordGroups(text: string): readonly (readonly string[])[] {
  return text
    .split(/\s+/)
    .map(groupWords)
    .filter((words) => words.length > 0);
}

/**
 * Reads words as they are indexed: each by itself, and each group joined: "AC/DC" gives `["ac", "dc", "acdc"]`.
 *
 * For text in one line. The reader remembers the groups that it met: in prose most come again, and are then read
 * several times faster.
 */
export function createWordReader(): (text: string) => string[] {
  const met = new Map<string, readonly string[]>();
  const read = (group: string): readonly string[] => {
    const words = groupWords(group);
    const indexed = words.length > 1 ? [...words, words.join("")] : words;
    met.set(group, indexed);
    return indexed;
  };
  return (text) => {
    const all: string[] = [];
    for (const group of text.split(" ")) {
      for (const word of met.get(group) ?? read(group)) all.push(word);
    }
    return all;
  };
}

function groupWords(group: string): readonly string[] {
  const word = isAscii(group) ? /[a-z0-9]+/g : /[\p{L}\p{N}\p{M}]+/gu;
  const words = joinInitials(fold(group).replaceAll("&", ".n.")).match(word) ?? [];
  return words.map((it) => (it === "and" ? "n" : it));
}

/** The words with one space between them, for telling where a word begins. */
export function plainText(text: string): string {
  return wordGroups(text).flat().join(" ");
}

/**
 * What all spellings of a name have in common: "Run-D.M.C.", "run dmc" and "rundmc" are `"rundmc"`.
 *
 * A name without letters or digits ("!!!") stands for itself; empty only for a blank text.
 */
export function nameKey(name: string): string {
  return wordGroups(name).flat().join("") || fold(name).trim();
}

function joinInitials(group: string): string {
  if (group.indexOf(".") === group.lastIndexOf(".")) return group;
  return group.replace(INITIALS, (initials) => initials.replaceAll(".", ""));
}

/**
 * Lower case, without Latin, Greek and Cyrillic accents, and without what Arabic and Hebrew are mostly written without;
 * marks of other scripts, which tell words apart, stay.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u0655\u0670]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? letter);
}

/** Most texts are, and are then read several times faster. */
function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
