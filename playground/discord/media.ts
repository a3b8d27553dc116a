import { createHash } from "node:crypto";
import { getMimeType } from "hono/utils/mime";
import { imageSize } from "image-size";
import type { SentFile } from "./request.ts";

/** A file as it is served. */
export interface StoredFile {
  readonly name: string;
  /** Such as `image/png`. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Pixels; absent for what is no picture. */
  readonly width?: number;
  readonly height?: number;
}

/** What was uploaded, and where it is served. */
export interface Media {
  /**
   * Keeps a file as long as Discord runs; the same bytes are kept once.
   *
   * @param name default: its own
   */
  keep(channelId: string, id: string, file: SentFile, name?: string): StoredFile & { readonly url: string };
  /** The file at the path of an address that `keep` gave. */
  find(path: string): StoredFile | undefined;
  /** Where Discord serves its own copy of what is at an address of the web. */
  copyOf(url: string): string;
}

/** @param origin where Discord is, such as `http://127.0.0.1:4001` */
export function createMedia(origin: () => string): Media {
  const files = new Map<string, StoredFile>();
  const known = new Map<string, Omit<StoredFile, "name">>();
  const contentOf = (name: string, bytes: StoredFile["bytes"]) => {
    const key = `${createHash("sha256").update(bytes).digest("base64")} ${name.split(".").at(-1)}`;
    const content = known.get(key) ?? { bytes, ...describe(name, bytes) };
    known.set(key, content);
    return content;
  };
  return {
    keep(channelId, id, sent, wanted = sent.name) {
      const name = asFileName(wanted);
      const file = { name, ...contentOf(name, sent.bytes) };
      const path = `/attachments/${channelId}/${id}/${name}`;
      files.set(path, file);
      return { ...file, url: `${origin()}${path}` };
    },
    find: (path) => files.get(path),
    copyOf: (url) => `${origin()}${pathOfCopy(url)}`,
  };
}

/** A name as Discord keeps it. */
export function asFileName(name: string): string {
  return name.replace(/[^\w.-]+/g, "_");
}

/** The path has the whole address in it, so that nothing need be kept. */
function pathOfCopy(url: string): string {
  return `/external/${Buffer.from(url).toString("base64url")}`;
}

/** The address that a path of `copyOf` stands for; `undefined` when it stands for none. */
export function originalOf(path: string): URL | undefined {
  const [, coded] = /^\/external\/([\w-]+)$/.exec(path) ?? [];
  const address = Buffer.from(coded ?? "", "base64url").toString();
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** By its bytes if it is a picture, else by its name. */
function describe(name: string, bytes: Uint8Array): Omit<StoredFile, "name" | "bytes"> {
  const usual = getMimeType(name) ?? "application/octet-stream";
  try {
    const { height, type = "", width } = imageSize(bytes);
    // Of vector pictures Discord shows none.
    return type === "svg" ? { type: usual } : { type: getMimeType(`.${type}`) ?? usual, width, height };
  } catch {
    return { type: usual };
  }
}
