import { expect, test } from "vitest";
import { createOnce } from "../../src/bot/once.ts";

test("a key is taken once, until it is given back", () => {
  const once = createOnce();

  const release = once.begin("a");
  const again = once.begin("a");
  release?.();

  expect(again).toBeUndefined();
  expect(once.begin("a")).toBeDefined();
});

test("of more keys than are remembered the oldest goes", () => {
  const once = createOnce(2);

  for (const key of ["a", "b", "c"]) once.begin(key);

  expect(once.begin("c")).toBeUndefined();
  expect(once.begin("a")).toBeDefined();
});
