import { describe, expect, test } from "vitest";
import { type FactData, FactDataError, readFacts } from "../../../facts/index.ts";
import { ARTISTS_YAML, factYaml, writeContent } from "../content.ts";

const EVENT = factYaml("walk-this-way");

test("a fact is read as plain data, with what was left out filled in", () => {
  using directory = writeContent({ "artists.yaml": ARTISTS_YAML, "a.yaml": EVENT });

  const { facts, artists } = readFacts([directory.path]);

  expect(facts).toEqual([
    {
      id: "walk-this-way",
      date: { year: 1986, month: 9, day: 27 },
      headline: '"Walk This Way" reaches No. 4',
      text: "The remake stood six places above the best of the first recording.",
      artists: ["Run-D.M.C.", "Aerosmith"],
      genres: ["hip-hop", "rock"],
      kind: "release",
      topics: [],
      weight: 5,
      sources: [{ title: "A page, a publisher", url: "https://example.com/page" }],
    },
  ]);
  expect(artists).toEqual([
    { name: "Run-D.M.C.", also: ["Run DMC"] },
    { name: "Aerosmith", also: [] },
  ]);
});

test("an article's claims bear the article's name and the heading that they stand under", () => {
  const claim = EVENT.replace("kind: release", "kind: claim\n  verdict: wrong\n  note: It did not.").replace(
    /^/gm,
    "      ",
  );
  using directory = writeContent({
    "artists.yaml": ARTISTS_YAML,
    "article-a.yaml": `article: { title: A, author: B, song: C }\nsections:\n  - heading: The Rise\n    facts:\n${claim}`,
  });

  const [fact] = readFacts([directory.path]).facts;

  expect(fact).toMatchObject({ id: "walk-this-way", verdict: "wrong", section: "The Rise" });
  expect(fact?.article).toEqual({ title: "A", author: "B", song: "C" });
});

test("files are read in the order of their paths, directories in the order given", () => {
  using one = writeContent({ "artists.yaml": ARTISTS_YAML, "b.yaml": factYaml("b"), "a/z.yml": factYaml("a-z") });
  using two = writeContent({ "a.yaml": factYaml("second") });

  const { facts } = readFacts([one.path, two.path]);

  expect(facts.map(({ id }) => id)).toEqual(["a-z", "b", "second"]);
});

test("hidden files and folders, and files of other kinds, are left out", () => {
  using directory = writeContent({
    "artists.yaml": ARTISTS_YAML,
    "a.yaml": EVENT,
    ".a.yaml": EVENT,
    "..data/a.yaml": EVENT,
    "a.yaml~": EVENT,
    "README.md": "x",
  });

  expect(readFacts([directory.path]).facts).toHaveLength(1);
});

test("a comment in the first line, which tells editors the schema, changes nothing", () => {
  const comment = "# yaml-language-server: $schema=../schema/facts.schema.json\n";
  using directory = writeContent({ "artists.yaml": comment + ARTISTS_YAML, "a.yaml": comment + EVENT });
  using wrong = writeContent({ "artists.yaml": ARTISTS_YAML, "a.yaml": comment + EVENT.replace("09-27", "09-31") });

  expect(readFacts([directory.path]).facts).toHaveLength(1);
  expect(messageOf(() => readFacts([wrong.path]))).toContain("/a.yaml:3:9: date: must be a real date");
});

test("nothing that was read can be changed", () => {
  using directory = writeContent({ "artists.yaml": ARTISTS_YAML, "a.yaml": EVENT });

  const data = readFacts([directory.path]);

  expect(unfrozen(data)).toEqual([]);
});

