import { describe, expect, test } from "vitest";
import { type Fact, openFacts } from "../../../facts/index.ts";
import { type Bounds, type Expected, QUERIES } from "../query-table.ts";

const index = openFacts();

describe.each(Object.entries(QUERIES))("%s", (_, rows) => {
  test.each(rows.map(([query, expected]) => [query.slice(0, 60), query, expected] as const))(
    "%s",
    (_, query, expected) => {
      expect(misfits(index.search(query), expected)).toEqual([]);
    },
  );
});

test("the table has 120 queries and more, of which 40 and more find nothing, and none twice", () => {
  const rows = Object.values(QUERIES).flat();

  expect(rows.length).toBeGreaterThanOrEqual(120);
  expect(rows.filter(([, { nothing }]) => nothing).length).toBeGreaterThanOrEqual(40);
  expect(new Set(rows.map(([query]) => query)).size).toBe(rows.length);
});

test("whoever types a headline is shown that fact first", () => {
  const missed = index.facts.filter(({ headline }) => index.search(headline, 1)[0]?.headline !== headline);

  expect(missed.map(({ id }) => id)).toEqual([]);
});

/** What a person who expects that would miss or mind in the results; empty when nothing. */
function misfits(found: readonly Fact[], { nothing, first, leads, all }: Expected): readonly string[] {
  if (nothing) return found.map(({ id }) => `not expected: ${id}`);
  if (found.length === 0) return ["nothing found"];
  if (first) return first.includes(found[0]!.id) ? [] : [`led by ${found[0]!.id}`];
  if (leads !== undefined) {
    const own = index.select({ artist: leads }).filter(({ kind }) => kind !== "claim").length;
    const top = found.slice(0, Math.max(1, Math.min(own, 5)));
    return top.filter((it) => !it.artists.includes(leads) || it.kind === "claim").map(({ id }) => `leads: ${id}`);
  }
  return [
    ...found.filter((fact) => !fits(fact, all ?? {})).map(({ id }) => `does not fit: ${id}`),
    ...missed(found, all ?? {}),
  ];
}

/** Facts that meet the bounds and were not found, unless more were found than are shown. */
function missed(found: readonly Fact[], bounds: Bounds): readonly string[] {
  if (found.length >= 100 || Object.keys(bounds).length === 0) return [];
  return index.facts.filter((it) => fits(it, bounds, true) && !found.includes(it)).map(({ id }) => `missed: ${id}`);
}

/** @param strictly a genre counts only as the fact's own, not where a title or a name has the word */
function fits(fact: Fact, { artists, genres, verdict, years, month, day, words }: Bounds, strictly = false): boolean {
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
