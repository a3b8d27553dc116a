import { expect, test } from "vitest";
import { writePng } from "../../src/card/png.ts";
import { readPixels } from "./pixels.ts";

/** Pixels of these colours, `#rrggbb`, in rows of `width`. */
function pixelsOf(colours: readonly string[]): Uint8Array {
  return new Uint8Array(
    colours.flatMap((it) => [1, 3, 5].map((at) => Number.parseInt(it.slice(at, at + 2), 16)).concat(255)),
  );
}

const coloursIn = (png: Buffer) => {
  const { colours, indexes } = readPixels(png);
  return [...indexes].map((it) => colours[it]);
};

test("few colours are kept as they are", async () => {
  const colours = ["#ff0000", "#00ff00", "#ff0000", "#0000ff", "#ff0000", "#123456"];

  const png = await writePng(pixelsOf(colours), { width: 3, height: 2 }, 1000);

  expect(readPixels(png)).toMatchObject({ width: 3, height: 2 });
  expect(coloursIn(png)).toEqual(colours);
});

test("of too many, the frequent ones are kept, and each other becomes the nearest of them", async () => {
  const greys = Array.from({ length: 256 }, (_, at) => `#${at.toString(16).padStart(2, "0").repeat(3)}`);
  const colours = [...greys, ...greys, "#fe0001", "#808182"];

  const png = await writePng(pixelsOf(colours), { width: 2, height: 257 }, 1e6);

  const [red, grey] = coloursIn(png).slice(-2);
  expect(coloursIn(png).slice(0, 512)).toEqual([...greys, ...greys]);
  expect([red, grey]).toEqual(["#555555", "#818181"]);
});

test("what would be too large has fewer colours", async () => {
  const colours = Array.from({ length: 10_000 }, (_, at) => `#${((at * 7919) % 65_536).toString(16).padStart(6, "0")}`);
  const size = { width: 100, height: 100 };

  const [large, small] = [await writePng(pixelsOf(colours), size, 1e6), await writePng(pixelsOf(colours), size, 1000)];

  expect(readPixels(large).colours).toHaveLength(256);
  expect(readPixels(small).colours).toHaveLength(64);
  expect(small.length).toBeLessThan(large.length);
});
