import { type Node, Renderer, type RenderOptions } from "@takumi-rs/core";
import type { Card } from "./card.ts";
import { type FontFile, openFonts } from "./fonts.ts";
import { bodySizesOf, CARD_SIZE, HEAD_SIZES, layoutBody, layoutCard, layoutHead, lettersOf, ROOM } from "./layout.ts";
import type { CardNode } from "./node.ts";
import { writePng } from "./png.ts";

/** A post waits while it is sent, and so does whoever opens the channel on a phone. */
const MAX_BYTES = 60_000;

export interface Drawing {
  readonly png: Buffer;
  /** Whether all of it is there: else the end of some text was cut. */
  readonly whole: boolean;
}

/** No font has these: an empty box in their place would be worse than no card. */
export class MissingLettersError extends Error {
  override readonly name = "MissingLettersError";

  constructor(letters: readonly string[]) {
    super(`no font has ${letters.join(" ")}`);
  }
}

export interface Painter {
  /** The card as a PNG: the same bytes for the same card. @throws {MissingLettersError} when a letter is in no font */
  draw(card: Card): Promise<Drawing>;
}

/** Loads the fonts that a card needs as it is drawn, and keeps them. */
export function createPainter(): Painter {
  const renderer = new Renderer();
  const fonts = openFonts();
  const registered = new Map<string, Promise<unknown>>();

  return {
    async draw(card) {
      const { files, missing } = await fonts.fit(lettersOf(card));
      if (missing.length > 0) throw new MissingLettersError(missing);
      for (const it of [await fonts.forYear(), ...files]) await register(it);
      // Named for each card, so that its letters come from the same fonts whatever was drawn before.
      const options = { fontFamilies: files.map(({ family }) => family) };
      const head = await largest(HEAD_SIZES, ROOM.head, (size) => layoutHead(card, size), options);
      const body = await largest(bodySizesOf(card), ROOM.body, (size) => layoutBody(card, size), options);
      const tree = layoutCard(card, { head: head.size, body: body.size, cut: !body.fits }) as Node;
      const pixels = await renderer.render(tree, { ...options, ...CARD_SIZE, format: "raw" });
      return { png: await writePng(pixels, CARD_SIZE, MAX_BYTES), whole: head.fits && body.fits };
    },
  };

  /** The largest letters in which a part is no higher than its room; else the smallest. */
  async function largest(
    sizes: readonly number[],
    height: number,
    layout: (size: number) => CardNode,
    options: RenderOptions,
  ): Promise<{ readonly size: number; readonly fits: boolean }> {
    for (const size of sizes) {
      const measured = await renderer.measure(layout(size) as Node, { ...options, width: ROOM.width });
      if (measured.height <= height) return { size, fits: true };
    }
    return { size: sizes.at(-1) ?? 0, fits: false };
  }

  function register({ data, family }: FontFile): Promise<unknown> {
    const done = registered.get(family) ?? renderer.registerFont({ name: family, data });
    registered.set(family, done);
    return done;
  }
}
