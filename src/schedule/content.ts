import { createHash } from "node:crypto";
import { type Correction, type Fact, type FactIndex, isOwn } from "../../facts/index.ts";
import type { Saying } from "./ports.ts";

// What posts say of the facts that lead them, and whether it still holds. Pure.

/** For so long after a post, what was mended or withdrawn of its lead is put right in it. */
export const CORRECTED_FOR = Temporal.Duration.from({ days: 60 });

/** What a post says whose lead was withdrawn. */
export const WITHDRAWN = "withdrawn";

/** By fact: facts do not change, and thousands of posts tell one. */
const HASHES = new WeakMap<Fact, string>();

/**
 * Stands for all that a post tells of its lead: its words, dates, names, verdict, sources and what to hear, and nothing of
 * how they look, so that a new look of the bot's edits nothing. Nor of the day's other events, which a post names by
 * their headlines alone: these are put right along with the lead, and not by themselves.
 */
export function contentHash(fact: Fact): string {
  const known = HASHES.get(fact);
  if (known !== undefined) return known;
  const { artists, article, date, genres, headline, kind, listen, note, section, sources, text, verdict } = fact;
  const told = [
    ...[kind, headline, text, date?.year, date?.month, date?.day, artists, genres, verdict, note, section],
    ...[article?.title, article?.author, article?.song],
    sources.map(({ title, url }) => [title, url]),
    (listen ?? []).map(({ artist, title }) => [artist, title]),
  ];
  const hash = createHash("sha256").update(JSON.stringify(told)).digest("hex").slice(0, 16);
  HASHES.set(fact, hash);
  return hash;
}

/**
 * What a post that is led by that fact should say now: its content's hash, or that it was withdrawn. `undefined` where
 * the fact is not there, and no correction tells that it was withdrawn: a folder of content may be missing just now.
 */
export function sayingNow(factId: string, facts: Pick<FactIndex, "get" | "corrections">): string | undefined {
  const fact = facts.get(factId);
  if (fact !== undefined) return contentHash(fact);
  return facts.corrections.some(({ id }) => id === factId) ? WITHDRAWN : undefined;
}

/**
 * In which wording a post of this process tells a shipped fact: these change with a restart alone. `undefined` for a server's
 * own, which may have been changed since the post was sent, and for what is withdrawn.
 */
export function wordingOf(factId: string, shipped: Pick<FactIndex, "get">): string | undefined {
  const fact = shipped.get(factId);
  return fact && contentHash(fact);
}

/**
 * What posts should say in the place of what they do; `undefined` where that holds. Where their wording was not noted,
 * a correction of their day or later tells; a server's own fact is told anew.
 */
export function newSaying(said: Saying, facts: Pick<FactIndex, "get" | "corrections">): string | undefined {
  const now = sayingNow(said.factId, facts);
  if (said.contentHash === undefined) return isOwn({ id: said.factId }) || correctionOf(said, facts) ? now : undefined;
  return said.contentHash === now ? undefined : now;
}

/** The latest correction of a fact that came on that day or later. */
export function correctionOf(
  { day, factId }: Pick<Saying, "day" | "factId">,
  { corrections }: Pick<FactIndex, "corrections">,
): Correction | undefined {
  const since = day.toString();
  const later = corrections.filter(({ id, on }) => id === factId && on >= since);
  return later.toSorted((a, b) => (a.on < b.on ? -1 : 1)).at(-1);
}
