import type { Fact, Named } from "../facts/index.ts";
import { defineMessageCommand } from "../src/bot/command.ts";
import type { Tools } from "../src/bot/tools.ts";
import { type Joining, renderNamed } from "../src/render/named.ts";

/** So many names are joined with each other; each pair costs a search. */
const MOST_JOINED = 6;

/** Chosen from the menu of a message: what joins the artists and songs that are named in it. */
export default defineMessageCommand({
  name: "Find crossover facts",
  uses: ["graph"],
  read(words, _caller, tools) {
    const named = tools.facts.named(words);
    return renderNamed({ named, joinings: joinAll(named, tools), facts: factsOn(named, tools) }, tools.look);
  },
});

/** Each with each, those with fewest steps first. */
function joinAll({ artists }: Named, { graph }: Tools): readonly Joining[] {
  const some = artists.slice(0, MOST_JOINED);
  const pairs = some.flatMap((from, at) => some.slice(at + 1).map((to) => ({ from, to })));
  return pairs
    .flatMap(({ from, to }): readonly Joining[] => {
      const connection = graph.connect(from, to);
      const keys = [graph.keyOf(from), graph.keyOf(to)] as const;
      return connection === undefined ? [] : [{ ends: { from, to, keys }, connection }];
    })
    .sort((one, other) => one.connection.hops.length - other.connection.hops.length);
}

/** Those on most of what is named first, then the strongest. */
function factsOn({ artists, titles }: Named, { facts }: Tools): readonly Fact[] {
  const counts = new Map<Fact, number>();
  const add = (some: readonly Fact[]) => {
    for (const fact of some) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  };
  for (const artist of artists) add(facts.select({ artist }));
  for (const title of titles) add(title.facts);
  const score = (fact: Fact, named: number) => named * 10 + fact.weight - (fact.kind === "claim" ? 5 : 0);
  return [...counts].sort(([a, x], [b, y]) => score(b, y) - score(a, x)).map(([fact]) => fact);
}
