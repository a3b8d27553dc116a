import type { Fact } from "../../facts/index.ts";
import { type Chance, shuffle } from "./chance.ts";
import { askArtist } from "./kinds/artist.ts";
import { askChain } from "./kinds/chain.ts";
import { askFirst } from "./kinds/first.ts";
import { askWorlds } from "./kinds/worlds.ts";
import { askYear } from "./kinds/year.ts";
import { type Event, type Material, materialOf, type QuizContent } from "./material.ts";
import type { Question, QuestionKind } from "./question.ts";

/** What a question may be about; what is left out holds for all. */
export interface QuestionFilter {
  /** A genre or a family of genres, in any spelling. */
  readonly genre?: string | undefined;
  /** Its first year, as 1980. */
  readonly decade?: number | undefined;
  /** Facts that no question is made from. */
  readonly except?: ((fact: Fact) => boolean) | undefined;
}

/** A maker of one kind of question from one event; `undefined` where that event yields none. */
type Maker = (event: Event, material: Material, chance: Chance, events: readonly Event[]) => Question | undefined;

const MAKERS: Readonly<Record<QuestionKind, Maker>> = {
  year: askYear,
  artist: askArtist,
  worlds: askWorlds,
  first: askFirst,
  chain: askChain,
};

/**
 * A question of that kind. Pure: the same chance gives the same one.
 *
 * @returns `undefined` where too little is known of what the filter leaves
 */
export function ask(
  kind: QuestionKind,
  content: QuizContent,
  chance: Chance,
  { decade, except, genre }: QuestionFilter = {},
): Question | undefined {
  const material = materialOf(content);
  const span = decade === undefined ? {} : { from: decade, to: decade + 9 };
  const about = new Set(content.facts.select({ genre, ...span }));
  const events = material.events.filter(({ fact }) => about.has(fact) && !except?.(fact));
  for (const event of shuffle(events, chance)) {
    const question = MAKERS[kind](event, material, chance, events);
    if (question !== undefined) return question;
  }
  return undefined;
}
