import { expect, test } from "vitest";
import { MOST_SAVED } from "../../src/bot/tools.ts";
import { onBoth } from "./on-both.ts";

onBoth("2026-09-28T12:00:00Z", (opened) => {
  const { clock } = opened;

  test("each has a list of one's own, the latest first", async () => {
    const { saved } = opened.store;
    expect(await saved.save("1", "a")).toBe("saved");
    clock.set("2026-09-28T12:00:01Z");
    expect(await saved.save("1", "b")).toBe("saved");
    expect(await saved.save("1", "a")).toBe("already");
    expect(await saved.save("2", "a")).toBe("saved");

    expect(await saved.list("1")).toEqual(["b", "a"]);
    await saved.remove("1", ["a", "never saved"]);
    expect(await saved.list("1")).toEqual(["b"]);
    expect(await saved.list("2")).toEqual(["a"]);
  });

  test("one person keeps so many, and what is kept already is no more than it was", async () => {
    const { saved } = opened.store;
    for (let nth = 0; nth < MOST_SAVED; nth++) await saved.save("3", `fact-${nth}`);

    expect(await saved.save("3", "one-more")).toBe("full");
    expect(await saved.save("3", "fact-0")).toBe("already");
    await saved.remove("3", ["fact-0"]);
    expect(await saved.save("3", "one-more")).toBe("saved");
    expect(await saved.list("3")).toHaveLength(MOST_SAVED);
  });

  test("of many presses at once each fact is kept once", async () => {
    const { saved } = opened.store;

    const done = await Promise.all(["a", "a", "a", "b"].map((id) => saved.save("4", id)));

    expect(done.filter((it) => it === "saved")).toHaveLength(2);
    expect((await saved.list("4")).toSorted()).toEqual(["a", "b"]);
  });
});
