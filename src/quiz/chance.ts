import { createHash } from "node:crypto";

/** A number from 0 up to but not including 1. */
export type Chance = () => number;

/** Chance that goes the same way for the same seed, on every machine: mulberry32 over the seed's hash. */
export function seededChance(seed: string): Chance {
  let state = createHash("sha256").update(seed).digest().readUInt32LE();
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** All of them one after the other, each order as likely; what is not asked for is not drawn. */
export function* shuffle<T>(items: Iterable<T>, chance: Chance): Generator<T, void> {
  const left = [...items];
  while (left.length > 0) {
    const at = Math.floor(chance() * left.length);
    const drawn = left[at] as T;
    left[at] = left.at(-1) as T;
    left.pop();
    yield drawn;
  }
}

/** One of them; `undefined` if there is none. */
export function draw<T>(items: Iterable<T>, chance: Chance): T | undefined {
  return shuffle(items, chance).next().value ?? undefined;
}
