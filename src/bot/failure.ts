import { KeptBackError } from "./gate.ts";

/** The code of a request that was kept back: see `gate.ts`. */
export const KEPT_BACK = "KEPT_BACK";

/** A request to Discord that failed. */
export interface Failure {
  /** Discord's, or that of something in between; `undefined` when no answer came. */
  readonly status: number | undefined;
  /** Discord's own; without an answer, the network's, such as ECONNREFUSED. */
  readonly code: number | string | undefined;
  /** In words for a moderator. */
  readonly message: string;
}

/** Of what answered in Discord's place, such as a portal to log in at. */
export class StrangerError extends Error {
  override readonly name = "StrangerError";
}

/** discord.js's errors carry Discord's status and code. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Error && error.name.startsWith("RateLimitError"))
    return { status: 429, code: undefined, message: "it asked me to wait" };
  if (error instanceof KeptBackError) return { status: undefined, code: KEPT_BACK, message: error.message };
  // What says that it is JSON, and is not.
  if (error instanceof StrangerError || error instanceof SyntaxError)
    return { status: undefined, code: undefined, message: "what answers in Discord's place is not Discord" };
  const { code, status } = error as { code?: number | string; status?: number };
  return { status, code, message: messageOf(error, status) };
}

/** Whether Discord itself says no or not found: without its own code that comes from something in between. */
export function isDiscordsNo({ code, status }: Failure): boolean {
  return (status === 403 || status === 404) && Number.isInteger(code);
}

function messageOf(error: unknown, status: number | undefined): string {
  if (status === undefined) return "the connection failed";
  if (status >= 500) return `it had a fault of its own, ${status}`;
  const said = error instanceof Error && error.message !== "No Description" ? error.message : "";
  return said || `status ${status}`;
}
