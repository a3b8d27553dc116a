import { type DiscordError, describeProblem } from "./discord-error.ts";
import { limitHeaders } from "./limits.ts";

/** An answer before it is sent. */
export interface Outcome {
  readonly status: number;
  /** `undefined` for none. */
  readonly json?: unknown;
  /** What is sent instead of JSON. */
  readonly text?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Why Discord does not accept the request, one line each; empty when it does. */
  readonly reasons: readonly string[];
}

/** A route's own status with its JSON, where that is not 200. */
export function outcome(status: number, json?: unknown): Outcome {
  return { status, ...(json === undefined ? {} : { json }), headers: {}, reasons: [] };
}

/** An error as Discord answers it. Only a form that does not fit is a refusal: the rest can happen to any bot. */
export function failure(error: DiscordError): Outcome {
  const reasons = error.code === 50109 ? [error.message] : error.problems.map(describeProblem);
  return { status: error.status, json: error.toJSON(), headers: {}, reasons };
}

/** 429 as Discord words it. `retryAfter` in seconds; without `header` only the body says how long to wait. */
export function tooMany(retryAfter: number, global: boolean, header = true): Outcome {
  const json = { message: "You are being rate limited.", retry_after: retryAfter, global };
  return { status: 429, json, headers: header ? limitHeaders(retryAfter, global) : {}, reasons: [] };
}

/** An answer without a body has no content type: discord.js would try to read it. */
export function responseOf({ status, json, headers, text }: Outcome): Response {
  if (text !== undefined) return new Response(text, { status, headers });
  return json === undefined ? new Response(null, { status, headers }) : Response.json(json, { status, headers });
}
