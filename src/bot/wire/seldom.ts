import type { RealTime } from "./real-time.ts";

/** Says yes to one in so many milliseconds: what goes wrong again and again need not stand in the log each time. */
export function createSeldom({ now }: Pick<RealTime, "now">, ms: number): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() < last + ms) return false;
    last = now();
    return true;
  };
}
