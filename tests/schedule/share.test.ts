import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOut } from "../../src/schedule/share.ts";

const share = (wants: readonly string[], taken = "") =>
  shareOut(
    wants.map((it) => [...it]),
    new Set(taken),
  ).join("");

test.each([
  ["each the best that is left", ["abc", "abc", "abc"], "", "abc"],
  ["nothing that is taken", ["abc", "abc"], "a", "bc"],
  ["the one who can choose leaves the other its only one", ["ab", "a"], "", "ba"],
  ["along a chain too", ["ab", "bc", "c"], "", "abc"],
  ["a chain that must move", ["bc", "ab", "a"], "", "cba"],
  ["who must share has its own best", ["a", "a", "ab"], "", "aab"],
  ["where all is taken, its best", ["ab"], "ab", "a"],
])("%s", (_, wants, taken, given) => {
  expect(share(wants, taken)).toBe(given);
});

const lists = fc.array(fc.uniqueArray(fc.constantFrom(..."abcde"), { minLength: 1 }), { minLength: 1, maxLength: 5 });

test("as many differ as can, as trying every way shows", () => {
  fc.assert(
    fc.property(lists, fc.uniqueArray(fc.constantFrom(..."abcde")), (wants, taken) => {
      const apart = (given: readonly string[]) => new Set(given.filter((it) => !taken.includes(it))).size;
      const ways = wants.reduce<string[][]>((all, own) => all.flatMap((way) => own.map((it) => [...way, it])), [[]]);

      expect(apart(shareOut(wants, new Set(taken)))).toBe(Math.max(...ways.map(apart)));
    }),
    { numRuns: 300 },
  );
});

test("who asks later is given the same, once the others have what they were given and all differ", () => {
  fc.assert(
    fc.property(lists, fc.nat(5), (wants, cut) => {
      const all = shareOut(wants, new Set());
      fc.pre(new Set(all).size === all.length);
      const first = all.slice(0, cut);

      expect([...first, ...shareOut(wants.slice(cut), new Set(first))]).toEqual(all);
    }),
    { numRuns: 300 },
  );
});
