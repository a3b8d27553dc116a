/** A picture or file as messages name it. */
export interface NamedMedia {
  readonly url: string;
  /** Where Discord serves it, or its copy of it. */
  readonly proxy_url?: string;
}

/**
 * Where the page finds a picture: on the server that it came from, since what Discord keeps is served there too. Pure.
 *
 * @param publicUrl the address of the bot as the world knows it, which leads to this machine; absent when it has none
 * @returns `undefined` for a picture of the web: the page asks no network for anything
 */
export function addressOf({ proxy_url, url }: NamedMedia, publicUrl?: string): string | undefined {
  if (url.startsWith("data:image/")) return url;
  if (!URL.canParse(url)) return undefined;
  const { hostname, origin } = new URL(url);
  const near =
    /^(127\.0\.0\.1|localhost)$/.test(hostname) || (publicUrl !== undefined && origin === originOf(publicUrl));
  const { pathname } = new URL(proxy_url ?? url);
  return near && /^\/(attachments|external)\//.test(pathname) ? pathname : undefined;
}

/** Bytes as people read them: `8 bytes`, `1.2 kB`. Pure. */
export function writeSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [unit, size] = bytes < 1_000_000 ? ["kB", bytes / 1000] : ["MB", bytes / 1_000_000];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}
