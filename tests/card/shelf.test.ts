import { chmod, mkdtemp, readdir, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openShelf } from "../../src/card/shelf.ts";
import { createLog } from "../../src/log.ts";

const log = createLog("silent");
const NOW = Date.parse("2026-09-27T09:00:00Z");

/** The shortest that passes for a card, of that many bytes. */
const png = (size: number) =>
  Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    Buffer.alloc(size - 20),
    Buffer.from("0000000049454e44ae426082", "hex"),
  ]);

async function makeFolder() {
  const home = await mkdtemp(join(tmpdir(), "crossfade-cards-"));
  return { folder: join(home, "cards"), home, [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }) };
}

test("a card that was put there is there, also for another process", async () => {
  await using it = await makeFolder();
  await openShelf(it.folder, log, () => NOW).write("a", png(100));

  const read = await openShelf(it.folder, log, () => NOW).read("a");

  expect(read?.equals(png(100))).toBe(true);
  expect(await openShelf(it.folder, log, () => NOW).read("b")).toBeUndefined();
});

test("half a card is none", async () => {
  await using it = await makeFolder();
  const shelf = openShelf(it.folder, log, () => NOW);
  await shelf.write("a", png(100));

  await truncate(join(it.folder, "a.png"), 60);

  expect(await shelf.read("a")).toBeUndefined();
});

test("where there is no room for all, the longest unused go", async () => {
  await using it = await makeFolder();
  let now = NOW;
  const shelf = openShelf(it.folder, log, () => now, 1000);
  for (const [name, age] of [
    ["a", 50],
    ["b", 40],
    ["c", 30],
  ] as const) {
    await shelf.write(name, png(300));
    await utimes(join(it.folder, `${name}.png`), new Date(NOW - age * 1000), new Date(NOW - age * 1000));
  }
  now += 1000;
  await shelf.read("a");

  await shelf.write("d", png(300));

  expect((await readdir(it.folder)).toSorted()).toEqual(["a.png", "c.png", "d.png"]);
});

test("what was left half written is removed, and nothing that is being written", async () => {
  await using it = await makeFolder();
  const shelf = openShelf(it.folder, log, () => NOW);
  await shelf.write("a", png(100));
  for (const [name, age] of [
    ["old.part", 90],
    ["new.part", 5],
  ] as const) {
    await writeFile(join(it.folder, name), "half");
    await utimes(join(it.folder, name), new Date(NOW - age * 1000), new Date(NOW - age * 1000));
  }

  await openShelf(it.folder, log, () => NOW).write("b", png(100));

  expect((await readdir(it.folder)).toSorted()).toEqual(["a.png", "b.png", "new.part"]);
});

test.runIf(process.getuid?.() !== 0)("a disk that may only be read is no error", async () => {
  await using it = await makeFolder();
  await chmod(it.home, 0o500);

  await openShelf(it.folder, log, () => NOW).write("a", png(100));

  expect(await openShelf(it.folder, log, () => NOW).read("a")).toBeUndefined();
});

test("a folder that cannot be made is no error", async () => {
  await using it = await makeFolder();
  await writeFile(it.folder, "a file in its place");

  await openShelf(it.folder, log, () => NOW).write("a", png(100));

  expect(await openShelf(it.folder, log, () => NOW).read("a")).toBeUndefined();
});
