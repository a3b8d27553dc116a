/** What is wrong with one place of a request, in the form that Discord lists it. */
export interface Problem {
  /** From the body inwards, such as `["components", 0, "label"]`; empty for the body as a whole. */
  readonly path: readonly (string | number)[];
  /** Discord's own constant where it is known, such as `BASE_TYPE_MAX_LENGTH`. */
  readonly code: string;
  readonly message: string;
}

/** An answer of Discord's that is an error: thrown by a route, sent as JSON. */
export class DiscordError extends Error {
  readonly status: number;
  /** Discord's JSON error code; 0 where the HTTP status says it all. */
  readonly code: number;
  readonly problems: readonly Problem[];

  constructor(status: number, code: number, message: string, problems: readonly Problem[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.problems = problems;
  }

  /** The body that Discord sends. */
  toJSON(): { message: string; code: number; errors?: object } {
    const body = { message: this.message, code: this.code };
    return this.problems.length === 0 ? body : { ...body, errors: nest(this.problems) };
  }
}

/** 400 with everything that does not fit. `problems` is never empty. */
export function invalidForm(problems: readonly Problem[]): DiscordError {
  return new DiscordError(400, 50035, "Invalid Form Body", problems);
}

export const missingAccess = () => new DiscordError(403, 50001, "Missing Access");
export const missingPermissions = () => new DiscordError(403, 50013, "Missing Permissions");
export const wrongChannelType = () => new DiscordError(400, 50024, "Cannot execute action on this channel type");

/** 404 for a thing that is not there, or that nobody may know of. */
export function unknown(thing: keyof typeof unknownCodes): DiscordError {
  return new DiscordError(404, unknownCodes[thing], `Unknown ${thing}`);
}

const unknownCodes = {
  Channel: 10003,
  Guild: 10004,
  Member: 10007,
  Message: 10008,
  User: 10013,
  Webhook: 10015,
  Interaction: 10062,
  "application command": 10063,
};

/** One line for a reader: `components.0.label: Must be 80 or fewer in length.` */
export function describeProblem({ path, message }: Problem): string {
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}

/** Discord's nested form: each place holds `_errors`, under its keys from the body inwards. */
function nest(problems: readonly Problem[]): object {
  const root: Branch = {};
  for (const { path, code, message } of problems) {
    const place = path.reduce<Branch>((branch, key) => grow(branch, String(key)), root);
    place._errors = [...(place._errors ?? []), { code, message }];
  }
  return root;
}

interface Branch {
  _errors?: { code: string; message: string }[];
  [key: string]: unknown;
}

function grow(branch: Branch, key: string): Branch {
  branch[key] ??= {};
  return branch[key] as Branch;
}
