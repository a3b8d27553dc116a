import type { Artist, Fact } from "../model/fact.ts";
import { onceFor } from "../model/once.ts";
import type { FactIndex } from "./fact-index.ts";
import type { Lookup } from "./lookup.ts";
import { createNamer, peopleOf } from "./named.ts";
import type { NameKind } from "./names/fact-names.ts";
import { joinNames, type Names } from "./names/name-list.ts";

/**
 * Two indexes as one: the large one stays as it is and is shared, the small one adds to it.
 *
 * What both hold comes together as if it were one, but for the order of what a search finds: each searches for itself, so
 * what the small one finds stands first. One error is forgiven only where neither has what was typed.
 *
 * @param more has other ids than `base`, and the same families
 * @param artists of both
 */
export function extendIndex(base: FactIndex, more: FactIndex, artists: readonly Artist[]): FactIndex {
  const facts = [...base.facts, ...more.facts];
  const namesOf = (kind: NameKind) => joinNames(ofKind(base, kind), ofKind(more, kind));
  const others = artistsOnlyOf(more, base, artists);
  const named = createNamer({ facts: base.facts, artists }, { facts: more.facts, artists: others });
  // Of a fact once, however often another one changes, unless that may have brought somebody new.
  const people = others.length === 0 ? base.people : onceFor((fact: Fact) => peopleOf(fact, named));
  const lookUp = (query: string): Lookup => {
    const added = more.searchAsTyped(query);
    if (base.searchAsTyped(query).length === 0)
      return added.length > 0 ? more.lookUp(query) : join(base.lookUp(query), more.lookUp(query));
    const known = base.lookUp(query);
    return { ...known, facts: [...added, ...known.facts] };
  };
  return {
    facts,
    get: (id) => base.get(id) ?? more.get(id),
    on(day) {
      const added = more.on(day);
      if (added.length === 0) return base.on(day);
      return [...base.on(day), ...added].sort((a, b) => (a.date?.year ?? 0) - (b.date?.year ?? 0));
    },
    select: (filter) => [...base.select(filter), ...more.select(filter)],
    search: (query, limit = 100) => lookUp(query).facts.slice(0, Math.max(1, Math.min(100, Math.floor(limit)))),
    lookUp,
    searchAsTyped: (query) => [...more.searchAsTyped(query), ...base.searchAsTyped(query)],
    named,
    people: (fact) => (more.get(fact.id) === fact ? people(fact) : base.people(fact)),
    audits: base.audits,
    corrections: base.corrections,
    families: base.families,
    familyOf: base.familyOf,
    meetings(genre) {
      const met = new Map(base.meetings(genre));
      for (const [other, count] of more.meetings(genre)) met.set(other, (met.get(other) ?? 0) + count);
      return new Map([...met].sort(([, a], [, b]) => b - a));
    },
    colourOf: base.colourOf,
    names: (kind) => namesOf(kind).names,
    count: (kind, typed) => base.count(kind, typed) + more.count(kind, typed),
    resolve: (kind, typed) => namesOf(kind).resolve(typed),
    complete(kind, typed, limit = 25) {
      if (kind !== "fact" && kind !== "event") return namesOf(kind).complete(typed, limit);
      // By weight, the few that were added would be lost among the many.
      return [...more.complete(kind, typed, limit), ...base.complete(kind, typed, limit)].slice(0, limit);
    },
    nearest: (kind, typed) => namesOf(kind).nearest(typed),
    warmUp: base.warmUp,
    async readyToSearch(giveWay) {
      await base.readyToSearch(giveWay);
      await more.readyToSearch(giveWay);
    },
    async readyToForgive(giveWay) {
      await base.readyToForgive(giveWay);
      await more.readyToForgive(giveWay);
    },
  };
}

/** Of a query that neither has as typed: what matches with an error forgiven. */
function join(known: Lookup, added: Lookup): Lookup {
  if (added.facts.length === 0) return known;
  if (known.facts.length === 0) return added;
  return { ...known, facts: [...added.facts, ...known.facts] };
}

/** Artists that only what was added bears; one that is known in another spelling is none. */
function artistsOnlyOf({ facts }: FactIndex, base: FactIndex, declared: readonly Artist[]): readonly Artist[] {
  const names = new Set(facts.flatMap(({ artists }) => artists)).difference(new Set(declared.map(({ name }) => name)));
  return [...names].filter((it) => base.resolve("artist", it) === undefined).map((name) => ({ name, also: [] }));
}

/** An index's names of one kind. */
function ofKind(index: FactIndex, kind: NameKind): Names {
  return {
    get names() {
      return index.names(kind);
    },
    resolve: (typed) => index.resolve(kind, typed),
    complete: (typed, limit) => index.complete(kind, typed, limit),
    nearest: (typed) => index.nearest(kind, typed),
  };
}
