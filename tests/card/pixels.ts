import { inflateSync } from "node:zlib";

/** A card's pixels, read back from its file. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** One byte a pixel, row by row: the number of its colour. */
  readonly indexes: Uint8Array;
  /** `#rrggbb` by number. */
  readonly colours: readonly string[];
}

/** Reads what the bot writes: one byte a pixel, a palette, rows without a filter. @throws {Error} for any other PNG */
export function readPixels(png: Buffer): Pixels {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.set(png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const [head, palette, data] = ["IHDR", "PLTE", "IDAT"].map((it) => chunks.get(it) ?? Buffer.alloc(0)) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  if (head.toString("hex", 8) !== "0803000000") throw new Error("not a PNG with a palette");
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const rows = inflateSync(data);
  const colours = Array.from(
    { length: palette.length / 3 },
    (_, it) => `#${palette.toString("hex", it * 3, it * 3 + 3)}`,
  );
  const indexes = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) indexes.set(rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)), y * width);
  return { width, height, indexes, colours };
}
