import { join } from "node:path";
import { expect, test } from "vitest";
import type { Card } from "../../src/card/card.ts";
import { openStudio } from "../../src/card/studio.ts";
import { createLog } from "../../src/log.ts";

const log = createLog("silent");

const card: Card = {
  seed: "a",
  mark: { kind: "year", text: "1986" },
  beside: [],
  headline: "Two worlds meet",
  artists: "Run-D.M.C.",
  worlds: [{ name: "rock", colour: "#d1495b" }],
};

/** A process that ends at the first card, and one that never answers. */
const BROKEN = join(import.meta.dirname, "broken-drawer.ts");
const SILENT = join(import.meta.dirname, "silent-drawer.ts");

test("cards are drawn by a process that starts with the first, and ends when there is no more to do", async () => {
  await using studio = openStudio(log, () => 0, { idle: 50 });
  expect(studio.open).toBe(false);

  const [one, same, other] = await Promise.all([
    studio.draw(card),
    studio.draw(card),
    studio.draw({ ...card, seed: "b" }),
  ]);

  expect(studio.open).toBe(true);
  expect(one.toString("latin1", 1, 4)).toBe("PNG");
  expect(one.equals(same)).toBe(true);
  expect(one.equals(other)).toBe(false);
  await expect.poll(() => studio.open).toBe(false);
  expect((await studio.draw(card)).equals(one)).toBe(true);
});

test("once it is closed it starts no process any more", async () => {
  const studio = openStudio(log, () => 0);
  await studio[Symbol.asyncDispose]();

  await expect(studio.draw(card)).rejects.toThrow("the bot stops");
  expect(studio.open).toBe(false);
});

test("a card with a letter that no font has fails by itself", async () => {
  await using studio = openStudio(log, () => 0);

  const [bad, good] = await Promise.allSettled([studio.draw({ ...card, headline: "ሰላም" }), studio.draw(card)]);

  expect(bad).toMatchObject({ status: "rejected", reason: { name: "UndrawableError" } });
  expect(good.status).toBe("fulfilled");
});

test("where the process ends by itself, what waits fails, and it is not started again for a minute", async () => {
  let now = 0;
  await using studio = openStudio(log, () => now, { drawer: BROKEN });

  const ended = await Promise.allSettled([studio.draw(card), studio.draw(card)]);

  expect(ended.map((it) => it.status)).toEqual(["rejected", "rejected"]);
  await expect(studio.draw(card)).rejects.toThrow("ended a moment ago");
  now = 61_000;
  await expect(studio.draw(card)).rejects.toThrow("the drawing process ended: 3");
});

test("a process from which nothing comes is ended", async () => {
  await using studio = openStudio(log, () => 0, { drawer: SILENT, patience: 50 });

  await expect(studio.draw(card)).rejects.toThrow("the drawing process ended: SIGKILL");

  expect(studio.open).toBe(false);
});

test("when the bot stops, what waits fails and the process is gone", async () => {
  const studio = openStudio(log, () => 0);
  const drawn = expect(studio.draw(card)).rejects.toThrow("the bot stops");

  await studio[Symbol.asyncDispose]();

  await drawn;
  expect(studio.open).toBe(false);
});
