import { blend, shade } from "../render/colour.ts";
import type { Card, FactCard, World } from "./card.ts";
import { layoutStops, STOP_SIZES } from "./chain-layout.ts";
import { BRIGHT, box, type CardNode, text } from "./node.ts";
import { waveOf } from "./wave.ts";

/** Pixels: the size that links are unfurled in everywhere. */
export const CARD_SIZE = { width: 1200, height: 630 } as const;

/** Room for what stands beside the year, and for the headline with the names below it. */
export const ROOM = { head: 156, body: 290, width: 1080 } as const;

/** Sizes of letters in pixels, the largest first: the first at which all fits is taken. */
export const HEAD_SIZES = [40, 36, 32, 28, 25] as const;
const BODY_SIZES = [84, 76, 68, 61, 54, 48, 43, 38, 34, 30] as const;

/** Lines that a headline keeps where it is cut. */
const LAST_LINES = 4;

/** OKLab's lightness of the ground: 7:1 and more to all that stands on it, see `BRIGHT`. */
const GROUND = 0.29;

/** Of the wave's bars; the second, of a wave of one colour. */
const BAR = 0.67;
const LIGHT_BAR = 0.82;

/** Stripes of the ground: each differs from the next by less than one sees. */
const STRIPES = 40;

const MARGIN = 60;
const TOP = 44;
const WAVE = 118;

/** All that stands on a card, to find fonts for. */
export function lettersOf(card: Card): string {
  const inTree = (node: CardNode): string => (node.type === "text" ? node.text : node.children.map(inTree).join(" "));
  return inTree(layoutCard(card, { head: HEAD_SIZES[0], body: bodySizesOf(card)[0] ?? 0, cut: false }));
}

/** Sizes of letters of a card's body, the largest first. */
export function bodySizesOf(card: Card): readonly number[] {
  return "stops" in card ? STOP_SIZES : BODY_SIZES;
}

/** Letters' sizes in pixels, and whether a headline that is too long for any is cut at its end. */
export interface Sizes {
  readonly head: number;
  readonly body: number;
  readonly cut: boolean;
}

/** All that decides what a card looks like but its fonts, as one text: where that differs, so does the picture. */
export function writeLayout(card: Card): string {
  const bodySizes = bodySizesOf(card);
  const sizes = { head: HEAD_SIZES[0], body: bodySizes[0] ?? 0, cut: true };
  return JSON.stringify([ROOM, HEAD_SIZES, bodySizes, layoutCard(card, sizes)]);
}

/** The whole card. Pure. */
export function layoutCard(card: Card, sizes: Sizes): CardNode {
  return box({ ...CARD_SIZE, position: "relative", backgroundColor: "#000000" }, [
    ...ground(card),
    ...wave(card),
    room(TOP, ROOM.head, layoutHead(card, sizes.head)),
    room(TOP + ROOM.head + 12, ROOM.body, layoutBody(card, sizes.body, sizes.cut)),
  ]);
}

/** In which a part stands in the middle; what does not fit is not seen. */
function room(top: number, height: number, part: CardNode): CardNode {
  const place = { position: "absolute", left: MARGIN, top, width: ROOM.width, height };
  return box({ ...place, display: "flex", alignItems: "center", overflow: "hidden" }, [part]);
}

/** The year and what stands beside it: to be measured by itself. Pure. */
export function layoutHead(card: Card, size: number): CardNode {
  return box({ display: "flex", width: ROOM.width, gap: 36, alignItems: "center" }, [
    mark(card),
    lines(card, size),
    logo(),
  ]);
}

function lines({ beside, worlds }: Card, size: number): CardNode {
  const line = { fontSize: size, fontWeight: 600, lineHeight: 1.2, overflowWrap: "anywhere" };
  return box({ display: "flex", flexDirection: "column", flexGrow: 1, flexShrink: 1, flexBasis: 0, minWidth: 0 }, [
    ...beside.map((it) => text(it, { ...line, color: "#ffffff" })),
    box(
      { display: "flex", flexWrap: "wrap", columnGap: size * 0.28 },
      worlds.flatMap(({ colour, name }, at) =>
        name === ""
          ? []
          : [
              ...(at === 0 ? [] : [text("×", { ...line, color: "#ffffff" })]),
              text(name, { ...line, color: shade(colour, BRIGHT) }),
            ],
      ),
    ),
  ]);
}

