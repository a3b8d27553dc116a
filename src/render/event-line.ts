import type { Fact } from "../../facts/index.ts";
import { plain } from "./text.ts";

/** `**1986** headline · artists`: an event on one line, of which the headline alone may tell too little. */
export function eventLine({ artists, date, headline }: Fact): string {
  return `**${date?.year}** ${plain(headline, 110)} · ${plain(artists.join(", "), 70)}`;
}
