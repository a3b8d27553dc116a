import { describe, expect, test } from "vitest";
import type { NewOwnFact } from "../../src/own/own-fact.ts";
import { LARGEST_FILE, readFactFile } from "../../src/own/read-file.ts";
import { writeFactFile } from "../../src/own/write-file.ts";
import { SHIPPED } from "../shipped.ts";

const facts = SHIPPED;

const YAML = `- date: 2019-09-27
  headline: The Housemates rap over a harp
  text: Nobody had asked for it, and all stayed.
  artists: [The Housemates, Run-D.M.C.]
  genres: [hip-hop, folk]
  sources:
    - title: Our blog
      url: https://example.org/gig
`;

const HEAD = "date,headline,text,artists,genres,sources";
const ROW = `2019-09-27,The Housemates rap over a harp,"Nobody had asked for it, and all stayed.",The Housemates; Run-D.M.C.,hip-hop; folk,Our blog https://example.org/gig`;

const FACT: NewOwnFact = {
  date: { year: 2019, month: 9, day: 27 },
  headline: "The Housemates rap over a harp",
  text: "Nobody had asked for it, and all stayed.",
  artists: ["The Housemates", "Run-D.M.C."],
  genres: ["hip-hop", "folk"],
  kind: "meeting",
  topics: [],
  weight: 5,
  sources: [{ title: "Our blog", url: "https://example.org/gig" }],
};

const bytes = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
const read = async (file: string | Uint8Array) => readFactFile(typeof file === "string" ? bytes(file) : file, facts);

describe("a file is read, however it is written", () => {
  test.each<[string, string | Uint8Array]>([
    ["YAML", YAML],
    ["YAML with Windows' line ends", YAML.replaceAll("\n", "\r\n")],
    ["YAML in UTF-16", utf16(YAML)],
    [
      "YAML with texts for lists",
      YAML.replace("[The Housemates, Run-D.M.C.]", "The Housemates; run dmc").replace(
        "[hip-hop, folk]",
        "hip hop, folk",
      ),
    ],
    ["CSV", `${HEAD}\n${ROW}\n`],
    ["CSV with a byte order mark", `\ufeff${HEAD}\r\n${ROW}\r\n`],
    [
      "CSV in UTF-16, with tabs",
      utf16(
        [
          HEAD.replaceAll(",", "\t"),
          "2019-09-27\tThe Housemates rap over a harp\tNobody had asked for it, and all stayed.\tThe Housemates; Run-D.M.C.\thip-hop; folk\tOur blog https://example.org/gig",
        ].join("\n"),
      ),
    ],
    [
      "CSV with semicolons",
      `${HEAD.replaceAll(",", ";")}\n2019-09-27;The Housemates rap over a harp;Nobody had asked for it, and all stayed.;"The Housemates; Run-D.M.C.";"hip-hop; folk";Our blog https://example.org/gig\n`,
    ],
    [
      "CSV with columns in another order and case",
      'Headline,DATE,genre,artist,source,Text\nThe Housemates rap over a harp,2019-09-27,hip-hop; folk,The Housemates; Run-D.M.C.,Our blog https://example.org/gig,"Nobody had asked for it, and all stayed."',
    ],
  ])("%s", async (_, file) => {
    expect(await read(file)).toEqual({ facts: [FACT] });
  });
});

