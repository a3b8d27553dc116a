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
  const word = isAscii(text) ? /[a-z0-9]+/g : /[\p{L}\p{N}\p{M}]+/gu;
  return fold(text)
    .replaceAll("&", ".n.")
    .split(/\s+/)
    .map((group) => (joinInitials(group).match(word) ?? []).map((it) => (it === "and" ? "n" : it)))
    .filter((group) => group.length > 0);
}

/** Words as they are indexed: each by itself, and each group joined: "AC/DC" gives `["ac", "dc", "acdc"]`. */
export function indexWords(text: string): string[] {
  return wordGroups(text).flatMap((group) => (group.length > 1 ? [...group, group.join("")] : group));
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

/** Lower case, without Latin, Greek and Cyrillic accents; marks of other scripts, which tell words apart, stay. */
function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? letter);
}

/** Most texts are, and are then read several times faster. */
function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
