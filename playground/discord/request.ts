import type { Context } from "hono";
import { DiscordError } from "./discord-error.ts";

/** A file that came with a request; its content is not kept. */
export interface SentFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** What came with a request. */
export interface SentRequest {
  /** `undefined` when there was none. */
  readonly body: unknown;
  readonly files: readonly SentFile[];
}

/**
 * Reads JSON, or JSON with files as `multipart/form-data`.
 *
 * @throws {DiscordError} 50109 for what is not JSON
 */
export async function readRequest({ req }: Context): Promise<SentRequest> {
  if (req.header("content-type")?.startsWith("multipart/form-data")) return readForm(await req.parseBody());
  const text = await req.text();
  return { body: text === "" ? undefined : readJson(text), files: [] };
}

function readForm(form: Record<string, string | File | (string | File)[]>): SentRequest {
  const files = Object.values(form).flatMap((part) =>
    part instanceof File ? [{ name: part.name, size: part.size }] : [],
  );
  return { body: readJson(String(form.payload_json ?? "{}")), files };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DiscordError(400, 50109, "The request body contains invalid JSON.");
  }
}
