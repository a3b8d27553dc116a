import { blend, shade } from "../render/colour.ts";
import { type ChainCard, type Stop, widthOf } from "./card.ts";
import { BRIGHT, box, type CardNode, text } from "./node.ts";

/** Sizes of the names' letters in pixels, the largest first. */
export const STOP_SIZES = [52, 48, 44, 40, 37, 34, 31, 28, 26, 24, 22, 20] as const;

/** So many stand in one row; more in two. */
const ONE_ROW = 4;

/** Lines that a name keeps where it is cut. */
const LAST_LINES = 3;

/** The width of a letter, of its size. */
const LETTER = 0.57;

/** OKLab's lightness of lines and discs, which may be more vivid than letters: 3:1 and more to the ground. */
const VIVID = 0.72;

/** Pixels. */
const LINE = 10;
const DOT = 12;
const BESIDE_NAME = 10;

/** Stripes of the line between two: each differs from the next by little, and few colours make a small file. */
const STRIPES = 12;

/**
 * The names in a row, or in two: between each and the next a line that fades from the one's world to the other's, with
 * the step's year above it. Pure.
 *
 * @param size the largest that the letters of the names may have
 * @param width pixels
 * @param cut whether names that are too long for any size are cut at their end
 */
export function layoutStops(card: ChainCard, size: number, width: number, cut: boolean): CardNode {
  const perRow = card.stops.length > ONE_ROW ? Math.ceil(card.stops.length / 2) : card.stops.length;
  const look = lookOf(card, size, width / perRow, perRow < card.stops.length, cut);
  const rows = card.stops.length > perRow ? [0, perRow] : [0];
  return box(
    { display: "flex", flexDirection: "column", width, gap: 16 },
    rows.map((from) =>
      box({ display: "flex", flexDirection: "column", width }, [
        track(card, from, Math.min(from + perRow, card.stops.length), look),
        names(card.stops.slice(from, from + perRow), look),
      ]),
    ),
  );
}

interface RowLook {
  /** Pixels: of a name's letters, a year's, the place of each name, and a disc. */
  readonly size: number;
  readonly yearSize: number;
  readonly cell: number;
  readonly disc: number;
  /** Whether there is room for the name of each one's world. */
  readonly worlds: boolean;
  readonly cut: boolean;
}

function lookOf({ stops }: ChainCard, size: number, cell: number, twoRows: boolean, cut: boolean): RowLook {
  // A word that is too wide would be parted in its middle. Lines may break between any two Chinese characters.
  const words = stops.flatMap(({ name }) => name.split(" ")).filter((it) => widthOf(it) === it.length);
  const longest = Math.max(1, ...words.map((it) => it.length));
  const fitting = Math.max(STOP_SIZES.at(-1) ?? 0, Math.floor((cell - 2 * BESIDE_NAME) / (longest * LETTER)));
  return {
    size: Math.min(size, fitting),
    yearSize: twoRows ? 27 : 36,
    cell,
    disc: twoRows ? 30 : 44,
    worlds: !twoRows,
    cut,
  };
}

/** The line through a row's discs, and the years above it. A line that goes on in the next row ends at the margin. */
function track({ stops, years }: ChainCard, from: number, to: number, look: RowLook): CardNode {
  const { cell, disc, yearSize } = look;
  const above = Math.round(yearSize * 1.15);
  const middle = above + disc / 2;
  const centre = (at: number) => (at - from + 0.5) * cell;
  const end = (to - from) * cell;
  const parts: CardNode[] = [];
  if (from > 0) {
    const [before, first] = [colourOf(stops[from - 1]), colourOf(stops[from])];
    parts.push(...line(0, centre(from), middle, blend(before, first, 0.5), first));
    parts.push(year(years[from - 1], 0, centre(from) - disc / 2, yearSize));
  }
  for (let at = from; at + 1 < to; at++) {
    parts.push(...line(centre(at), centre(at + 1), middle, colourOf(stops[at]), colourOf(stops[at + 1])));
    parts.push(year(years[at], centre(at) + disc / 2, centre(at + 1) - disc / 2, yearSize));
  }
  if (to < stops.length) {
    const [last, next] = [colourOf(stops[to - 1]), colourOf(stops[to])];
    parts.push(...line(centre(to - 1), end, middle, last, blend(last, next, 0.5)));
  }
  for (let at = from; at < to; at++) parts.push(...markOf(stops[at], centre(at), middle, disc));
  return box({ position: "relative", width: "100%", height: above + disc }, parts);
}

function line(from: number, to: number, middle: number, first: string, last: string): CardNode[] {
  const edge = (at: number) => Math.round(from + ((to - from) * at) / STRIPES);
  return Array.from({ length: STRIPES }, (_, at) =>
    box(
      {
        position: "absolute",
        left: edge(at),
        top: middle - LINE / 2,
        width: edge(at + 1) - edge(at),
        height: LINE,
        backgroundColor: shade(blend(first, last, at / (STRIPES - 1)), VIVID),
      },
      [],
    ),
  );
}

function year(written: string | undefined, from: number, to: number, size: number): CardNode {
  const place = {
    position: "absolute",
    left: from,
    top: 0,
    width: to - from,
    display: "flex",
    justifyContent: "center",
  };
  const style = { fontSize: size, fontWeight: 600, lineHeight: 1, color: "#ffffff" };
  return box(place, written ? [text(written, style)] : []);
}

/** A disc in the colour of the artist's world; three dots for those who are left out. */
function markOf(stop: Stop | undefined, centre: number, middle: number, disc: number): CardNode[] {
  const round = (left: number, size: number, style: Readonly<Record<string, string>>) =>
    box(
      {
        position: "absolute",
        left,
        top: middle - size / 2,
        width: size,
        height: size,
        borderRadius: size / 2,
        ...style,
      },
      [],
    );
  if (stop?.world === undefined) {
    return [-2, 0, 2].map((at) => round(centre + at * DOT - DOT / 2, DOT, { backgroundColor: "#ffffff" }));
  }
  const backgroundColor = shade(stop.world.colour, VIVID);
  return [round(centre - disc / 2, disc, { backgroundColor, border: "5px solid #ffffff" })];
}

function names(stops: readonly Stop[], { cell, cut, size, worlds }: RowLook): CardNode {
  const last = cut ? { lineClamp: LAST_LINES, textOverflow: "ellipsis" } : {};
  const middle = { width: cell - 2 * BESIDE_NAME, textAlign: "center", overflowWrap: "anywhere" };
  const cells = stops.map(({ name, world }) =>
    box({ display: "flex", flexDirection: "column", width: cell, alignItems: "center", paddingTop: 8, gap: 4 }, [
      text(name, {
        ...middle,
        ...last,
        fontSize: size,
        fontWeight: 700,
        lineHeight: 1.15,
        textWrap: "balance",
        color: "#ffffff",
      }),
      ...(worlds && world
        ? [
            text(world.name, {
              ...middle,
              fontSize: 28,
              fontWeight: 500,
              lineHeight: 1.2,
              color: shade(world.colour, BRIGHT),
            }),
          ]
        : []),
    ]),
  );
  return box({ display: "flex", width: "100%", alignItems: "flex-start" }, cells);
}

function colourOf(stop: Stop | undefined): string {
  return stop?.world?.colour ?? "#ffffff";
}
