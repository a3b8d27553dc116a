import { generateKeyPairSync, sign } from "node:crypto";

/** The raw key is the last 32 bytes of its SubjectPublicKeyInfo. */
const KEY_BYTES = 32;

/** Signs what Discord brings to an address of the bot's, by Ed25519. */
export interface Signer {
  /** As the Developer Portal shows it: 64 hex digits. */
  readonly publicKey: string;
  /** The headers of a request with that body. @param at what it says as its time; default: the time as it is */
  headers(body: string, at?: Temporal.Instant): Record<string, string>;
}

/** A key pair of its own. */
export function createSigner(clock: () => Temporal.Instant): Signer {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return {
    publicKey: publicKey.export({ format: "der", type: "spki" }).subarray(-KEY_BYTES).toString("hex"),
    headers(body, at = clock()) {
      const timestamp = String(Math.floor(at.epochMilliseconds / 1000));
      return {
        "content-type": "application/json",
        "user-agent": "Discord-Interactions/1.0 (+https://discord.com)",
        "x-signature-ed25519": sign(null, Buffer.from(timestamp + body), privateKey).toString("hex"),
        "x-signature-timestamp": timestamp,
      };
    },
  };
}
