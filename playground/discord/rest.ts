import { createHash } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { DiscordError } from "./discord-error.ts";
import { createLateWork, type LateWork } from "./late-work.ts";
import { type Bucket, createMeter, type Limits, type Meter } from "./limits.ts";
import { failure, type Outcome, outcome, responseOf, tooMany } from "./outcome.ts";
import { readRequest, type SentRequest } from "./request.ts";
import { type Route, runRoute } from "./route.ts";
import type { Trouble, Troubles } from "./trouble.ts";
import { breakOff, takesEffect, troubledOutcome } from "./troubled-answer.ts";
import type { WireRequest, WritableWire } from "./wire.ts";

export interface RestOptions {
  readonly token: string;
  readonly routes: readonly Route[];
  readonly limits: Limits;
  readonly troubles: Troubles;
  readonly wire: WritableWire;
  /** What each answer tells as the time. */
  readonly clock: () => Temporal.Instant;
}

const DEAD = { kind: "dead connection" } as const;

/** Connections that answer no more. */
const dead: WeakSet<object> = new WeakSet();

type RestContext = Context<{ Bindings: HttpBindings }>;

/** Discord's REST API under `/api/v10` and `/api`. Every request ends up on the wire. */
export function createRest(options: RestOptions): Hono<{ Bindings: HttpBindings }> {
  const api = new Hono<{ Bindings: HttpBindings }>();
  const meter = createMeter(options.limits.perSecond);
  const late = createLateWork(options.clock);
  for (const route of options.routes) {
    api.on(route.method, route.path, (context) =>
      receive(context, options, late, (sent) => perform(context, route, options, meter, sent)),
    );
  }
  api.all("*", (context) => receive(context, options, late, () => noSuchEndpoint(context, options)));
  return new Hono<{ Bindings: HttpBindings }>().route("/api/v10", api).route("/api", api);
}

async function receive(
  context: RestContext,
  { clock, troubles, wire }: RestOptions,
  late: LateWork,
  act: (sent: Promise<SentRequest>) => Outcome | Promise<Outcome>,
): Promise<Response> {
  wire.begin();
  const started = performance.now();
  const { method } = context.req;
  const path = pathOf(context);
  await late.carryOut();
  const { socket } = context.env.incoming;
  const trouble = dead.has(socket) ? DEAD : troubles.take(method, path.replace(/\?.*/, ""));
  if (trouble?.kind === DEAD.kind) dead.add(socket);
  const sent = readRequest(context);
  const { body, files } = await sent.catch(() => ({ body: "not JSON", files: [] }));
  if (trouble?.kind === "late") late.add(trouble.after, () => outcomeOf(() => act(sent)));
  const whole = trouble === undefined || takesEffect(trouble) ? await outcomeOf(() => act(sent)) : undefined;
  const answered = trouble === undefined ? whole : troubledOutcome(trouble);
  wire.record({
    kind: "request",
    method,
    path,
    body,
    ...(files.length > 0 && { files: files.map(({ bytes, name }) => ({ name, size: bytes.length })) }),
    ms: performance.now() - started,
    ...wireFields(answered, trouble),
  });
  const date = new Date(clock().epochMilliseconds).toUTCString();
  if (answered === undefined) return breakOff(trouble!, context.env, whole, date);
  const response = responseOf(answered);
  response.headers.set("date", date);
  return response;
}

function wireFields(answered: Outcome | undefined, trouble: Trouble | undefined): Partial<WireRequest> {
  return {
    ...(answered && { status: answered.status, answer: answered.json }),
    ...(answered && answered.reasons.length > 0 && { refusal: answered.reasons }),
    ...(trouble && { trouble: trouble.kind }),
  };
}

async function outcomeOf(act: () => Outcome | Promise<Outcome>): Promise<Outcome> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof DiscordError) return failure(error);
    // A fault of the local Discord itself: loud, for no test should pass over it.
    return { ...outcome(500, { message: String(error), code: 0 }), reasons: [`The local Discord failed: ${error}`] };
  }
}

async function perform(
  context: RestContext,
  route: Route,
  { token, limits }: RestOptions,
  meter: Meter,
  sent: Promise<SentRequest>,
): Promise<Outcome> {
  if (!route.byInteraction) authorize(context, token);
  const { headers, refused } = meter.count(bucketOf(context, route, limits), !route.byInteraction);
  const done = refused ? tooMany(refused.retryAfter, refused.global) : await outcomeOf(() => run(context, route, sent));
  return { ...done, headers: { ...headers, ...done.headers } };
}

async function run(context: RestContext, route: Route, sent: Promise<SentRequest>): Promise<Outcome> {
  return runRoute(route, { params: context.req.param(), query: context.req.query(), ...(await sent) });
}

function authorize({ req }: RestContext, token: string): void {
  if (req.header("authorization") !== `Bot ${token}`) throw new DiscordError(401, 0, "401: Unauthorized");
}

function noSuchEndpoint(context: RestContext, { token }: RestOptions): Outcome {
  authorize(context, token);
  const { json } = failure(new DiscordError(404, 0, "404: Not Found"));
  return { ...outcome(404, json), reasons: ["The local Discord has no such endpoint"] };
}

function bucketOf({ req }: RestContext, route: Route, { perSecond }: Limits): Bucket {
  const hash = createHash("sha1").update(`${route.method} ${route.path}`).digest("hex").slice(0, 16);
  const [major] = Object.values(req.param());
  return { name: `${hash} ${major ?? ""}`, ...(route.bucket ?? { limit: perSecond, window: 1 }) };
}

/** Without `/api` and the version, with the query. */
function pathOf({ req }: RestContext): string {
  const { pathname, search } = new URL(req.url);
  return pathname.replace(/^\/api(\/v\d+)?/, "").replace("%40", "@") + search;
}
