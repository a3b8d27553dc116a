import type { Context } from "hono";
import { DiscordError } from "./discord-error.ts";

/** A file that came with a request. */
export interface SentFile {
  /** Of the form's field `files[3]`: 3. Attachments of the request name it by this. */
  readonly number: number;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What came with a request. */
export interface SentRequest {
  /** `undefined` when there was none. */
  readonly body: unknown;
  /** In the order of their numbers. */
  readonly files: readonly SentFile[];
  /** When all of it was there, by `performance.now()`. */
  readonly arrived: number;
}

/** Bytes of one file, as interactions tell it in `attachment_size_limit`, and of a whole request. */
export const FILE_LIMIT = 10_485_760;
const REQUEST_LIMIT = 26_214_400;

/**
 * Reads JSON, or JSON with files as `multipart/form-data`.
 *
 * @throws {DiscordError} 50109 for what is not JSON, 40005 for files that are too large
 */
export async function readRequest({ req }: Context): Promise<SentRequest> {
  if (req.header("content-type")?.startsWith("multipart/form-data")) return readForm(await req.formData());
  const text = await req.text();
  const arrived = performance.now();
  return { body: text === "" ? undefined : readJson(text), files: [], arrived };
}

async function readForm(form: FormData): Promise<SentRequest> {
  const arrived = performance.now();
  const parts = [...form].flatMap(([field, part]) => (part instanceof File ? [{ field, part }] : []));
  const sizes = parts.map(({ part }) => part.size);
  if (sizes.some((size) => size > FILE_LIMIT) || sizes.reduce((sum, size) => sum + size, 0) > REQUEST_LIMIT)
    throw new DiscordError(413, 40005, "Request entity too large");
  const files = await Promise.all(
    parts.map(async ({ field, part }, index) => ({
      number: Number(/^files\[(\d+)\]$/.exec(field)?.[1] ?? index),
      name: part.name,
      bytes: await part.bytes(),
    })),
  );
  const json = form.get("payload_json");
  return {
    body: readJson(typeof json === "string" ? json : "{}"),
    files: files.sort((a, b) => a.number - b.number),
    arrived,
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DiscordError(400, 50109, "The request body contains invalid JSON.");
  }
}
