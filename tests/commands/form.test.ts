import fc from "fast-check";
import { expect, test } from "vitest";
import { type Draft, formButton, genresIn, readDraft } from "../../commands/daily/form.ts";
import { createIndex } from "../../facts/index.ts";
import { readCustomId } from "../../src/render/custom-id.ts";
import { LIMITS } from "../../src/render/reply.ts";
import { FACTS } from "../facts/sample.ts";
import { order } from "../schedule/sample.ts";
import { SHIPPED } from "../shipped.ts";

const GENRES = genresIn(SHIPPED, order({ genre: "zydeco" }));

const id = fc.option(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String), { nil: undefined });
const draft: fc.Arbitrary<Draft> = fc.record({
  channelId: id,
  open: fc.boolean(),
  when: fc.oneof(fc.string({ unit: "binary" }), fc.constant("9am a/b/c")).map((it) => it.slice(0, 50).toWellFormed()),
  genre: fc.constantFrom(...GENRES),
  roleId: id,
  extras: fc.subarray(["silent", "publish", "thread"]).map((it) => new Set(it)),
});

test("whatever was filled into the form, a button's id carries all of it", () => {
  fc.assert(
    fc.property(draft, (it) => {
      const { custom_id } = formButton("Back", it) as { custom_id: string };
      const read = readCustomId(custom_id, () => 5);

      expect(custom_id.length).toBeLessThanOrEqual(LIMITS.customId);
      expect(readDraft(read?.args ?? [], GENRES)).toEqual(it);
    }),
  );
});

test.each([
  ["nothing", []],
  ["another's", ["Z", "", "", "", ""]],
  ["a channel that is none", ["1", "x/y", "", "", "9am"]],
  ["a channel that is too long", ["1", "0".repeat(14), "", "", "9am"]],
])("%s is no button of ours", (_, args) => {
  expect(readDraft(args, GENRES)).toBeUndefined();
});

test("all genres are there to choose from, each family once, and those with most facts", () => {
  const facts = SHIPPED;
  const families = facts.families.map(({ family }) => family);

  const genres = genresIn(facts, undefined);

  expect(genres[0]).toBe("any");
  expect(genres.slice(1, 1 + families.length)).toEqual(families);
  expect(genres).toHaveLength(25);
  expect(new Set(genres).size).toBe(25);
  expect(genresIn(createIndex(FACTS, []), undefined)[0]).toBe("any");
});
