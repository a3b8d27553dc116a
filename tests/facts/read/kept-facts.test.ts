import { mkdtempDisposable, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FactDataError } from "../../../facts/index.ts";
import { readKeptFacts } from "../../../facts/read/kept-facts.ts";

const ARTISTS = "- name: Aerosmith\n";
const FACTS = `
- id: one
  date: 1986-09-27
  headline: One
  text: Told once.
  artists: [Aerosmith]
  genres: [hip-hop, rock]
  kind: release
  sources: [{ title: A page, url: "https://example.com/" }]
`;

async function setUp() {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const content = join(folder.path, "content.yaml");
  await writeFile(join(folder.path, "artists.yaml"), ARTISTS);
  await writeFile(content, FACTS);
  const kept = join(folder.path, ".kept");
  return {
    content,
    kept,
    read: () => readKeptFacts([folder.path], kept),
    [Symbol.asyncDispose]: () => folder.remove(),
  };
}

test("what was kept is the same as what was parsed, and frozen", async () => {
  await using it = await setUp();

  const parsed = it.read();
  const kept = it.read();

  expect(kept).toEqual(parsed);
  expect(kept).not.toBe(parsed);
  expect(Object.isFrozen(kept.facts[0]?.artists)).toBe(true);
});

test("a change of the content is seen", async () => {
  await using it = await setUp();
  it.read();

  await writeFile(it.content, FACTS.replace("Told once.", "Told again."));

  expect(it.read().facts[0]?.text).toBe("Told again.");
});

test("content that no longer fits stops the start, whatever was kept", async () => {
  await using it = await setUp();
  it.read();

  await writeFile(it.content, FACTS.replace("1986-09-27", "1986-09-31"));

  expect(() => it.read()).toThrow(FactDataError);
});

test("a damaged copy is not believed", async () => {
  await using it = await setUp();
  const parsed = it.read();
  const [name = ""] = await readdir(it.kept);
  const copy = join(it.kept, name);

  await writeFile(copy, (await readFile(copy, "utf8")).slice(0, 50));

  expect(it.read()).toEqual(parsed);
});
