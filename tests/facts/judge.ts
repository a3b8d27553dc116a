import type { Fact, FactIndex } from "../../facts/index.ts";
import type { Bounds, Expected } from "./query-table.ts";

/** What a person who expects that would miss or mind in what was found, best first; empty when nothing. */
export type Judge = (found: readonly Fact[], expected: Expected) => readonly string[];

/** @param index tells what there is to be found */
export function createJudge(index: Pick<FactIndex, "facts" | "select">): Judge {
  return (found, expected) => misfits(index, found, expected);
}

type Known = Pick<FactIndex, "facts" | "select">;

function misfits(index: Known, found: readonly Fact[], { nothing, first, leads, all }: Expected): readonly string[] {
  if (nothing) return found.map(({ id }) => `not expected: ${id}`);
  if (found.length === 0) return ["nothing found"];
  if (first) return first.includes(found[0]!.id) ? [] : [`led by ${found[0]!.id}`];
  if (leads !== undefined) {
    const own = index.select({ artist: leads }).filter(({ kind }) => kind !== "claim").length;
    const top = found.slice(0, Math.max(1, Math.min(own, 5)));
    return top.filter((it) => !it.artists.includes(leads) || it.kind === "claim").map(({ id }) => `leads: ${id}`);
  }
  return [
    ...found.filter((fact) => !fits(index, fact, all ?? {})).map(({ id }) => `does not fit: ${id}`),
    ...missed(index, found, all ?? {}),
  ];
}

/** Facts that meet the bounds and were not found, unless more were found than are shown. */
function missed(index: Known, found: readonly Fact[], bounds: Bounds): readonly string[] {
  if (found.length >= 100 || Object.keys(bounds).length === 0) return [];
  return index.facts
    .filter((it) => fits(index, it, bounds, true) && !found.includes(it))
    .map(({ id }) => `missed: ${id}`);
}

/** @param strictly a genre counts only as the fact's own, not where a title or a name has the word */
function fits(index: Known, fact: Fact, bounds: Bounds, strictly = false): boolean {
  const { artists, day, genres, month, verdict, words, years } = bounds;
  const told = `${fact.headline} ${fact.text} ${fact.note ?? ""}`;
  const named = `${fact.headline} ${fact.artists.join(" ")} ${titles(told)}`.toLowerCase();
  const ofGenre = (genre: string) => index.select({ genre }).includes(fact) || (!strictly && named.includes(genre));
  return (
    (genres ?? []).every(ofGenre) &&
    (artists ?? []).every(
      (it) => fact.artists.includes(it) || (!strictly && told.toLowerCase().includes(it.toLowerCase())),
    ) &&
    (words ?? []).every((it) => new RegExp(`(?<!\\p{L})${it}(?!\\p{L})`, "iu").test(told)) &&
    (verdict === undefined || fact.verdict === verdict) &&
    (years === undefined || (fact.date !== undefined && fact.date.year >= years[0] && fact.date.year <= years[1])) &&
    (month === undefined || fact.date?.month === month) &&
    (day === undefined || (fact.kind !== "claim" && dayOf(fact) === day))
  );
}

function titles(text: string): string {
  return [...text.matchAll(/"([^"]+)"/g)].map(([, title]) => title).join(" ");
}

function dayOf({ date }: Fact): string {
  const pad = (it = 0) => String(it).padStart(2, "0");
  return `${pad(date?.month)}-${pad(date?.day)}`;
}
