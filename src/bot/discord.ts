// The two parts of discord.js that are used: all of it would take a fifth of the start and 8 MB more.
import { DefaultRestOptions, REST, RESTEvents } from "@discordjs/rest";
import { DefaultWebSocketManagerOptions, WebSocketShard } from "@discordjs/ws";
import type { RESTOptions, ResponseLike } from "discord.js";
import { Agent } from "undici";
import type { TimeWitness } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Log } from "../log.ts";
import { ATTEMPT_LIMIT } from "../schedule/delivery.ts";
import type { Outlet } from "../schedule/ports.ts";
import { type Connection, createConnection, type LinePace } from "./connection.ts";
import type { SendAnswer } from "./conversation.ts";
import { gated } from "./gate.ts";
import { createInspector } from "./inspector.ts";
import { createOutlet } from "./outlet.ts";
import { createScreen, type Screen } from "./screen.ts";
import type { Inspector } from "./tools.ts";
import { createGate, LONGEST_WAIT } from "./wire/gate.ts";
import { GATEWAY_PACE } from "./wire/gateway.ts";
import { createHolds, type Holds } from "./wire/holds.ts";
import { createIdentity } from "./wire/identity.ts";
import { createInvalidRequests } from "./wire/invalid-requests.ts";
import type { LineWatch } from "./wire/line-watch.ts";
import { realTime } from "./wire/real-time.ts";
import { createTurns } from "./wire/throttle.ts";

/** Milliseconds that an answer may take over one connection. */
const ANSWER_LIMIT = 5000;

/** Milliseconds. A shorter pause keeps nobody from their work. */
const LONG_PAUSE = 60_000;

/** How requests are made, but for what each client has of its own. */
export const REQUESTS = {
  // Turns are given instead: 50 and then a pause, as discord.js does it, come to 47.6 a second.
  globalRequestsPerSecond: Number.POSITIVE_INFINITY,
  // A longer wait is the poster's to plan: it backs off and goes on with others.
  rejectOnRateLimit: ({ retryAfter, timeToReset }) => Math.max(retryAfter, timeToReset) > LONGEST_WAIT,
  // Begins later than the attempt's own limit, so that one decides: by its own 15 s discord.js sees no slow answer.
  timeout: ATTEMPT_LIMIT.total("milliseconds"),
} as const satisfies Partial<RESTOptions>;

/** The bot's line to Discord. Dispose to close it; answers under way are sent first. */
export interface DiscordLine extends Connection {
  readonly outlet: Outlet;
  readonly inspector: Inspector;
  /** Changes answers that stand already. */
  readonly screen: Screen;
  /** Whether Discord asked for a pause of all requests that is longer than one of them waits for its turn. */
  paused(): boolean;
}

/**
 * Makes the line; nothing is sent before something is asked of it. Where interactions come over HTTP, it listens.
 *
 * With no intents Discord sends interactions and no servers, and nothing is kept of what it sends, so that nothing
 * grows with the number of servers.
 *
 * @param watch counts requests and times answers
 * @param witness hears what time each answer tells
 * @throws {ConfigError} when the port for interactions cannot be had
 */
export async function createLine(
  config: Config,
  log: Log,
  watch: LineWatch,
  witness: TimeWitness,
  pace: LinePace = { time: realTime, gateway: GATEWAY_PACE },
): Promise<DiscordLine> {
  const overHttp = config.interactions && (await listenFor(config.interactions, log, witness));
  const holds = createHolds(realTime);
  const makeRequest = gateOf(holds, log, watch);
  const open = (options: Partial<RESTOptions>) => openRest(config, { makeRequest, ...options }, watch, witness);
  const rest = open({});
  const restOnce = open({ retries: 0 });
  const answers = open({ retries: 0, timeout: ANSWER_LIMIT, rejectOnRateLimit: () => true });
  const identity = createIdentity(config.token);
  const closing = new AbortController();
  const inspector = createInspector(rest, identity.botId);
  const connection = createConnection({
    ...{
      token: config.token,
      shards: config.shards,
      rest: restOnce,
      send: answersBy(answers),
      identity,
      log,
      watch,
      pace,
      overHttp,
    },
    defaults: DefaultWebSocketManagerOptions,
    openShard: (context, id) => new WebSocketShard(context, id),
  });
  return {
    ...connection,
    outlet: createOutlet({ rest, restOnce, inspector, botId: identity.botId, witness, log }),
    inspector,
    screen: createScreen({
      send: answersBy(answers),
      applicationId: identity.applicationId,
      time: realTime,
      signal: closing.signal,
    }),
    paused: () => holds.ofAll() > LONGEST_WAIT,
    problems: () => [...connection.problems(), ...pauseOf(holds)],
    async [Symbol.asyncDispose]() {
      await connection[Symbol.asyncDispose]();
      closing.abort();
      for (const it of [rest, restOnce, answers]) {
        it.clearHandlerSweeper();
        it.clearHashSweeper();
      }
    },
  };
}

