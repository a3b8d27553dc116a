import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Outcome, outcome, tooMany } from "./outcome.ts";
import type { Trouble } from "./trouble.ts";

/** Whether what the request asks for still happens. */
export const takesEffect = (trouble: Trouble) =>
  trouble.kind === "lost" || trouble.kind === "half" || (trouble.kind === "status" && trouble.tookEffect === true);

/** What a troubled Discord answers; `undefined` when no whole answer arrives. */
export function troubledOutcome(trouble: Trouble): Outcome | undefined {
  if (trouble.kind === "rate limit")
    return tooMany(trouble.retryAfter ?? 0.05, trouble.global ?? false, trouble.header);
  if (trouble.kind !== "status") return undefined;
  const { code, status } = trouble;
  return outcome(status, code === undefined ? undefined : { message: `as Discord says with ${code}`, code });
}

/** Leaves the bot without a whole answer. `whole` is what it would have been, `date` what it would have told as the time. */
export function breakOff(
  trouble: Trouble,
  { incoming, outgoing }: HttpBindings,
  whole: Outcome | undefined,
  date: string,
): Response {
  if (trouble.kind === "half") sendHalf(outgoing, whole, date);
  else if (trouble.kind !== "silence") incoming.socket.resetAndDestroy();
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