describe("what is no list of facts is refused in a sentence, with its line", () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n`;
  test.each<[string, string | Uint8Array, readonly { line: number; message: unknown }[]]>([
    ["nothing", "", [{ line: 1, message: "The file is empty." }]],
    [
      "a ZIP that is called .yaml",
      Buffer.from("PK\u0003\u0004abc"),
      [{ line: 1, message: expect.stringContaining("archive") }],
    ],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0, 1]), [{ line: 1, message: expect.any(String) }]],
    [
      "Latin-1",
      Buffer.from("- headline: Beyonc\u00e9", "latin1"),
      [{ line: 1, message: expect.stringContaining("UTF-8") }],
    ],
    [
      "references in a list",
      `${YAML.replace("- date", "- &it\n  date")}- *it\n`,
      [{ line: 10, message: expect.stringContaining("references") }],
    ],
    ["references that grow", bomb, [{ line: 2, message: expect.stringContaining("references") }]],
    ["no list", "headline: one", [{ line: 1, message: expect.stringContaining("must be a list") }]],
    [
      "a list of words",
      "- one\n- two\n",
      [
        { line: 1, message: expect.stringContaining("A fact has the fields") },
        { line: 2, message: expect.stringContaining("A fact has the fields") },
      ],
    ],
    [
      "broken YAML",
      "- headline: [one\n- two",
      [{ line: expect.any(Number) as never, message: "This is not YAML that I can read." }],
    ],
    [
      "a field that there is not",
      `${YAML}  colour: red\n`,
      [{ line: 9, message: expect.stringContaining("“colour”") }],
    ],
    [
      "a column that is missing",
      "date,headline\n2019,One",
      [{ line: 1, message: expect.stringContaining("text is missing") }],
    ],
    [
      "a row that is not closed",
      `${HEAD}\n2019,"One,two`,
      [{ line: 2, message: expect.stringContaining("not closed") }],
    ],
    [
      "faults here and there",
      `${YAML}${YAML.replace("2019-09-27", "soon")}${YAML.replace("hip-hop", "hip-hopp")}`,
      [
        { line: 9, message: expect.stringContaining("“soon”") },
        { line: 21, message: expect.stringContaining("did you mean hip-hop") },
      ],
    ],
    [
      "faults in a table",
      `${HEAD}\n${ROW}\n${ROW.replace("2019-09-27", "soon")}\n`,
      [{ line: 3, message: expect.stringContaining("“soon”") }],
    ],
  ])("%s", async (_, file, faults) => {
    expect(await read(file)).toEqual({ faults });
  });

  test("501 facts", async () => {
    expect(await read(YAML.repeat(501))).toEqual({
      faults: [{ line: 1, message: expect.stringContaining("500 facts") }],
    });
  });

  test.each([
    ["a million brackets", "[".repeat(LARGEST_FILE - 10)],
    ["tens of thousands of keys", Array.from({ length: 30_000 }, (__, at) => `a${at}: 1`).join("\n")],
    ["lists in lists", "- ".repeat(100_000)],
  ])(
    "%s: what is too intricate ends within seconds, and holds up nothing meanwhile",
    { timeout: 30_000 },
    async (_, file) => {
      let longest = 0;
      let last = performance.now();
      const timer = setInterval(() => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }, 5);
      const found = await read(file);
      clearInterval(timer);

      expect(found).toEqual({ faults: [{ line: expect.any(Number), message: expect.any(String) }] });
      expect(longest).toBeLessThan(1000);
    },
  );
});

describe.each(["yaml", "csv"] as const)("what is given out as %s", (kind) => {
  test("is read again as it was", async () => {
    const many = facts.facts
      .filter(({ artists, genres, kind }) => kind === "session" && artists.length <= 8 && genres.length <= 3)
      .slice(0, 200)
      .map(({ artists, date, genres, headline, sources, text }) => ({
        ...FACT,
        artists,
        date,
        genres,
        headline,
        sources,
        text,
      }));

    expect(await read(writeFactFile(kind, many))).toEqual({ facts: many });
  });

  test("holds no formulas for a spreadsheet, and is read as it was", async () => {
    const sly = { ...FACT, headline: '=HYPERLINK("https://example.org")', text: "+1 and @all, -2" };
    const written = writeFactFile(kind, [sly]);

    if (kind === "csv") expect(written).not.toMatch(/(^|[,"])[=+@-]/m);
    expect(await read(written)).toEqual({ facts: [sly] });
  });
});