describe("the first place that does not fit is named", () => {
  test.each([
    [
      "a date that does not exist",
      EVENT.replace("09-27", "09-31"),
      "2:9: date: must be a real date: 1986, 1986-09 or 1986-09-27",
    ],
    [
      "a date in words",
      EVENT.replace("1986-09-27", "September"),
      "2:9: date: must be a real date: 1986, 1986-09 or 1986-09-27",
    ],
    ["a key left out", EVENT.replace("  kind: release\n", ""), "1:3: kind: is missing; must be one of claim, chart,"],
    [
      "a key that is not known",
      EVENT.replace("weight", "wieght"),
      "10:3: wieght: is not a known key; facts/README.md lists them",
    ],
    [
      "a kind that is not known",
      EVENT.replace("release", "rumour"),
      "9:9: kind: must be one of claim, chart, release, session,",
    ],
    [
      "a headline that is too long",
      EVENT.replace("reaches", "x".repeat(90)),
      "3:13: headline: must be at most 100 characters, not 112",
    ],
    ["a figure for a name", EVENT.replace("Aerosmith", "311"), "7:25: artists[1]: must be text; put figures in quotes"],
    ["one genre where two meet", EVENT.replace("hip-hop, ", ""), "8:11: genres: an event needs two genres or more"],
    ["no source", EVENT.replace(/sources:.*/s, "sources: []\n"), "11:12: sources: must be at least 1 entries"],
    ["a source without its address", EVENT.replace(/ {6}url.*\n/, ""), "12:7: sources[0].url: is missing"],
    [
      "an address that is none",
      EVENT.replace("https:", "ftp:"),
      "13:12: sources[0].url: must be a web address that begins with",
    ],
    [
      "an artist that is not known",
      EVENT.replace("Aerosmith", "Slayer"),
      '7:25: artists[1]: "Slayer" is not a name in artists.yaml; add it there',
    ],
    [
      "an artist by another spelling",
      EVENT.replace("Run-D.M.C.", "Run DMC"),
      '7:13: artists[0]: "Run DMC" is not a name in artists.yaml; write "Run-D.M.C."',
    ],
    ["a list not closed", EVENT.replace("rock]", "rock"), "9:3: not valid YAML: "],
    ["a key given twice", EVENT.replace("weight: 5", "kind: deal"), "10:3: not valid YAML: "],
    ["an empty file", "", "1:1: must be a list of facts, or an article with its sections"],
    ["a file of comments", "# later\n", "1:1: must be a list of facts, or an article with its sections"],
    ["an empty list", "[]\n", "1:1: must be at least 1 entries"],
    ["a text", "facts\n", "1:1: must be a list of facts, or an article with its sections"],
    [
      "one fact that is no list",
      "id: walk-this-way\n",
      "1:1: must be a list of facts, or an article with its sections",
    ],
    ["an article without sections", "article: { title: A, author: B }\n", "1:1: sections: is missing"],
    ["an empty entry", `${EVENT}-\n`, "14:2: must be a block of keys"],
  ])("%s", (_, text, expected) => {
    using directory = writeContent({ "artists.yaml": ARTISTS_YAML, "calendar/09-september.yaml": text });

    expect(messageOf(() => readFacts([directory.path]))).toContain(
      `${directory.path}/calendar/09-september.yaml:${expected}`,
    );
  });

  test("and how many more there are in that file", () => {
    const text = EVENT.replace("09-27", "13-27").replace("weight: 5", "weight: 9").replace("release", "rumour");
    using directory = writeContent({ "artists.yaml": ARTISTS_YAML, "a.yaml": text, "b.yaml": "also wrong" });

    expect(messageOf(() => readFacts([directory.path]))).toMatch(/a\.yaml:2:9: date: .* \(and 2 more in this file\)$/);
  });

  test("as data too, for a program", () => {
    using directory = writeContent({ "artists.yaml": ARTISTS_YAML, "a.yaml": EVENT.replace("weight: 5", "weight: 9") });

    const error = caught(() => readFacts([directory.path]));

    expect(error).toMatchObject({ file: `${directory.path}/a.yaml`, place: { line: 10, column: 11 } });
  });
});

describe("between files", () => {
  test("an id used twice is named at both places", () => {
    using directory = writeContent({
      "artists.yaml": ARTISTS_YAML,
      "a.yaml": EVENT,
      "b.yaml": factYaml("other") + EVENT,
    });

    expect(messageOf(() => readFacts([directory.path]))).toBe(
      `${directory.path}/b.yaml:14:7: id: "walk-this-way" is taken by ${directory.path}/a.yaml:1:7; choose another`,
    );
  });

  test("a spelling that stands for two artists is named at both places", () => {
    const artists = `${ARTISTS_YAML}- name: Run Dmc and Friends\n  also: [Friends, "RUN, DMC"]\n`;
    using directory = writeContent({ "artists.yaml": artists, "a.yaml": EVENT });

    expect(messageOf(() => readFacts([directory.path]))).toBe(
      `${directory.path}/artists.yaml:5:19: "RUN, DMC" already stands for Run-D.M.C. at ${directory.path}/artists.yaml:2:10; ` +
        "let one of them have it",
    );
  });
});

describe("a directory", () => {
  test("that does not exist is named", () => {
    expect(messageOf(() => readFacts(["/nowhere/facts"]))).toMatch(/^\/nowhere\/facts: cannot be read: ENOENT/);
  });

  test("without content is named", () => {
    using directory = writeContent({ "README.md": "x" });

    expect(messageOf(() => readFacts([directory.path]))).toBe(`${directory.path}: holds no .yaml file`);
  });
});

function caught(run: () => FactData): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

function messageOf(run: () => FactData): string {
  const error = caught(run);
  if (error instanceof FactDataError) return error.message;
  throw error;
}

function unfrozen(value: object): unknown[] {
  const inner = Object.values(value).filter((it) => typeof it === "object" && it !== null);
  return [...(Object.isFrozen(value) ? [] : [value]), ...inner.flatMap(unfrozen)];
}
