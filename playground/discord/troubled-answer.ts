import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Outcome, outcome, tooMany } from "./outcome.ts";
import type { Trouble } from "./trouble.ts";

/** Whether what the request asks for still happens. */
export const takesEffect = (trouble: Trouble) =>
  trouble.kind === "lost" || trouble.kind === "half" || (trouble.kind === "status" && trouble.tookEffect === true);

/** What a troubled Discord answers; `undefined` when no whole answer arrives. */
export function troubledOutcome(trouble: Trouble): Outcome | undefined {
  switch (trouble.kind) {
    case "rate limit":
      return limited(trouble);
    case "status": {
      const { code, errors, message = `as Discord says with ${code}`, status } = trouble;
      return outcome(status, code === undefined ? undefined : { message, code, ...(errors && { errors }) });
    }
    case "page": {
      const { headers, status, text = "<!doctype html><title>Please wait</title>" } = trouble;
      return { ...outcome(status), text, headers: { "content-type": "text/html; charset=UTF-8", ...headers } };
    }
    default:
      return undefined;
  }
}

function limited(trouble: Extract<Trouble, { kind: "rate limit" }>): Outcome {
  const { global = false, header = true, retryAfter = 0.05, shared } = trouble;
  const answer = tooMany(retryAfter, global, header !== false);
  const scope = shared && { "x-ratelimit-scope": "shared" };
  const odd = typeof header === "string" && { "retry-after": header };
  // A body that says otherwise would be of use.
  const json = odd ? { message: "You are being rate limited.", global } : answer.json;
  return { ...answer, json, headers: { ...answer.headers, ...scope, ...odd } };
}

/** Leaves the bot without a whole answer. `whole` is what it would have been, `date` what it would have told as the time. */
export function breakOff(
  trouble: Trouble,
  { incoming, outgoing }: HttpBindings,
  whole: Outcome | undefined,
  date: string,
): Response {
  if (trouble.kind === "half") sendHalf(outgoing, whole, date);
  else if (trouble.kind === "close") incoming.socket.end();
  else if (trouble.kind !== "silence" && trouble.kind !== "dead connection") incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

function sendHalf(outgoing: HttpBindings["outgoing"], whole: Outcome | undefined, date: string): void {
  const text = JSON.stringify(whole?.json ?? {});
  outgoing.writeHead(whole?.status ?? 200, {
    date,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  outgoing.write(text.slice(0, text.length / 2), () => outgoing.destroy());
}
