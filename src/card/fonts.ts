import { readFile } from "node:fs/promises";
import { create } from "fontkitten";
import { EASTERN, type FontPackage, fontsFor, YEAR_PACKAGE } from "./font-packages.ts";

/** The year's own: it has tall digits. */
export const YEAR_FONT = "Anton";

/** What joins or varies the signs around it and shows nothing by itself; where no font has it, nothing is missed. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\s]/u;

/** A subset of a font, as it is registered. */
export interface FontFile {
  /** Names it among all others. */
  readonly family: string;
  readonly data: Uint8Array;
}

/** The fonts that a text needs. */
export interface Fitted {
  readonly files: readonly FontFile[];
  /** Letters that no font has. */
  readonly missing: readonly string[];
}

interface Subset {
  readonly of: FontPackage;
  readonly family: string;
  readonly file: string;
  readonly ranges: readonly (readonly [number, number])[];
}

type Loaded = FontFile & { readonly of: FontPackage; readonly letters: ReadonlySet<number> };

/** Finds fonts for texts; reads each file once. */
export interface FontBook {
  /** Subsets that have all letters of the text between them, in the order in which they are to be asked. */
  fit(text: string): Promise<Fitted>;
  /** The one for years. */
  forYear(): Promise<FontFile>;
}

export function openFonts(): FontBook {
  const packages = new Map<string, Promise<readonly Subset[]>>();
  const files = new Map<string, Promise<Loaded>>();
  return {
    async fit(text) {
      const letters = [...new Set(text)].filter((it) => !UNSEEN.test(it));
      let first: Fitted | undefined;
      for (const packages of fontsFor(text)) {
        const fonts = await Promise.all(letters.map((it) => find(it.codePointAt(0) ?? 0, packages)));
        const found = [...new Set(fonts.filter((it) => it !== undefined))];
        const fitted: Fitted = {
          // Not as the letters stand: fonts of signs have some of the alphabet too.
          files: found.toSorted(
            (a, b) => packages.indexOf(a.of) - packages.indexOf(b.of) || (a.family < b.family ? -1 : 1),
          ),
          missing: letters.filter((_, at) => fonts[at] === undefined),
        };
        if (new Set(found.map((it) => it.of).filter((it) => EASTERN.includes(it))).size < 2) return fitted;
        first ??= fitted;
      }
      return first ?? { files: [], missing: letters };
    },
    async forYear() {
      const latin = (await subsetsOf(YEAR_PACKAGE)).find(({ file }) => file.includes("latin-400"));
      if (latin === undefined) throw new Error("the year's font has no digits");
      return { ...(await load({ ...latin, family: YEAR_FONT })), family: YEAR_FONT };
    },
  };

  async function find(code: number, among: readonly FontPackage[]): Promise<Loaded | undefined> {
    for (const it of among)
      for (const subset of await subsetsOf(it)) {
        if (!subset.ranges.some(([from, to]) => code >= from && code <= to)) continue;
        const font = await load(subset);
        if (font.letters.has(code)) return font;
      }
    return undefined;
  }

  function subsetsOf(font: FontPackage): Promise<readonly Subset[]> {
    return remembered(packages, font.name, () => readSubsets(font));
  }

  function load(subset: Subset): Promise<Loaded> {
    return remembered(files, subset.file, async () => {
      const data = await readFile(new URL(subset.file));
      const font = create(data);
      if (!("characterSet" in font)) throw new Error(`a collection of fonts, not one: ${subset.file}`);
      return { of: subset.of, family: subset.family, data, letters: new Set(font.characterSet) };
    });
  }
}

async function readSubsets(of: FontPackage): Promise<readonly Subset[]> {
  const { ending, name } = of;
  const list = import.meta.resolve(`${name}/unicode.json`);
  const ranges = JSON.parse(await readFile(new URL(list), "utf8")) as Record<string, string>;
  const own = name.split("/").at(-1) ?? name;
  return Object.entries(ranges).map(([subset, written]) => {
    const file = `${own}-${subset.replaceAll(/[[\]]/g, "")}-${ending}`;
    return { of, family: file, file: new URL(`./files/${file}`, list).href, ranges: written.split(",").map(toRange) };
  });
}

/** `U+0600-06FF` or `U+204F`. */
function toRange(written: string): readonly [number, number] {
  const [from = 0, to = from] = written
    .trim()
    .slice("U+".length)
    .split("-")
    .map((it) => Number.parseInt(it, 16));
  return [from, to];
}

function remembered<Value>(known: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>) {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
