import type { Artist, Fact } from "../model/fact.ts";
import { plainText } from "../model/normalise.ts";

/** What of an artist's name tells the reader who it is by itself is at least so long: "Dylan", "Cher", "Prince". */
const TELLING = 4;

/** Whether a headline says who or what: a title in double quotes, or an artist of the fact, by surname at the least. */
export function createNaming(artists: readonly Artist[]): (fact: Fact) => boolean {
  const also = new Map(artists.map((it) => [it.name, it.also]));
  return ({ artists: names, headline }) => {
    if (/["“][^"”]+["”]/.test(headline)) return true;
    const text = ` ${plainText(headline)} `;
    const spellings = names.flatMap((it) => [it, ...(also.get(it) ?? [])]).map(plainText);
    const surnames = spellings.flatMap((it) => it.split(" ").slice(-1)).filter((it) => it.length >= TELLING);
    return [...spellings, ...surnames].some((it) => text.includes(` ${it} `) || text.includes(` ${it} s `));
  };
}

/** Whether a headline carries a place on a chart. */
export function tellsPosition({ headline }: Fact): boolean {
  return /\bNo\. ?\d|\bnumber[ -]one\b|\btop (?:ten|five|forty|\d+)\b/i.test(headline);
}

/** Whether it begins with "A" or "An", which names nobody. */
export function beginsWithArticle({ headline }: Fact): boolean {
  return /^An? /.test(headline);
}
