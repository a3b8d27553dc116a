import type { Fact } from "../../facts/index.ts";

/** What is asked for: the year, a missing artist, two worlds that met, the earliest of four, a chain that holds. */
export const QUESTION_KINDS = ["year", "artist", "worlds", "first", "chain"] as const;

export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** Plain data, of which exactly one option is right. Its texts are as they were written: to be escaped. */
export interface Question {
  readonly kind: QuestionKind;
  /** One line. */
  readonly prompt: string;
  /** Four, all different, each at most 80 characters. */
  readonly options: readonly string[];
  /** Which of them is right, from 0. */
  readonly right: number;
  /** The fact that it is made from; a chain of links has none. */
  readonly factId?: string | undefined;
  /** Not empty. */
  readonly sources: Fact["sources"];
  /** What is true, in one sentence, for after the answer. */
  readonly told: string;
}
