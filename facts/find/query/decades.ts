/** Years, both inclusive; open where one is left out. */
export interface Span {
  readonly from?: number;
  readonly to?: number;
}

/** A span with both ends. */
export type Years = Required<Span>;

const DECADE_NUMBER = String.raw`(?<![\p{L}\p{N}])['’]?((?:19|20)?\d0)(?:['’]?s|er)(?: jahren?| jahre)?(?![\p{L}\p{N}])`;

const DECADE_WORDS: ReadonlyMap<string, number> = new Map(
  [
    "twenties 1920 thirties 1930 forties 1940 fifties 1950 sixties 1960 seventies 1970 eighties 1980 nineties 1990",
    "noughties 2000 aughts 2000 zwanziger 1920 dreissiger 1930 vierziger 1940 funfziger 1950 sechziger 1960",
    "siebziger 1970 achtziger 1980 neunziger 1990 sesenta 1960 setenta 1970 ochenta 1980 oitenta 1980 noventa 1990",
  ]
    .join(" ")
    .split(" ")
    .flatMap((word, at, all) => (at % 2 === 0 ? [[word, Number(all[at + 1])] as const] : [])),
);
const WORDS = [...DECADE_WORDS.keys()].join("|");
const DECADE_WORD = `(?<![\\p{L}\\p{N}])(?:nineteen[ -])?(${WORDS})(?: jahren?)?(?![\\p{L}\\p{N}])`;
const DECADE_OF_YEARS = `(?<!\\p{L})(?:anos|annees|decada|decennie|los|les|os) (?:d[eo]s? |des annees |de los )?((?:19|20)?\\d0|${WORDS})(?![\\p{L}\\p{N}])`;

/** Three groups: a decade after a word for years, one in figures, one in words; see `decadeOf`. */
export const DECADE = `(?:${DECADE_OF_YEARS}|${DECADE_NUMBER}|${DECADE_WORD})`;

/** What can be read where there is no figure. */
export const WORDED = new RegExp(DECADE_WORD, "u");

/**
 * The years of a matched decade; `undefined` for a word that is none.
 *
 * @param at where the three groups of `DECADE` begin
 */
export function decadeOf(groups: ArrayLike<string | undefined>, at: number): Years | undefined {
  const [ofYears, number, word] = [groups[at], groups[at + 1], groups[at + 2]];
  const typed = ofYears ?? number ?? word ?? "";
  const from = DECADE_WORDS.get(typed) ?? fullDecade(typed);
  return from === undefined ? undefined : { from, to: from + 9 };
}

function fullDecade(typed: string): number | undefined {
  if (!/^\d+$/.test(typed)) return undefined;
  if (typed.length === 4) return Number(typed);
  return Number(typed) + (Number(typed) < 20 ? 2000 : 1900);
}
