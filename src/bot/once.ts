/** So many keys are remembered: far more than are under way at a time. */
const MOST_REMEMBERED = 10_000;

/** Sees that a thing is done once. */
export interface Once {
  /** Takes a key; `undefined` where it is taken. @returns what gives it back, if nothing came of it */
  begin(key: string): (() => void) | undefined;
}

/** Of more keys than that the oldest are forgotten. */
export function createOnce(most = MOST_REMEMBERED): Once {
  const taken = new Set<string>();
  return {
    begin(key) {
      if (taken.has(key)) return undefined;
      taken.add(key);
      const [oldest] = taken;
      if (taken.size > most && oldest !== undefined) taken.delete(oldest);
      return () => void taken.delete(key);
    },
  };
}
