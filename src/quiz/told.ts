import type { Fact } from "../../facts/index.ts";
import { writeDate } from "../render/text.ts";

/** `27 September 1986: "Walk This Way" reaches No. 4.` */
export function tellFact({ date, headline }: Fact): string {
  return sentence(date === undefined ? headline : `${writeDate(date)}: ${headline}`);
}

/** With a full stop, unless a sign that ends a sentence stands there already. */
export function sentence(text: string): string {
  return /[.!?…]["”]?$/.test(text) ? text : `${text}.`;
}

/** The headline, with the artists where it names none of them: so it says who and what. */
export function whoAndWhat({ artists, headline }: Fact, names: (name: string) => boolean): string {
  if (artists.some(names)) return headline;
  return `${headline} (${artists.slice(0, 3).join(", ")})`;
}
