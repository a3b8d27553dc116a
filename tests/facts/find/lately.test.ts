import { expect, test } from "vitest";
import { lately } from "../../../facts/find/lately.ts";

function setUp(most: number) {
  const asked: string[] = [];
  const find = lately(most, (it) => {
    asked.push(it);
    return { it };
  });
  return { asked, find };
}

test("the same is found once", () => {
  const { asked, find } = setUp(2);

  expect(find("a")).toBe(find("a"));
  expect(asked).toEqual(["a"]);
});

test("what was not asked for the longest is forgotten first", () => {
  const { asked, find } = setUp(2);

  for (const it of ["a", "b", "a", "c", "a", "b"]) expect(find(it)).toEqual({ it });

  expect(asked).toEqual(["a", "b", "c", "b"]);
});

test("what fails is asked for again", () => {
  let times = 0;
  const find = lately(2, () => {
    times += 1;
    if (times === 1) throw new Error("no");
    return {};
  });

  expect(() => find("a")).toThrow("no");
  expect(find("a")).toEqual({});
});
