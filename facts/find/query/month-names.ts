/** Each month's names, in English, Spanish, Portuguese, French and German; folded: lower case, without accents. */
const NAMES = [
  "january enero janeiro janvier januar janner",
  "february febrero fevereiro fevrier februar",
  "march marzo marco mars marz",
  "april abril avril",
  "may mayo maio mai",
  "june junio junho juin juni",
  "july julio julho juillet juli",
  "august agosto aout",
  "september septiembre setembro setiembre septembre",
  "october octubre outubro octobre oktober",
  "november noviembre novembro novembre",
  "december diciembre dezembro decembre dezember",
];

/** Beside a day only, for most of them are words or names too. */
const SHORT = [
  "jan ene janv",
  "feb fev fevr",
  "mar",
  "apr abr avr",
  "",
  "jun",
  "jul juil",
  "aug ago",
  "sep sept set",
  "oct okt out",
  "nov",
  "dec dez dic",
];

const numbers = (lists: readonly string[]) =>
  lists.flatMap((names, at) => names.split(" ").flatMap((name) => (name === "" ? [] : [[name, at + 1] as const])));

const WHOLE: ReadonlyMap<string, number> = new Map(numbers(NAMES));
const ANY: ReadonlyMap<string, number> = new Map([...numbers(SHORT), ...WHOLE]);

/** For a pattern: any name of a month, the longest first, that it may have beside a day. */
export const MONTH_PATTERN = [...ANY.keys()].sort((a, b) => b.length - a.length).join("|");

/** The same of short names, but for those that are words of a language too. */
export const SHORT_MONTH_PATTERN = SHORT.flatMap((names) => names.split(" "))
  .filter((name) => !["", "out", "set", "ago"].includes(name))
  .sort((a, b) => b.length - a.length)
  .join("|");

/** 1 to 12, for a whole name in any of the languages; `undefined` for any other word. */
export const monthOf = (word: string): number | undefined => WHOLE.get(word);

/** The same, for the short names too. */
export const monthBesideDay = (word: string): number | undefined => ANY.get(word);

/** Its English name, for 1 to 12. */
export function writeMonth(month: number): string {
  const [name = ""] = NAMES[month - 1]?.split(" ") ?? [];
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
