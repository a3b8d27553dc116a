/** Something the person can mend: the message is shown to them as it is, one sentence that says how. */
export class UserError extends Error {
  override name = "UserError";
}

/** The environment does not fit. Fatal at start; the message has one line a problem and needs no stack. */
export class ConfigError extends Error {
  override name = "ConfigError";
}
