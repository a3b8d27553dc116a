import { AsyncLocalStorage } from "node:async_hooks";

/** When the request that is being carried out had arrived. */
const arrivals = new AsyncLocalStorage<Temporal.Instant>();

/** Requests that are carried out some time after their connection was cut. */
export interface LateWork {
  add(after: Temporal.DurationLike, act: () => Promise<unknown>): void;
  /** Carries out what is due by the clock. */
  carryOut(): Promise<void>;
}

export function createLateWork(clock: () => Temporal.Instant): LateWork {
  let waiting: { readonly at: Temporal.Instant; readonly act: () => Promise<unknown> }[] = [];
  return {
    add(after, act) {
      const arrived = clock();
      waiting.push({ at: arrived.add(after), act: () => arrivals.run(arrived, act) });
    },
    async carryOut() {
      const due = waiting.filter(({ at }) => Temporal.Instant.compare(at, clock()) <= 0);
      waiting = waiting.filter((it) => !due.includes(it));
      for (const { act } of due) await act();
    },
  };
}

/**
 * When what is carried out late had arrived, and looked whether it was done already: so that of two which are under way
 * at once neither sees the other. `undefined` for what is carried out as it arrives.
 */
export function arrivedAt(): Temporal.Instant | undefined {
  return arrivals.getStore();
}
