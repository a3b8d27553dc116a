import { stringify as stringifyCsv } from "csv-stringify/sync";
import { stringify as stringifyYaml } from "yaml";
import { writeFactDate } from "../../facts/index.ts";
import type { NewOwnFact } from "./own-fact.ts";
import type { FileKind } from "./parse.ts";
import { FIELDS } from "./written.ts";

/** The facts as a file that can be read again; what a spreadsheet would take for a formula is guarded. */
export function writeFactFile(kind: FileKind, facts: readonly NewOwnFact[]): string {
  return kind === "csv" ? writeTable(facts) : writeList(facts);
}

function writeTable(facts: readonly NewOwnFact[]): string {
  const rows = facts.map(({ artists, genres, sources, ...fact }) => ({
    ...textOf(fact),
    artists: artists.join("; "),
    genres: genres.join("; "),
    sources: sources.map(({ title, url }) => `${title} ${url}`).join("\n"),
  }));
  return stringifyCsv(rows, { header: true, columns: [...FIELDS], escape_formulas: true, bom: true });
}

function writeList(facts: readonly NewOwnFact[]): string {
  const list = facts.map(({ artists, genres, sources, ...fact }) => ({ ...textOf(fact), artists, genres, sources }));
  return stringifyYaml(list, { lineWidth: 0, aliasDuplicateObjects: false });
}

function textOf({ date, headline, text }: Pick<NewOwnFact, "date" | "headline" | "text">) {
  return { date: date === undefined ? "" : writeFactDate(date), headline, text };
}
