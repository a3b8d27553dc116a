import { createPublicKey, verify } from "node:crypto";

const raw = Buffer.from(process.env.DISCORD_PUBLIC_KEY ?? "", "hex").toString("base64url");
const key = createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x: raw } });

/** Whether Discord signed this body, a string, with these two headers. */
export function isSigned(body, timestamp, signature = "") {
  return verify(undefined, Buffer.from(`${timestamp}${body}`), key, Buffer.from(signature, "hex"));
}
