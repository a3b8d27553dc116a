import type { Verdict } from "../../model/fact.ts";
import type { Meaning } from "../words/vocabulary.ts";
import type { Span } from "./decades.ts";

/** One thing to look for: a name, or a word. */
export interface Term {
  /** The words, folded, as they were typed. */
  readonly words: readonly string[];
  /** How many words of the query stand before it, small ones too. */
  readonly at: number;
  /** What it stands for where it is a name; else it is a word like any other. */
  readonly meaning?: Meaning;
  /** `claim`: what the article says; a verdict; `number-one`: the top of a chart; a kind of event. */
  readonly role?: "claim" | "number-one" | "birth" | "death" | Verdict;
  /** Facts that have it come first, the others are not left out: the verb of a question, "first". */
  readonly soft?: true;
  /** Words that are looked for in its place, for it stands in no fact: other forms, what it begins, what it misspells. */
  readonly instead?: readonly string[];
}

/** A query as plain data. A fact must meet all of it. */
export interface Query {
  /** All words, folded, small ones too; times are left out. */
  readonly words: readonly string[];
  /** In the order typed. */
  readonly terms: readonly Term[];
  readonly span?: Span;
  /** The year, where a single one was typed. */
  readonly year?: string;
  /** 1 to 12. */
  readonly month?: number;
  /** Not always one that a year has. */
  readonly day?: { readonly month: number; readonly day: number };
  readonly order?: "oldest" | "newest";
  /** Whether it asks for claims of the article, which else come last. */
  readonly claims: boolean;
  /** Words must stand in a text as they were typed, rare or not. */
  readonly closely?: true;
}
