import { expect } from "vitest";

// Days and moments have no properties of their own, so `toMatchObject` would hold any two of them for equal.

expect.addEqualityTesters([
  (a, b) => (isTemporal(a) || isTemporal(b) ? isTemporal(a) && isTemporal(b) && written(a) === written(b) : undefined),
]);

function isTemporal(value: unknown): value is object {
  return Object.prototype.toString.call(value).startsWith("[object Temporal.");
}

function written(value: object): string {
  return `${Object.prototype.toString.call(value)} ${value}`;
}
