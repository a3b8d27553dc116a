/** A fact as a person wrote it, in a form or a file. */
export interface WrittenFact {
  readonly date: string;
  readonly headline: string;
  readonly text: string;
  readonly artists: readonly string[];
  readonly genres: readonly string[];
  /** Each a page's address, with or without its title before it. */
  readonly sources: readonly string[];
}

export type FieldName = keyof WrittenFact;

export const FIELDS = ["date", "headline", "text", "artists", "genres", "sources"] as const satisfies FieldName[];

/** Names apart by semicolons; by commas too where there is none, and `commas` says that no name has one. */
export function split(written: string, commas = false): readonly string[] {
  const between = commas ? /[;,|×\n]/ : /[;|×\n]/;
  return written
    .split(between)
    .map((it) => it.trim())
    .filter((it) => it !== "");
}
