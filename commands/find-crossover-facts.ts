import type { Fact, Named } from "../facts/index.ts";
import { defineMessageCommand } from "../src/bot/command.ts";
import type { Tools } from "../src/bot/tools.ts";
import { type Joining, MOST_JOININGS, renderNamed } from "../src/render/named.ts";

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

/** Those of the pairs with fewest steps, at most so many as are told of. */
function joinAll({ artists }: Named, { graph }: Tools): readonly Joining[] {
  const some = artists.slice(0, MOST_JOINED);
  const [next, farther]: [Joining[], Joining[]] = [[], []];
  for (const [at, from] of some.entries()) {
    for (const to of some.slice(at + 1)) {
      // None has fewer steps than one.
      if (next.length === MOST_JOININGS) return next;
      const connection = graph.connect(from, to);
      if (connection === undefined) continue;
      const joining = { ends: { from, to, keys: [graph.keyOf(from), graph.keyOf(to)] as const }, connection };
      (connection.hops.length === 1 ? next : farther).push(joining);
    }
  }
  farther.sort((one, other) => one.connection.hops.length - other.connection.hops.length);
  return [...next, ...farther].slice(0, MOST_JOININGS);
}

/** Those on most of what is named first, then the strongest. */
function factsOn({ artists, titles }: Named, { facts }: Tools): readonly Fact[] {
  const counts = new Map<Fact, number>();
  const add = (some: readonly Fact[]) => {
    for (const fact of some) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  };
  for (const artist of artists) add(facts.select({ artist }));
  for (const title of titles) add(title.facts);
  const scored = Array.from(counts, ([fact, named]) => ({
    fact,
    score: named * 10 + fact.weight - (fact.kind === "claim" ? 5 : 0),
  }));
  return scored.sort((one, other) => other.score - one.score).map(({ fact }) => fact);
}
