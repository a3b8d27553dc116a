import { randomUUID } from "node:crypto";
import type { Attached } from "../render/reply.ts";

/** The body of a request, as discord.js takes it: one that is whole already comes with its type. */
export interface WrittenBody {
  readonly body: unknown;
  readonly passThroughBody?: true;
  readonly headers?: Record<string, string>;
}

/**
 * A message and the files that go with it as one body.
 *
 * discord.js would make a form of blobs, whose bytes stay behind for a while: over a thousand posts the bot grew by them.
 *
 * @param files none: the body as it is
 */
export function writeBody(body: object, files: readonly Attached[] = []): WrittenBody {
  if (files.length === 0) return { body };
  const boundary = `crossfade-${randomUUID()}`;
  const part = (name: string, type: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
  const parts = files.flatMap(({ contentType, data, name }, index) => [
    Buffer.from(part(`files[${index}]"; filename="${name.replaceAll(/[^\w.-]/g, "_")}`, contentType)),
    data,
    Buffer.from("\r\n"),
  ]);
  const message = Buffer.from(`${part("payload_json", "application/json")}${JSON.stringify(body)}\r\n`);
  return {
    body: Buffer.concat([message, ...parts, Buffer.from(`--${boundary}--\r\n`)]),
    passThroughBody: true,
    headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
  };
}
