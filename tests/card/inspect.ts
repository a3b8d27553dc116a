import { contrast } from "../../src/render/colour.ts";
import { readPixels } from "./pixels.ts";

/** Rows above the wave, in which all text stands; columns beside them that stay free. */
const TEXT_ENDS = 512;
const MARGIN = 56;

/** Of all that stands above the wave: how well it stands off the ground, and how much of it stands in the margins. */
export function inspect(png: Buffer): { readonly least: number; readonly spilt: number } {
  const { colours, indexes, width } = readPixels(png);
  const pairs = new Set<number>();
  let spilt = 0;
  for (let at = 2 * width; at < TEXT_ENDS * width; at++) {
    const x = at % width;
    const [ground, colour] = [indexes[x] ?? 0, indexes[at] ?? 0];
    if (colour === ground) continue;
    if (x < MARGIN || x > width - MARGIN) spilt++;
    // What differs from its neighbours is an edge, where letter and ground are mixed.
    const solid = [at - 1, at + 1, at - width, at + width].every((it) => indexes[it] === colour);
    if (solid && indexes[x - 1] === ground && indexes[x + 1] === ground) pairs.add(colour * 256 + ground);
  }
  const ratios = [...pairs].map((it) => contrast(colours[it >> 8] ?? "", colours[it & 255] ?? ""));
  return { least: Math.min(...ratios), spilt };
}
