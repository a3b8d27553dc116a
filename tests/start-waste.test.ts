import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { clearStartWaste } from "../src/start-waste.ts";

test("what nothing needs any more is cleared at once, and no later program is given the means", async () => {
  const waste = Array.from({ length: 100 }, () => new WeakRef({ much: new Array(10_000).fill(0) }));
  await turn();

  clearStartWaste();

  expect(waste.filter((it) => it.deref() !== undefined)).toEqual([]);
  expect("gc" in globalThis).toBe(false);
});
