import { crc32, deflateSync } from "node:zlib";

type Colour = readonly [number, number, number];

/** A PNG in which one colour fades into another, from the left to the right. */
export function gradient(width: number, height: number, from: Colour, to: Colour): Buffer<ArrayBuffer> {
  const mix = (x: number) => from.map((part, at) => Math.round(part + ((to[at]! - part) * x) / width));
  const row = [0, ...Array.from({ length: width }, (_, x) => mix(x)).flat()];
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits each of red, green and blue.
  header.set([8, 2], 8);
  const rows = Buffer.concat(Array.from({ length: height }, () => Buffer.from(row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.of()),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(content), 4);
  return Buffer.concat([around.subarray(0, 4), content, around.subarray(4)]);
}
