import { type Context, Hono } from "hono";
import { type Media, originalOf, type StoredFile } from "./media.ts";

/**
 * Where an address of the web is found on this machine; `undefined`: nowhere. The default is addresses of this machine,
 * and no other, so that nothing leaves it.
 */
export type Web = (address: URL) => URL | undefined;

export const thisMachine: Web = (address) =>
  /^(127\.0\.0\.1|localhost)$/.test(address.hostname) ? address : undefined;

/** Milliseconds that a page of the web may take, and bytes that it may have. */
const PATIENCE = 5000;
const LIMIT = 10_485_760;

/** What was uploaded, and Discord's copies of pictures of the web. */
export function createCdn(media: Media, web: Web): Hono {
  const cdn = new Hono();
  cdn.get("/attachments/*", (context) => {
    const file = media.find(decodeURI(context.req.path));
    return file === undefined ? context.notFound() : send(context, file);
  });
  cdn.get("/external/*", async (context) => {
    const file = await copy(originalOf(context.req.path), web);
    return file === undefined ? context.notFound() : send(context, file);
  });
  return cdn;
}

/** Anybody may have written the file: it is never run, and only a picture is shown. */
function send(context: Context, { bytes, name, type }: Pick<StoredFile, "bytes" | "name" | "type">): Response {
  return context.body(bytes, 200, {
    "content-type": type,
    "content-disposition": `${isPicture(type) ? "inline" : "attachment"}; filename="${name}"`,
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": "private, max-age=3600",
    "x-content-type-options": "nosniff",
  });
}

/** A picture of the web; `undefined` for what cannot be had or is none. */
async function copy(address: URL | undefined, web: Web): Promise<StoredFile | undefined> {
  const place = address && web(address);
  if (place === undefined) return undefined;
  try {
    const answer = await fetch(place, { signal: AbortSignal.timeout(PATIENCE) });
    const type = answer.headers.get("content-type") ?? "";
    if (!answer.ok || !isPicture(type)) return undefined;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return bytes.length > LIMIT ? undefined : { name: "copy", type, bytes };
  } catch {
    return undefined;
  }
}

const isPicture = (type: string) => /^image\/(?!svg)/.test(type);
