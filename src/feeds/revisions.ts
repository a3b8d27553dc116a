import type { Correction } from "../../facts/index.ts";

/** How often a fact was corrected, and when it last was. */
export interface Revisions {
  /** `at`: midnight UTC of that day; of one that never was corrected, of a day before all corrections. */
  of(factId: string): { readonly times: number; readonly at: Date };
}

/** Before any correction. */
const BEGINNING = "2026-01-01";

export function countRevisions(corrections: readonly Correction[]): Revisions {
  const byFact = Map.groupBy(corrections, ({ id }) => id);
  return {
    of(factId) {
      const its = byFact.get(factId) ?? [];
      const latest = its.reduce((last, { on }) => (on > last ? on : last), BEGINNING);
      return { times: its.length, at: new Date(`${latest}T00:00:00Z`) };
    },
  };
}
