import type { ZodMiniType } from "zod/mini";
import { invalidForm, type Problem } from "./discord-error.ts";
import { checkForm } from "./form.ts";
import { type Outcome, outcome } from "./outcome.ts";
import type { SentFile } from "./request.ts";

/** A request that has passed every check. */
export interface Call {
  /** The path's variables, by the names in the route's path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON, which fits the route's `body`; `undefined` when there was none. */
  readonly body: unknown;
  readonly files: readonly SentFile[];
  /** When it was there, by `performance.now()`. */
  readonly arrived: number;
}

/** One endpoint of Discord's. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Without `/api` and the version, with variables such as `:channel`: ids, except `:token` and `:answer`. */
  readonly path: string;
  /** What Discord's API document demands of the body; without it the body is not read. */
  readonly body?: ZodMiniType;
  readonly query?: ZodMiniType;
  /** The token in the path is enough, and the global limit does not count it. */
  readonly byInteraction?: true;
  /** Requests for each value of the path's first variable in so many seconds; default: the global limit. */
  readonly bucket?: { readonly limit: number; readonly window: number };
  /**
   * @returns an `Outcome` as it is, `undefined` for 204, anything else as JSON with 200
   * @throws {DiscordError}
   */
  run(call: Call): unknown;
}

/** The path's variable of that name. */
export function param({ params }: Call, name: string): string {
  return params[name] ?? "";
}

/**
 * Checks a request against the route, and lets it take effect. @throws {DiscordError} 50035 with all that does not fit
 */
export async function runRoute(route: Route, call: Call): Promise<Outcome> {
  const problems = [
    ...idProblems(call.params),
    ...(route.query ? checkForm(route.query, call.query) : []),
    ...(route.body ? checkForm(route.body, call.body ?? {}) : []),
  ];
  if (problems.length > 0) throw invalidForm(problems);
  const result = await route.run(call);
  return isOutcome(result) ? result : outcome(result === undefined ? 204 : 200, result);
}

/** An outcome that a route made itself is told apart by its reasons, which no JSON of Discord's has. */
function isOutcome(result: unknown): result is Outcome {
  return typeof result === "object" && result !== null && "reasons" in result && "headers" in result;
}

function idProblems(params: Call["params"]): Problem[] {
  const ids = Object.entries(params).filter(([name]) => name !== "token" && name !== "answer");
  const wrong = ids.filter(([, value]) => !/^(0|[1-9][0-9]*)$/.test(value));
  return wrong.map(([name, value]) => {
    return { path: [`${name}_id`], code: "NUMBER_TYPE_COERCE", message: `Value "${value}" is not snowflake.` };
  });
}
