import { createPublicKey, verify } from "node:crypto";

/** What stands before an Ed25519 key's 32 bytes in its SubjectPublicKeyInfo (RFC 8410). */
const SPKI_HEAD = Buffer.from("302a300506032b6570032100", "hex");

/** What a request says of its origin. */
export interface Stamp {
  readonly signature: Buffer;
  /** As it was written, for that is what was signed. */
  readonly timestamp: string;
  readonly at: Temporal.Instant;
}

/** Reads the headers by which Discord signs; `undefined` where they are missing or have another shape. Pure. */
export function readStamp(headers: Readonly<Record<string, string | string[] | undefined>>): Stamp | undefined {
  const { "x-signature-ed25519": signature, "x-signature-timestamp": timestamp } = headers;
  if (typeof signature !== "string" || !/^[\da-f]{128}$/i.test(signature)) return undefined;
  if (typeof timestamp !== "string" || !/^\d{1,11}$/.test(timestamp)) return undefined;
  const at = Temporal.Instant.fromEpochMilliseconds(Number(timestamp) * 1000);
  return { signature: Buffer.from(signature, "hex"), timestamp, at };
}

/**
 * Tells whether a body was signed with that key, together with its time.
 *
 * @param publicKey 64 hex digits
 */
export function createVerifier(publicKey: string): (body: Buffer, stamp: Stamp) => boolean {
  const key = createPublicKey({
    key: Buffer.concat([SPKI_HEAD, Buffer.from(publicKey, "hex")]),
    format: "der",
    type: "spki",
  });
  return (body, { signature, timestamp }) =>
    verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, signature);
}
