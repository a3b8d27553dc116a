import { createHash } from "node:crypto";

/** Pixels of a bar and of the space after it. */
const BAR = 10;
const SPACE = 6;

/** Bars that stand when all is quiet are so high, of 1. */
const FLOOR = 0.06;

/** One bar of the wave at a card's foot. */
export interface Bar {
  /** Pixels. */
  readonly left: number;
  readonly width: number;
  /** From 0 to 1 of what there is room for. */
  readonly height: number;
  /** Which of the tracks it is of, from 0. */
  readonly of: number;
}

/**
 * A track for each world, the first fading out as the last fades in; their bars take turns. Pure.
 *
 * @param seed shapes it
 * @param across pixels
 */
export function waveOf(seed: string, tracks: number, across: number): readonly Bar[] {
  const count = Math.ceil(across / (BAR + SPACE));
  const noise = createHash("shake256", { outputLength: count }).update(seed).digest();
  return Array.from({ length: count }, (_, at) => {
    const of = at % tracks;
    const beat = 0.3 + 0.7 * ((noise[at] ?? 0) / 255);
    const height = FLOOR + (1 - FLOOR) * loudness(of, tracks, at / (count - 1)) * beat;
    return { left: at * (BAR + SPACE) + SPACE / 2, width: BAR, height, of };
  });
}

/** Equal power, as a mixing desk fades. */
function loudness(track: number, tracks: number, place: number): number {
  const distance = Math.abs(place * (tracks - 1) - track);
  return distance >= 1 ? 0 : Math.cos((distance * Math.PI) / 2);
}
