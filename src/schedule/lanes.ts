/**
 * How many have their turn at once: enough to fill Discord's 50 requests a second, few enough that none waits out its
 * lease.
 */
const AT_ONCE = 25;

/** Milliseconds after which one that hangs keeps no other waiting: it goes on beside them. */
export const PATIENCE = 10_000;

export type Parts<Item> = Iterable<readonly Item[]> | AsyncIterable<readonly Item[]>;

/** Work that goes on side by side. What fails in it is told, and ends nothing else. */
export interface Lanes {
  /**
   * Gives each its turn, so many at a time, and in turn with those of other calls; resolves when all have ended or hang.
   *
   * @param parts read one after the other, without waiting for the turns of those before; where that fails, it rejects
   * once those that were read have ended
   * @param pass takes each that passes without its turn
   */
  each<Item>(parts: Parts<Item>, act: (item: Item) => Promise<void>, pass?: (item: Item) => void): Promise<void>;
  /** Begins something that nobody waits for. */
  beside(act: () => Promise<void>): void;
  /** Resolves when all that was begun so far has ended, also what hung. */
  ended(): Promise<void>;
  /** How many have not had their turn yet. */
  waiting(): number;
}

/** Those of one call. */
interface Line {
  /** Who had a turn is let go, for a line may never be empty until its call ends. */
  readonly waiting: ((() => Promise<void>) | undefined)[];
  /** How many have had their turn. */
  served: number;
}

/**
 * @param open whether anything more is begun; else those that wait pass without their turn
 * @param tell takes what failed
 * @param patience milliseconds after which one that hangs leaves its place to the next
 * @param atOnce how many have their turn at once
 */
export function createLanes(
  open: () => boolean,
  tell: (error: unknown) => void,
  patience = PATIENCE,
  atOnce = AT_ONCE,
): Lanes {
  const underWay = new Set<Promise<void>>();
  const lines: Line[] = [];
  let places = atOnce;
  return {
    async each(parts, act, pass = () => {}) {
      const turns: Promise<void>[] = [];
      const line: Line = { waiting: [], served: 0 };
      try {
        for await (const part of parts) {
          for (const item of part) {
            const { promise, resolve } = Promise.withResolvers<void>();
            turns.push(promise);
            line.waiting.push(() => have(item, act, pass).finally(resolve));
          }
          queue(line);
        }
      } finally {
        await Promise.all(turns);
      }
    },
    beside: (act) => void begin(act),
    ended: async () => void (await Promise.all(underWay)),
    waiting: () => lines.reduce((sum, { served, waiting }) => sum + waiting.length - served, 0),
  };

  function queue(line: Line): void {
    if (line.served < line.waiting.length && !lines.includes(line)) lines.push(line);
    fill();
  }

  /** The places that are free go to the lines in turn. */
  function fill(): void {
    while (places > 0) {
      const line = lines.shift();
      const turn = line?.waiting[line.served];
      if (line === undefined || turn === undefined) return;
      places -= 1;
      line.waiting[line.served] = undefined;
      line.served += 1;
      if (line.served < line.waiting.length) lines.push(line);
      else line.waiting.length = line.served = 0;
      void turn().finally(() => {
        places += 1;
        fill();
      });
    }
  }

  async function have<Item>(item: Item, act: (item: Item) => Promise<void>, pass: (item: Item) => void) {
    if (open())
      await upTo(
        patience,
        begin(() => act(item)),
      );
    else pass(item);
  }

  function begin(act: () => Promise<void>): Promise<void> {
    const work = act()
      .catch(tell)
      .finally(() => underWay.delete(work));
    underWay.add(work);
    return work;
  }
}

/** Resolves with the work, or before it once so many milliseconds are over. */
export async function upTo(ms: number, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
