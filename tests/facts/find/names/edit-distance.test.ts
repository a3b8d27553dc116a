import { expect, test } from "vitest";
import { editDistance } from "../../../../facts/find/names/edit-distance.ts";

test.each([
  ["queen", "queen", 0, "the same word"],
  ["quen", "queen", 1, "a letter missing"],
  ["queeen", "queen", 1, "a letter too many"],
  ["quern", "queen", 1, "a wrong letter"],
  ["qeuen", "queen", 1, "two letters swapped"],
  ["areosmith", "aerosmith", 1, "a swap in a long word"],
  ["prince", "queen", 3, "another word, beyond the limit of two"],
  ["", "abc", 3, "nothing and a word, beyond the limit of two"],
])("%s and %s are %i apart: %s", (one, other, distance) => {
  expect(editDistance(one, other, 2)).toBe(distance);
  expect(editDistance(other, one, 2)).toBe(distance);
});