/** What stands below the year: to be measured by itself. Pure. */
export function layoutBody(card: Card, size: number, cut = false): CardNode {
  return "stops" in card ? layoutStops(card, size, ROOM.width, cut) : layoutHeadline(card, size, cut);
}

/** The headline with the names below it. */
function layoutHeadline({ artists, headline, worlds }: FactCard, size: number, cut: boolean): CardNode {
  const wrap = { width: "100%", overflowWrap: "anywhere" };
  const last = cut ? { lineClamp: LAST_LINES, textOverflow: "ellipsis" } : {};
  const [first, ...others] = coloursOf(worlds);
  const tint = shade(blend(first ?? "#ffffff", others.at(-1) ?? "#ffffff", 0.5), 0.93);
  const names = Math.min(40, Math.max(30, Math.round(size * 0.62)));
  return box({ display: "flex", flexDirection: "column", width: ROOM.width, gap: Math.round(size * 0.22) }, [
    text(headline, {
      ...wrap,
      ...last,
      fontSize: size,
      fontWeight: 800,
      lineHeight: 1.16,
      textWrap: "balance",
      color: "#ffffff",
    }),
    text(artists, { ...wrap, fontSize: names, fontWeight: 500, lineHeight: 1.25, color: tint }),
  ]);
}

/** The year, a digit in each step of the fade; or a sign. */
function mark({ mark: { kind, text: content }, worlds }: Card): CardNode {
  const colours = coloursOf(worlds);
  const whole = { display: "flex", alignItems: "center", flexShrink: 0 };
  if (kind === "sign")
    return box(whole, [
      text(content, { fontSize: 132, fontWeight: 700, lineHeight: 1, color: shade(at(colours, 0), BRIGHT) }),
    ]);
  const style = { fontFamily: "Anton", fontSize: 152, lineHeight: 1 };
  const digits = [...content];
  return box(
    whole,
    digits.map((it, place) =>
      text(it, { ...style, color: shade(at(colours, place / Math.max(1, digits.length - 1)), BRIGHT) }),
    ),
  );
}

function logo(): CardNode {
  const ring = { position: "absolute", top: 0, width: 32, height: 32, borderRadius: 16, border: "5px solid #ffffff" };
  return box({ display: "flex", alignItems: "center", gap: 12, height: 36, alignSelf: "flex-start", flexShrink: 0 }, [
    box({ position: "relative", width: 51, height: 32 }, [
      box({ ...ring, left: 0 }, []),
      box({ ...ring, left: 19 }, []),
    ]),
    text("Crossfade", { fontSize: 34, fontWeight: 700, lineHeight: 1, color: "#ffffff" }),
  ]);
}

function wave({ seed, worlds }: Card): CardNode[] {
  const colours = coloursOf(worlds);
  const [first = "#ffffff"] = colours;
  // Two of one family meet in two shades of it.
  const bars = colours.length > 1 ? colours.map((it) => shade(it, BAR)) : [shade(first, BAR), shade(first, LIGHT_BAR)];
  return waveOf(seed, bars.length, CARD_SIZE.width).map(({ height, left, of, width }) =>
    box(
      {
        position: "absolute",
        left,
        bottom: 0,
        width,
        height: Math.round(height * WAVE),
        backgroundColor: bars[of] ?? first,
        borderRadius: "5px 5px 0 0",
      },
      [],
    ),
  );
}

/** Stripes from top to bottom: lines of pixels that are all alike, and few colours, make a small file. */
function ground({ worlds }: Card): CardNode[] {
  const width = CARD_SIZE.width / STRIPES;
  return groundOf(worlds).map((backgroundColor, place) =>
    box({ position: "absolute", top: 0, left: place * width, width, height: CARD_SIZE.height, backgroundColor }, []),
  );
}

/** The ground's colours from left to right, `#rrggbb`. */
export function groundOf(worlds: readonly World[]): readonly string[] {
  const colours = coloursOf(worlds);
  return Array.from({ length: STRIPES }, (_, place) => shade(at(colours, place / (STRIPES - 1)), GROUND));
}

/** The worlds' colours, none twice, one to three. */
function coloursOf(worlds: readonly World[]): readonly string[] {
  return [...new Set(worlds.map(({ colour }) => colour))].slice(0, 3);
}

/** The colour at a place of the fade, from 0 to 1. */
function at(colours: readonly string[], place: number): string {
  const exact = place * (colours.length - 1);
  const [from = "#ffffff", to = from] = colours.slice(Math.floor(exact));
  return blend(from, to, exact % 1);
}
