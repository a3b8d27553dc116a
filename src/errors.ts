import type { Button } from "./render/reply.ts";

/** Something the person can mend: the message is shown to them as it is, one sentence that says how. */
export class UserError extends Error {
  override name = "UserError";
  /** Leads to where it can be mended, where there is such a button. */
  readonly way: Button | undefined;

  constructor(message: string, way?: Button) {
    // It is told to whoever asked: nobody looks for where it was thrown, which takes longer to find than what to say.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.way = way;
  }
}

/** The environment does not fit. Fatal at start; the message has one line a problem and needs no stack. */
export class ConfigError extends Error {
  override name = "ConfigError";
}
