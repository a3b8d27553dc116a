import type { Fact } from "./fact.ts";

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

/** Words in a headline or text that are better left out; titles in quotes and artists' names may hold them. */
export function findEmptyWords({ headline, text, artists }: Fact): readonly string[] {
  const own = artists
    .reduce((it, artist) => it.replaceAll(artist, ""), `${headline} ${text}`)
    .replace(/"[^"]*"/g, "")
    .toLowerCase();
  return EMPTY_WORDS.filter((words) => new RegExp(`\\b${words}\\b`).test(own));
}

/** Whether a text has more sentences than a person reads at one look. */
export function isTooLong(text: string): boolean {
  return countSentences(text) > MOST_SENTENCES;
}

/** Counts ends of sentences: a full stop after initials or an abbreviation, or inside a title, is none, nor is any before a small letter. */
function countSentences(text: string): number {
  const plain = text
    .replace(/"[^"]*"/g, (title) => (/[.!?]"$/.test(title) ? "Title." : "Title"))
    .replace(/\b(?:\p{Lu}\.)+/gu, "Initials")
    .replace(/\b(?:No|Nos|Dr|Mr|Mrs|Ms|St|Jr|Sr|vs|feat)\./g, "Abbreviation");
  return plain.split(/[.!?]+\s+(?!\p{Ll})/u).length;
}
