/** A file that somebody sent along with a command, as Discord tells of it. */
export interface SentFile {
  readonly url: string;
  readonly name: string;
  /** Bytes, as Discord says. */
  readonly size: number;
}

/**
 * Fetches a file from where Discord keeps it, and from nowhere else.
 *
 * @param most bytes; of what really comes, whatever was said
 * @returns `large` where it has more, `failed` where it did not come
 */
export type FetchFile = (file: SentFile, most: number) => Promise<Uint8Array | "large" | "failed">;

/** Milliseconds for all of it. */
const PATIENCE = 5000;

/** Where Discord keeps what people upload. */
const HOSTS: readonly string[] = ["cdn.discordapp.com", "media.discordapp.net"];

/** @param api where Discord is reached; a stand-in for it may keep the files itself */
export function createFetchFile(api: string): FetchFile {
  const own = new URL(api);
  return async ({ size, url }, most) => {
    if (size > most) return "large";
    const address = URL.parse(url);
    if (address === null || !isKnown(address, own)) return "failed";
    try {
      // It is told to go elsewhere by nobody.
      const response = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
      if (!response.ok || response.body === null) return "failed";
      return await gather(response.body, most);
    } catch {
      return "failed";
    }
  };
}

function isKnown({ hostname, origin, protocol }: URL, own: URL): boolean {
  if (protocol === "https:" && HOSTS.includes(hostname)) return true;
  return own.hostname !== "discord.com" && origin === own.origin;
}

async function gather(body: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | "large"> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    // Leaving the loop ends the transfer.
    if (length > most) return "large";
    parts.push(part);
  }
  return Buffer.concat(parts);
}
