/** One measured figure. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "s" | "MB" | "kB" | "%" | "cards" | "posts" | "requests" | "times";
  /** The most that it may be; without one it is told, not judged. */
  readonly limit?: number;
}

/** The middle one of the measurements. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
