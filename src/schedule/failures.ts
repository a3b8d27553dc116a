import type { Log } from "../log.ts";

/** What fails beat after beat, told of when it begins, when it gets much worse, and when it is over. */
export interface Failures {
  note(error: unknown): void;
  /** Called once all was tried: tells, and begins anew. */
  settle(): void;
}

/** @param what a part of the work, as the subject of a sentence */
export function createFailures(log: Log, what: string): Failures {
  let errors: unknown[] = [];
  let told = 0;
  return {
    note: (error) => void errors.push(error),
    settle() {
      const [first] = errors;
      const count = errors.length;
      errors = [];
      if (count > told * 2) {
        log.error({ err: first, count }, `${what} failed; it is tried again at each beat`);
        told = count;
      } else if (count === 0 && told > 0) {
        log.info(`${what} works again`);
        told = 0;
      }
    },
  };
}
