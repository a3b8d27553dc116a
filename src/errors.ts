import type { Button } from "./render/reply.ts";

/** Something the person can mend: the message is shown to them as it is, one sentence that says how. */
export class UserError extends Error {
  override name = "UserError";
  /** Leads to where it can be mended, where there is such a button. */
  readonly way: Button | undefined;

  constructor(message: string, way?: Button) {
    super(message);
    this.way = way;
  }
}

/** The environment does not fit. Fatal at start; the message has one line a problem and needs no stack. */
export class ConfigError extends Error {
  override name = "ConfigError";
}
