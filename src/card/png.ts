import { promisify } from "node:util";
import { crc32, deflate, type ZlibOptions } from "node:zlib";

interface Size {
  readonly width: number;
  readonly height: number;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Colours, at most 256, and how hard it is tried to make little of them: each with the next taking less room. */
const WAYS = [
  { colours: 256, level: 6 },
  { colours: 256, level: 9 },
  { colours: 64, level: 9 },
] as const;

const compress: (data: Buffer, options: ZlibOptions) => Promise<Buffer> = promisify(deflate);

/** Of `IHDR`: 8 bits a pixel, colours by palette. */
const BY_PALETTE = [8, 3, 0, 0, 0];

/**
 * Writes pixels as a PNG of at most 256 colours: where there are more, the most frequent ones are kept, and each other
 * becomes the nearest of them. The same bytes for the same pixels.
 *
 * Half as large as with all colours: letters on a fade have thousands, in their edges alone.
 *
 * @param pixels four bytes each, row by row; how opaque they are is passed over
 * @param most bytes; where even the last way takes more, that is what is returned
 */
export async function writePng(pixels: Uint8Array, size: Size, most: number): Promise<Buffer> {
  const colours = new Uint32Array(pixels.buffer, pixels.byteOffset, size.width * size.height);
  const byCount = countedIn(colours);
  let png = Buffer.alloc(0);
  for (const way of WAYS) {
    const palette = byCount.slice(0, way.colours);
    const data = await compress(rowsOf(colours, palette, size), { level: way.level, memLevel: 9 });
    png = Buffer.concat([
      SIGNATURE,
      chunk("IHDR", Buffer.concat([bigEndian(size.width), bigEndian(size.height), Buffer.from(BY_PALETTE)])),
      chunk("PLTE", Buffer.from(palette.flatMap((it) => [it & 255, (it >> 8) & 255, (it >> 16) & 255]))),
      chunk("IDAT", data),
      chunk("IEND", Buffer.alloc(0)),
    ]);
    if (png.length <= most) break;
  }
  return png;
}

/** Each pixel as its place in the palette. */
function rowsOf(colours: Uint32Array, palette: readonly number[], { height, width }: Size): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  const indexes = new Map(palette.map((colour, index) => [colour, index]));
  let last = -1;
  let index = 0;
  for (let from = 0; from < colours.length; from++) {
    const colour = colours[from] ?? 0;
    if (colour !== last) {
      last = colour;
      index = indexes.get(colour) ?? nearest(colour, palette);
      indexes.set(colour, index);
    }
    // Each row begins with its filter, of which there is none.
    rows[from + Math.floor(from / width) + 1] = index;
  }
  return rows;
}

/** The most frequent colours first; of those that are as frequent, in the order of their numbers. */
function countedIn(colours: Uint32Array): readonly number[] {
  const counts = new Map<number, number>();
  for (let from = 0; from < colours.length; ) {
    const colour = colours[from] ?? 0;
    let to = from + 1;
    while (to < colours.length && colours[to] === colour) to++;
    counts.set(colour, (counts.get(colour) ?? 0) + to - from);
    from = to;
  }
  return [...counts].toSorted(([one, few], [other, many]) => many - few || one - other).map(([colour]) => colour);
}

function nearest(colour: number, palette: readonly number[]): number {
  const [red, green, blue] = [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
  let best = Number.POSITIVE_INFINITY;
  let index = 0;
  for (let at = 0; at < palette.length; at++) {
    const it = palette[at] ?? 0;
    const distance = ((it & 255) - red) ** 2 + (((it >> 8) & 255) - green) ** 2 + (((it >> 16) & 255) - blue) ** 2;
    if (distance >= best) continue;
    best = distance;
    index = at;
  }
  return index;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  return Buffer.concat([bigEndian(data.length), named, bigEndian(crc32(named))]);
}

function bigEndian(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}
