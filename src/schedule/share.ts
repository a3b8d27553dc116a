/**
 * Gives each one of the things that it would take, so that as many as possible have one that nobody else has; who must
 * share has the best of its own. Among the ways to do that, the first in line has the best that it can, then the next.
 *
 * Pure. Whoever comes later gets the same when what those before it got is `taken`.
 *
 * @param wants best first, none of them empty
 * @param taken what others have already
 * @returns one for each, in the same order
 */
export function shareOut<Thing>(wants: readonly (readonly Thing[])[], taken: ReadonlySet<Thing>): readonly Thing[] {
  const used = new Set(taken);
  let apart = countApart(wants, used);
  return wants.map((own, at) => {
    const rest = wants.slice(at + 1);
    const fits = (it: Thing) => !used.has(it) && countApart(rest, new Set(used).add(it)) === apart - 1;
    const found = apart === 0 ? undefined : own.find(fits);
    if (found === undefined) return own[0] as Thing;
    used.add(found);
    apart -= 1;
    return found;
  });
}

/** How many can have one that nobody else has, at most: a matching that grows by one path after another. */
function countApart<Thing>(wants: readonly (readonly Thing[])[], taken: ReadonlySet<Thing>): number {
  const owners = new Map<Thing, readonly Thing[]>();
  return wants.filter((own) => findOne(own, new Set(taken))).length;

  function findOne(own: readonly Thing[], tried: Set<Thing>): boolean {
    for (const it of own) {
      if (tried.has(it)) continue;
      tried.add(it);
      const owner = owners.get(it);
      if (owner !== undefined && !findOne(owner, tried)) continue;
      owners.set(it, own);
      return true;
    }
    return false;
  }
}
