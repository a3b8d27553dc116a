import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Completion } from "../find/names/completions.ts";
import { createNames, joinNames, type Names } from "../find/names/name-list.ts";
import type { Fact } from "../model/fact.ts";
import type { FactData } from "../model/fact-data.ts";
import { once, onceInSteps, type Stepwise } from "../model/once.ts";
import { spellArtist } from "../model/spelling.ts";
import { type Approach, approach, countGenres } from "./approach.ts";
import { findChains } from "./chains.ts";
import { type Hop, type Neighbour, type Net, weave } from "./net.ts";
import { endsOf, type Tie } from "./tie.ts";

export type { Approach, Hop, Neighbour };

/** How two artists are joined. */
export interface Connection {
  /** How many shortest chains there are; beyond the safe integers, about. */
  readonly ways: number;
  /** Which of them this is, from 1. */
  readonly nth: number;
  /** From the one to the other, as few steps as there can be. */
  readonly hops: readonly Hop[];
}

/** Artists, and what joins them: events that they share, and links. Names go in and come out in their canonical form. */
export interface ArtistGraph {
  /** Every artist of some fact or link, each once, by the alphabet. */
  readonly names: readonly string[];

  /** The canonical name for what was typed: any spelling, case, accents and punctuation; `undefined` if unknown. */
  resolve(typed: string): string | undefined;

  /** Names that begin with what was typed, or have a word that does; those in most facts and links first. */
  complete(typed: string, limit?: number): readonly Completion[];

  /** Known names most like a mistyped one, nearest first, at most three; empty when nothing is near. */
  nearest(typed: string): readonly string[];

  /** Ten characters that stand for a name where there is no room for it; the same as long as the name is. */
  keyOf(name: string): string;

  /** The name that a key stands for; `undefined` when no artist has that key any more. */
  named(key: string): string | undefined;

  /** Those whom some event or link joins to it: by the most of these first, then by the best story; may be empty. */
  neighbours(name: string): readonly Neighbour[];

  /** How many others some chain joins to it. */
  reach(name: string): number;

  /**
   * A shortest chain between two artists; of several the one whose steps tell the best stories comes first.
   *
   * @param nth which of them, from 1; beyond the `MOST_WAYS`th, and beyond the last, it begins again
   * @returns `undefined` where nothing joins them; no hops from an artist to itself
   */
  connect(from: string, to: string, nth?: number): Connection | undefined;

  /**
   * Of those whom a chain joins to `from`, the one most like `to`: by the genres that facts of both share.
   *
   * @returns `undefined` where nobody shares one, or nobody is joined to `from` at all
   */
  approach(from: string, to: string): Approach | undefined;

  /** Builds at once what is else built when it is first asked for. */
  warmUp(): void;

  /** The same in parts: others have their turn between. */
  ready(giveWay: () => Promise<void>): Promise<void>;
}

/** So many ways are told apart at most; "1 of 9,000 ways" is no help to anyone. */
export const MOST_WAYS = 50;

const KEY_LENGTH = 10;

/** So many pairs of artists are remembered. */
const CHAINS_KEPT = 30;

/** What the graph is made of. */
type Content = Pick<FactData, "facts" | "artists" | "links">;

/** No name has one. */
const BETWEEN = "\n";

/**
 * Builds the graph in memory. Pure; all of it when it is first asked for.
 *
 * @param content its claims join nobody, for they may be wrong
 */
export function createArtistGraph(content: Content): ArtistGraph {
  const net = onceInSteps(() => weave(content));
  const names = once(() => nameArtists(content));
  const keys = once(() => new Map(net().names.map((name) => [name, hash(name)])));
  const byKey = once(() => new Map([...keys()].map(([name, key]) => [key, name])));
  return graphOf(content, net, names, {
    keyOf: (name) => keys().get(name) ?? hash(name),
    named: (key) => byKey().get(key),
  });
}

/**
 * The same graph with more facts; names and their keys are shared with it.
 *
 * @param content what `base` was made of
 */
export function extendGraph(base: ArtistGraph, content: Content, more: readonly Fact[]): ArtistGraph {
  const all = { ...content, facts: [...content.facts, ...more] };
  const net = onceInSteps(() => weave(all));
  const added = once(() => nameArtists({ ...content, facts: more, links: [] }));
  const names = once(() => joinNames(base, added()));
  const byKey = once(() => new Map(added().names.map((name) => [hash(name), name])));
  return graphOf(all, net, names, { keyOf: base.keyOf, named: (key) => base.named(key) ?? byKey().get(key) });
}

function graphOf(
  { facts }: Content,
  net: Stepwise<Net>,
  names: () => Names,
  keys: Pick<ArtistGraph, "keyOf" | "named">,
): ArtistGraph {
  // Who has read one way asks for the next.
  const waysBetween = new LRUCache<string, ReturnType<typeof findBetween>>({
    max: CHAINS_KEPT,
    memoMethod: (ends) => findBetween(net(), ends.split(BETWEEN) as [string, string]),
  });
  const number = (name: string) => net().numbers.get(name);
  const worlds = once(() => countGenres(facts));

  return {
    ...keys,
    get names() {
      return names().names;
    },
    resolve: (typed) => names().resolve(typed),
    complete: (typed, limit = 25) => names().complete(typed, limit),
    nearest: (typed) => names().nearest(typed),
    neighbours: (name) => net().neighboursOf(number(name)),
    reach: (name) => net().reach(number(name)),
    connect: (from, to, nth = 1) => waysBetween.memo(`${from}${BETWEEN}${to}`)(nth),
    approach: (from, to) => approach(net(), worlds(), from, to),
    warmUp() {
      net();
      names().complete("", 1);
    },
    async ready(giveWay) {
      await net.byTurns(giveWay);
      names();
      await giveWay();
    },
  };
}

/** The ways between two artists by their numbers, each made once. */
function findBetween(net: Net, [from, to]: readonly [string, string]): (nth: number) => Connection | undefined {
  const [start, end] = [net.numbers.get(from), net.numbers.get(to)];
  const chains = start === undefined || end === undefined ? undefined : findChains(net, start, end);
  const made = new Map<number, Connection>();
  return (nth) => {
    if (chains === undefined) return undefined;
    const way = ((nth - 1) % Math.min(chains.count, MOST_WAYS)) + 1;
    const connection = made.get(way) ?? { ways: chains.count, nth: way, hops: net.hops(chains.nth(way)) };
    made.set(way, connection);
    return connection;
  };
}

function hash(name: string): string {
  return createHash("sha256").update(name).digest("base64url").slice(0, KEY_LENGTH);
}

function nameArtists({ facts, artists, links }: Content): Names {
  return createNames<Tie>([...facts, ...links], endsOf, (name) => spellArtist(artists, name));
}
