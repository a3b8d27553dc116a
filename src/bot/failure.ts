/** A request to Discord that failed. `status` and `code` are Discord's; both `undefined` when no answer came. */
export interface Failure {
  readonly status: number | undefined;
  readonly code: number | string | undefined;
  readonly message: string;
}

/** discord.js's errors carry Discord's status and code; those of the network carry neither. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Error && error.name.startsWith("RateLimitError"))
    return { status: 429, code: undefined, message: error.name };
  const { code, status } = error as { code?: number | string; status?: number };
  const message = error instanceof Error ? error.message : String(error);
  return { status, code: status === undefined ? undefined : code, message };
}
