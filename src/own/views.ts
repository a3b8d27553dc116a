import { LRUCache } from "lru-cache";
import type { Knowledge } from "../../facts/index.ts";
import type { OwnFactTable } from "./own-fact.ts";

/** So many servers' views are kept, those that were asked for last: each weighs some MB. */
const MOST_KEPT = 8;

/** Milliseconds for which a process relies on what it knows of others' changes. */
const TRUSTED_FOR = 3000;

/** Servers' facts beside those that all have. */
export interface OwnFacts extends OwnFactTable {
  /**
   * All that is known in a server; `undefined` where it added nothing to what all have. Never rejects.
   *
   * @param giveWay lets others have their turn
   */
  view(guildId: string | undefined, giveWay?: () => Promise<void>): Promise<Knowledge | undefined>;
}

interface Kept {
  readonly state: string;
  readonly view: Promise<Knowledge | undefined>;
}

/**
 * Puts servers' own facts beside the shipped ones. A server without any costs nothing; what another process changed is seen
 * within seconds.
 *
 * @param elapsed milliseconds of real time
 */
export function createOwnFacts(table: OwnFactTable, shipped: Knowledge, elapsed: () => number): OwnFacts {
  const kept = new LRUCache<string, Kept>({ max: MOST_KEPT });
  let states: ReadonlyMap<string, string> = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  /** Servers whose facts were changed here since the states were read, each with a number of its last change. */
  const changed = new Map<string, number>();
  let changes = 0;
  let reading: Promise<void> | undefined;
  const changing = <Args extends [guildId: string, ...unknown[]], Result>(act: (...args: Args) => Promise<Result>) => {
    return async (...args: Args) => {
      try {
        return await act(...args);
      } finally {
        changes += 1;
        changed.set(args[0], changes);
      }
    };
  };
  return {
    ...table,
    add: changing(table.add),
    change: changing(table.change),
    remove: changing(table.remove),
    async view(guildId, giveWay = async () => {}) {
      if (guildId === undefined) return undefined;
      if (elapsed() > readAt + TRUSTED_FOR || changed.has(guildId)) await refresh();
      // What was under way may have begun before the change.
      if (changed.has(guildId)) await refresh();
      const state = states.get(guildId);
      if (state === undefined) return undefined;
      const known = kept.get(guildId);
      if (known?.state === state) return known.view;
      const view = build(guildId, giveWay);
      kept.set(guildId, { state, view });
      return view;
    },
  };

  /** One look for all who ask at the same time. */
  function refresh(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  /** Where the database does not answer, what was known of servers holds on. */
  async function read(): Promise<void> {
    const [asked, changedThen] = [elapsed(), [...changed]];
    const found = await table.states().catch(() => undefined);
    readAt = asked;
    if (found === undefined) return;
    states = found;
    for (const [guildId, change] of changedThen) if (changed.get(guildId) === change) changed.delete(guildId);
  }

  async function build(guildId: string, giveWay: () => Promise<void>): Promise<Knowledge | undefined> {
    try {
      const its = await table.list(guildId);
      if (its.length === 0) return undefined;
      await giveWay();
      const view = shipped.with(its);
      await giveWay();
      return view;
    } catch {
      kept.delete(guildId);
      return undefined;
    }
  }
}

/** Where no server adds anything. */
export const NO_OWN_FACTS: OwnFacts = {
  view: async () => undefined,
  list: async () => [],
  get: async () => undefined,
  states: async () => new Map<string, string>(),
  add: async () => "full",
  change: async () => false,
  remove: async () => false,
};
