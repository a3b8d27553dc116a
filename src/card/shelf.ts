import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "../log.ts";

/** Bytes that all cards together may take; then the longest unused go, until a tenth is free again. */
const MOST = 50_000_000;
const LEFT = 0.9;

/** Milliseconds after which a file that is still being written was left behind. */
const STALE = 60_000;

/** What a PNG begins and ends with: a file that a power cut left has not both. */
const HEAD = Buffer.from("89504e470d0a1a0a", "hex");
const TAIL = Buffer.from("0000000049454e44ae426082", "hex");

/** Cards on disk. Never throws: without a disk they are drawn again. */
export interface Shelf {
  /** The card of that name, whole; `undefined` where there is none. */
  read(name: string): Promise<Buffer | undefined>;
  write(name: string, png: Uint8Array): Promise<void>;
}

/** For a bot that keeps none. */
export const NO_SHELF: Shelf = { read: async () => undefined, write: async () => {} };

/**
 * @param folder is made when it is first written to
 * @param now milliseconds since 1970, by which it is known what was used last
 * @param most bytes that all together may take
 */
export function openShelf(folder: string, log: Log, now: () => number, most = MOST): Shelf {
  let size: number | undefined;
  let told = false;
  let last: Promise<unknown> = Promise.resolve();

  return {
    async read(name) {
      try {
        const path = pathOf(name);
        const png = await readFile(path);
        if (!isWhole(png)) return undefined;
        await markUsed(path);
        return png;
      } catch {
        return undefined;
      }
    },
    // One after the other, so that one of them counts and sweeps.
    write: (name, png) => {
      const written = last.then(() => keep(name, png)).catch(complain);
      last = written;
      return written;
    },
  };

  async function keep(name: string, png: Uint8Array): Promise<void> {
    await mkdir(folder, { recursive: true });
    size ??= await sweep(Number.POSITIVE_INFINITY);
    const written = join(folder, `${randomUUID()}.part`);
    try {
      await writeFile(written, png);
      // At once and as a whole: nobody ever reads half of it.
      await rename(written, pathOf(name));
      await markUsed(pathOf(name));
    } catch (error) {
      await rm(written, { force: true }).catch(() => {});
      throw error;
    }
    size += png.length;
    if (size > most) size = await sweep(most * LEFT);
    told = false;
  }

  async function markUsed(path: string): Promise<void> {
    await utimes(path, new Date(now()), new Date(now())).catch(() => {});
  }

  /** Removes what was left half written, then the longest unused. @returns bytes that are left */
  async function sweep(most: number): Promise<number> {
    const names = await readdir(folder);
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(folder, name);
        const { mtimeMs, size } = await stat(path).catch(() => ({ mtimeMs: 0, size: 0 }));
        return { path, size, used: mtimeMs, part: name.endsWith(".part"), card: name.endsWith(".png") };
      }),
    );
    const parts = files.filter((it) => it.part && it.used < now() - STALE);
    const cards = files.filter((it) => it.card).toSorted((a, b) => a.used - b.used);
    let left = cards.reduce((sum, it) => sum + it.size, 0);
    const gone = cards.filter((it) => {
      if (left <= most) return false;
      left -= it.size;
      return true;
    });
    for (const { path } of [...parts, ...gone]) await rm(path, { force: true });
    return left;
  }

  function complain(error: unknown): void {
    size = undefined;
    if (!told) log.warn({ err: error }, "cards cannot be kept on disk; they are drawn anew");
    told = true;
  }

  function pathOf(name: string): string {
    return join(folder, `${name}.png`);
  }
}

function isWhole(png: Buffer): boolean {
  return png.subarray(0, HEAD.length).equals(HEAD) && png.subarray(-TAIL.length).equals(TAIL);
}