/** Loaded where it is used: what serves HTTP weighs some MB. */
async function listenFor(at: NonNullable<Config["interactions"]>, log: Log, { near }: TimeWitness) {
  const { publicKey } = at;
  const { openEndpoint } = await import("./wire/endpoint.ts");
  return { publicKey, endpoint: await openEndpoint({ at, publicKey, near, log, time: realTime }) };
}

function pauseOf(holds: Holds): string[] {
  const left = holds.ofAll();
  return left < LONG_PAUSE
    ? []
    : [`Discord asked for a pause of all requests, for ${Math.ceil(left / 60_000)} minutes more`];
}

function openRest(
  { discordApiUrl, token }: Config,
  options: Partial<RESTOptions>,
  watch: LineWatch,
  witness: TimeWitness,
): REST {
  const rest = new REST({ api: discordApiUrl, ...REQUESTS, ...options }).setToken(token);
  rest.on(RESTEvents.Response, (_, { headers, status }) => {
    watch.countResponse(status);
    // An answer out of a cache on the way, which says so by its age, tells what time it was.
    if (headers.get("age") === null) witness.hear(headers.get("date"));
    // After a single 401 discord.js would forget the token, and never ask again with it.
    if (status === 401) setImmediate(() => rest.setToken(token));
  });
  return rest;
}

/** What all requests go through, whoever makes them. */
function gateOf(holds: Holds, log: Log, { countRateLimit }: LineWatch): RESTOptions["makeRequest"] {
  const [invalid, turn] = [createInvalidRequests(realTime), createTurns(realTime)];
  // What is to be kept back is asked last, after all that makes a request wait.
  return createGate(gated(requestWhole), withRetryAfter, { holds, invalid, log, time: realTime, turn, countRateLimit });
}

/** discord.js's own way, but its limit on time is for all of the answer, not for its head. */
async function requestWhole(url: string, init: Parameters<RESTOptions["makeRequest"]>[1]): Promise<ResponseLike> {
  const response = await DefaultRestOptions.makeRequest(url, init);
  const bytes = await response.arrayBuffer();
  const text = async () => new TextDecoder().decode(bytes);
  return { ...headOf(response), arrayBuffer: async () => bytes, text, json: async () => JSON.parse(await text()) };
}

function withRetryAfter(response: ResponseLike, seconds: string): ResponseLike {
  const headers = new Headers([...response.headers]);
  headers.set("retry-after", seconds);
  const { arrayBuffer, json, text } = response;
  return { ...headOf(response), headers, arrayBuffer, json, text };
}

function headOf({ headers, ok, status, statusText }: ResponseLike) {
  return { headers, ok, status, statusText, body: null, bodyUsed: false };
}

/** Answers to interactions, of which each try is one request. */
function answersBy(rest: REST): SendAnswer {
  return async (method, route, message, { fresh, signal }) => {
    // One that nobody knows yet to be dead may be among those that are kept open.
    const agent = fresh ? new Agent() : undefined;
    try {
      const dispatcher = agent && { dispatcher: agent };
      return await rest[method](route, { ...message, ...dispatcher, auth: false, signal });
    } finally {
      void agent?.destroy();
    }
  };
}
