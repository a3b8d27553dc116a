import pMap from "p-map";

/**
 * How many have their turn at once: enough to fill Discord's 50 requests a second, few enough that none waits out its
 * lease.
 */
const AT_ONCE = 25;

/** Milliseconds after which one that hangs keeps no other waiting: it goes on beside them. */
const PATIENCE = 10_000;

/** Work that goes on side by side. What fails in it is told, and ends nothing else. */
export interface Lanes {
  /** Gives each its turn, so many at a time; resolves when all have ended or hang. */
  each<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void>;
  /** Begins something that nobody waits for. */
  beside(act: () => Promise<void>): void;
  /** Resolves when all that was begun so far has ended, also what hung. */
  ended(): Promise<void>;
  /** How many have not had their turn yet. */
  waiting(): number;
}

/**
 * @param open whether anything more is begun; else those that wait pass without their turn
 * @param tell takes what failed
 * @param patience milliseconds after which one that hangs leaves its place to the next
 */
export function createLanes(open: () => boolean, tell: (error: unknown) => void, patience = PATIENCE): Lanes {
  const underWay = new Set<Promise<void>>();
  let waiting = 0;
  return {
    async each(items, act) {
      waiting += items.length;
      const one = async (item: (typeof items)[number]) => {
        waiting -= 1;
        if (!open()) return;
        const work = begin(() => act(item));
        await upTo(patience, work);
      };
      await pMap(items, one, { concurrency: AT_ONCE });
    },
    beside: (act) => void begin(act),
    ended: async () => void (await Promise.all(underWay)),
    waiting: () => waiting,
  };

  function begin(act: () => Promise<void>): Promise<void> {
    const work = act()
      .catch(tell)
      .finally(() => underWay.delete(work));
    underWay.add(work);
    return work;
  }
}

/** Resolves with the work, or before it once so many milliseconds are over. */
async function upTo(ms: number, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
