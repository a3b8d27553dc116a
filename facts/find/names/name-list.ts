import { nameKey, wordGroups } from "../../model/normalise.ts";
import { once } from "../../model/once.ts";
import { type Spelt, spell } from "../../model/spelling.ts";
import { createCompleter } from "./completions.ts";
import { editDistance } from "./edit-distance.ts";
import { beginAlike } from "./sound.ts";

const MAX_NEAREST = 3;
const MOST_BEARERS = 2;
const MAX_TYPED = 100;

/** The names of one kind. */
export interface Names {
  /** Each name once, by the alphabet. */
  readonly names: readonly string[];
  /** The canonical name for any spelling; `undefined` if unknown. */
  resolve(typed: string): string | undefined;
  complete: ReturnType<typeof createCompleter>;
  /** At most three names like a mistyped one, nearest first. */
  nearest(typed: string): readonly string[];
}

/** The names of one kind that facts, or what else bears names, have, and which of them have each. */
export interface NameList<Bearer> extends Names {
  /** The name and its facts for a key, see `nameKey`; `undefined` if unknown. */
  keyed(key: string): { readonly name: string; readonly facts: ReadonlySet<Bearer> } | undefined;
  /** Every spelling of every name, the names themselves included, each with its key. */
  spellings(): Iterable<readonly [spelling: string, key: string]>;
  /** The facts that bear this name, in any spelling; empty if unknown. */
  facts(typed: string): ReadonlySet<Bearer>;
}

interface BorneName<Bearer> extends Spelt {
  readonly facts: Set<Bearer>;
}

/** By which names are sorted. */
const alphabet = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/**
 * Gathers the names of one kind.
 *
 * @param namesOf the names of that kind on a fact
 * @param spelt a name in all of its spellings
 */
export function createNameList<Bearer>(
  facts: readonly Bearer[],
  namesOf: (fact: Bearer) => readonly string[],
  spelt: (name: string) => Spelt = spell,
): NameList<Bearer> {
  const list = gather(facts, namesOf, spelt);
  const { keyed, typed: find, ...names } = lookUpIn(list, (it) => it.facts.size);
  return {
    ...names,
    *spellings() {
      for (const { keys, spellings } of list) {
        for (const [at, spelling] of spellings.entries()) yield [spelling, keys[at] as string];
      }
    },
    keyed,
    facts: (typed) => find(typed)?.facts ?? new Set(),
  };
}

/** The same without who bears them: a quarter less memory. */
export function createNames<Bearer>(...given: Parameters<typeof createNameList<Bearer>>): Names {
  const ranked = gather(given[0], given[1], given[2] ?? spell).map(({ facts, ...name }) => ({
    ...name,
    rank: facts.size,
  }));
  const { keyed: _, typed: __, ...names } = lookUpIn(ranked, (it) => it.rank);
  return names;
}

/** Two lists as one: what the first has counts first. */
export function joinNames(known: Names, added: Names): Names {
  return {
    get names() {
      return [...new Set([...known.names, ...added.names])].sort(alphabet.compare);
    },
    resolve: (typed) => known.resolve(typed) ?? added.resolve(typed),
    complete(typed, limit) {
      const lines = [...known.complete(typed, limit), ...added.complete(typed, limit)];
      return [...new Map(lines.map((it) => [it.value, it])).values()].slice(0, limit);
    },
    nearest(typed) {
      const [near, more] = [known.nearest(typed), added.nearest(typed)];
      // By turns, so that the nearest of both is among them.
      const both = Array.from({ length: MAX_NEAREST }, (_, at) => [near[at], more[at]]).flat();
      return [...new Set(both.filter((it) => it !== undefined))].slice(0, MAX_NEAREST);
    },
  };
}

function lookUpIn<One extends Spelt>(list: readonly One[], rankOf: (one: One) => number) {
  const byKey = new Map(list.flatMap((it) => it.keys.map((key) => [key, it] as const)).reverse());
  const keyed = (key: string) => byKey.get(key) ?? byKey.get(`the${key}`) ?? byKey.get(key.replace(/^the/, ""));
  // What is chosen from a list of completions is spelt as here.
  const asSpelt = once(() => new Map(list.map(({ keys: [key = ""], name }) => [name, keyed(key)])));
  const find = (typed: string) => asSpelt().get(typed) ?? keyed(nameKey(typed.slice(0, MAX_TYPED)));
  return {
    keyed,
    typed: find,
    names: Object.freeze(list.map(({ name }) => name)),
    resolve: (typed: string) => find(typed)?.name,
    complete: createCompleter(
      list.map((it) => ({ name: it.name, spellings: it.spellings, value: it.name, rank: rankOf(it) })),
    ),
    nearest: createNearest(list),
  };
}

function gather<Bearer>(
  facts: readonly Bearer[],
  namesOf: (fact: Bearer) => readonly string[],
  spelt: (name: string) => Spelt,
): BorneName<Bearer>[] {
  const byName = new Map<string, BorneName<Bearer>>();
  const byKey = new Map<string, BorneName<Bearer>>();
  const add = (name: string): BorneName<Bearer> => {
    const { keys, spellings } = spelt(name);
    const [key = ""] = keys;
    const known = byKey.get(key) ?? { name, spellings, keys, facts: new Set() };
    byName.set(name, known);
    byKey.set(key, known);
    return known;
  };
  for (const fact of facts) {
    for (const name of namesOf(fact)) (byName.get(name) ?? add(name)).facts.add(fact);
  }
  return [...byKey.values()].sort((a, b) => alphabet.compare(a.name, b.name));
}

/**
 * Compares with whole names, and a single word, more strictly, with the words by which one name or two alone are known,
 * so that "zepelin" is near "Led Zeppelin" and "canye" near "Kanye West". A name that begins neither alike nor with the
 * same sound is none that was meant.
 */
function createNearest(list: readonly Spelt[]): Names["nearest"] {
  const known = once(() => {
    const words = list.map(wordsOf);
    const bearers = new Map<string, number>();
    for (const word of words.flat()) bearers.set(word, (bearers.get(word) ?? 0) + 1);
    const telling = (word: string) => word.length >= 4 && (bearers.get(word) ?? 0) <= MOST_BEARERS;
    return list.map(({ keys, name }, at) => ({ name, whole: keys, words: words[at]?.filter(telling) ?? [] }));
  });
  return (typed) => {
    const words = wordGroups(typed.slice(0, MAX_TYPED)).flat();
    const key = words.join("");
    const within = (most: number) => (it: string) => {
      const distance = beginAlike(key, it) ? editDistance(key, it, most) : Number.POSITIVE_INFINITY;
      return distance <= most ? distance : Number.POSITIVE_INFINITY;
    };
    const [nearWhole, nearWord] = [within(Math.floor(key.length / 3)), within(Math.floor(key.length / 4))];
    return known()
      .map((it) => ({
        name: it.name,
        distance: Math.min(...it.whole.map(nearWhole), ...(words.length === 1 ? it.words.map(nearWord) : [])),
      }))
      .filter(({ distance }) => distance < Number.POSITIVE_INFINITY && key !== "")
      .sort((a, b) => a.distance - b.distance)
      .slice(0, MAX_NEAREST)
      .map(({ name }) => name);
  };
}

/** First and last words of all its spellings, by which people know it, each once. */
function wordsOf({ spellings }: Spelt): readonly string[] {
  const words = spellings.map((it) => wordGroups(it).flat());
  return [...new Set(words.flatMap((it) => [...it.slice(0, 1), ...it.slice(-1)]))];
}
