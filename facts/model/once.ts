/** Makes a value when it is first asked for, and keeps it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Makes a value of an object when it is first asked for, and keeps it for as long as the object is there. */
export function onceFor<Key extends WeakKey, T extends {}>(make: (key: Key) => T): (key: Key) => T {
  const made = new WeakMap<Key, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** Makes a value a step at a time, or all of it when it is asked for. */
export interface Stepwise<T> {
  (): T;
  /** Resolves when it is made: others have their turn between two steps. */
  byTurns(giveWay: () => Promise<void>): Promise<void>;
}

/** The same of what takes long to make; it stops after each step. */
export function onceInSteps<T>(make: () => Generator<void, T>): Stepwise<T> {
  const steps = once(make);
  let made: { readonly value: T } | undefined;
  const step = () => {
    const { done, value } = steps().next();
    if (done) made = { value };
  };
  const get = () => {
    while (made === undefined) step();
    return made.value;
  };
  const byTurns = async (giveWay: () => Promise<void>) => {
    // Somebody may have asked for all of it meanwhile.
    while (made === undefined) {
      step();
      await giveWay();
    }
  };
  return Object.assign(get, { byTurns });
}
