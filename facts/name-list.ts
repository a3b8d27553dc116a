import { createCompleter } from "./completions.ts";
import { editDistance } from "./edit-distance.ts";
import type { Fact } from "./fact.ts";
import { nameKey, wordGroups } from "./normalise.ts";
import { once } from "./once.ts";

const MAX_NEAREST = 3;
const MAX_TYPED = 100;

/** The names of one kind that facts bear, and the facts that bear them. */
export interface NameList {
  /** Each name once, by the alphabet. */
  readonly names: readonly string[];
  /** The canonical name for any spelling; `undefined` if unknown. */
  resolve(typed: string): string | undefined;
  /** The facts that bear this name, in any spelling; empty if unknown. */
  facts(typed: string): ReadonlySet<Fact>;
  complete: ReturnType<typeof createCompleter>;
  /** At most three names like a mistyped one, nearest first. */
  nearest(typed: string): readonly string[];
}

interface Name {
  readonly name: string;
  readonly spellings: readonly string[];
  readonly facts: Set<Fact>;
}

const alphabet = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/**
 * Gathers the names of one kind.
 *
 * @param namesOf the names of that kind on a fact
 * @param also a name's other spellings
 */
export function createNameList(
  facts: readonly Fact[],
  namesOf: (fact: Fact) => readonly string[],
  also: (name: string) => readonly string[] = () => [],
): NameList {
  const list = gather(facts, namesOf, also);
  const byKey = new Map(
    list.flatMap((it) => it.spellings.map((spelling) => [nameKey(spelling), it] as const)).reverse(),
  );
  const find = (typed: string) => {
    const key = nameKey(typed.slice(0, MAX_TYPED));
    return byKey.get(key) ?? byKey.get(`the${key}`) ?? byKey.get(key.replace(/^the/, ""));
  };
  return {
    names: Object.freeze(list.map(({ name }) => name)),
    resolve: (typed) => find(typed)?.name,
    facts: (typed) => find(typed)?.facts ?? new Set(),
    complete: createCompleter(list.map((it) => ({ ...it, value: it.name, rank: it.facts.size }))),
    nearest: createNearest(list),
  };
}

function gather(
  facts: readonly Fact[],
  namesOf: (fact: Fact) => readonly string[],
  also: (name: string) => readonly string[],
): Name[] {
  const byName = new Map<string, Name>();
  const byKey = new Map<string, Name>();
  const add = (name: string): Name => {
    const key = nameKey(name);
    const known = byKey.get(key) ?? { name, spellings: [name, ...also(name)], facts: new Set() };
    byName.set(name, known);
    byKey.set(key, known);
    return known;
  };
  for (const fact of facts) {
    for (const name of namesOf(fact)) (byName.get(name) ?? add(name)).facts.add(fact);
  }
  return [...byKey.values()].sort((a, b) => alphabet.compare(a.name, b.name));
}

/** Compares with whole names and with their longer words, so that "zepelin" is near "Led Zeppelin". */
function createNearest(list: readonly Name[]): NameList["nearest"] {
  const known = once(() =>
    list.map(({ name, spellings }) => ({ name, keys: [...new Set(spellings.flatMap(comparedWith))] })),
  );
  return (typed) => {
    const key = nameKey(typed.slice(0, MAX_TYPED));
    const most = Math.floor(key.length / 3);
    return known()
      .map(({ keys, name }) => ({ name, distance: Math.min(...keys.map((it) => editDistance(key, it, most))) }))
      .filter(({ distance }) => distance <= most && key !== "")
      .sort((a, b) => a.distance - b.distance)
      .slice(0, MAX_NEAREST)
      .map(({ name }) => name);
  };
}

function comparedWith(spelling: string): string[] {
  const words = wordGroups(spelling).flat();
  return [nameKey(spelling), ...words.filter((word) => word.length >= 4)];
}
