import { UserError } from "../errors.ts";

/** How long what was done can be undone. */
const UNDO_LIMIT = Temporal.Duration.from({ minutes: 15 });

/** Reads an instant from a button's id, as `writeStamp` wrote it; `undefined` for what is none. */
export function readStamp(written: string): Temporal.Instant | undefined {
  return /^[0-9a-z]{1,9}$/.test(written)
    ? Temporal.Instant.fromEpochMilliseconds(Number.parseInt(written, 36))
    : undefined;
}

/** When what a button undoes was done. @throws {UserError} once it is too late */
export function readUndo(stamp: string, now: Temporal.Instant): Temporal.Instant {
  const doneAt = readStamp(stamp);
  if (doneAt !== undefined && Temporal.Instant.compare(now, doneAt.add(UNDO_LIMIT)) <= 0) return doneAt;
  throw new UserError("Undo works for 15 minutes; /daily list shows what is scheduled now.");
}
