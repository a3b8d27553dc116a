import {
  Client,
  DefaultRestOptions,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  REST,
  RESTEvents,
  Status,
} from "discord.js";
import pRetry, { AbortError } from "p-retry";
import type { TimeWitness } from "../clock.ts";
import type { Config } from "../config.ts";
import { ConfigError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Outlet } from "../schedule/ports.ts";
import type { Command, Inspector } from "./command.ts";
import type { Dispatch } from "./dispatch.ts";
import { gated } from "./gate.ts";
import { createInspector } from "./inspector.ts";
import { handleInteraction, refuseInteraction } from "./interactions.ts";
import type { LineWatch } from "./line-watch.ts";
import { createOutlet } from "./outlet.ts";
import { register } from "./registration.ts";
import { throttle } from "./throttle.ts";

/** A word in the log for each so many requests, within ten minutes, that Discord answers with 401, 403 or 429. */
const INVALID_REQUESTS_TOLD = 500;

/** Milliseconds that a request may wait for a rate limit to pass. */
const LONGEST_WAIT = 20_000;

/** The bot's line to Discord. Dispose to close it; answers under way are sent first. */
export interface DiscordLine extends AsyncDisposable {
  readonly outlet: Outlet;
  /** Resolves, with the reason, when Discord has closed the connection for good. */
  readonly lost: Promise<Error>;
  connected(): boolean;
}

/**
 * Connects and registers the commands, if Discord has others. Waits for a Discord that cannot be reached.
 *
 * With `intents: []` Discord sends interactions and no servers, so that nothing grows with the number of servers.
 *
 * @param createAnswers makes what answers interactions; it is given the way to ask Discord about channels
 * @param watch counts requests and times answers
 * @param witness hears what time each answer tells
 * @throws {ConfigError} when Discord refuses the token or the shards
 */
export async function connectDiscord(
  config: Config,
  commands: readonly Command[],
  createAnswers: (inspector: Inspector) => Dispatch,
  log: Log,
  watch: LineWatch,
  witness: TimeWitness,
): Promise<DiscordLine> {
  const { promise: lost, resolve: lose } = Promise.withResolvers<Error>();
  const underWay = new Set<Promise<void>>();
  const client = await pRetry(() => open(config, commands, prepare, log), {
    retries: Number.POSITIVE_INFINITY,
    minTimeout: 2000,
    maxTimeout: 60_000,
    onFailedAttempt: ({ error }) => log.warn({ err: error }, "Discord cannot be reached; trying again"),
  });
  const restOnce = new REST({ ...client.rest.options, retries: 0 }).setToken(config.token);
  countRequests(restOnce, config.token, watch, log);
  hearTime(restOnce, witness);
  const inspector = inspectorOf(client);
  return {
    outlet: createOutlet({ rest: client.rest, restOnce, inspector, botId: client.user.id, witness, log }),
    lost,
    connected: () => client.isReady() && client.ws.shards.every((shard) => shard.status === Status.Ready),
    async [Symbol.asyncDispose]() {
      client.removeAllListeners(Events.InteractionCreate);
      await Promise.allSettled(underWay);
      await client.destroy();
    },
  };

  /** An unheard `error` event would end the process, so it is heard before anything can go wrong. */
  function prepare(client: Client): void {
    const dispatch = createAnswers(inspectorOf(client));
    client.on(Events.Error, (error) => log.error({ err: error }, "discord.js reported an error"));
    client.on(Events.Warn, (message) => log.warn(message));
    client.on(Events.ShardError, (error, shard) =>
      log.warn({ err: error, shard }, "the connection failed; reconnecting"),
    );
    client.on(Events.ShardDisconnect, ({ code }) => lose(closedForGood(code)));
    countRequests(client.rest, config.token, watch, log);
    hearTime(client.rest, witness);
    guardInteractions(client, log);
    client.on(Events.InteractionCreate, (interaction) => {
      const handled = handleInteraction(interaction, dispatch, log, watch).finally(() => underWay.delete(handled));
      underWay.add(handled);
    });
  }
}

/**
 * discord.js builds interactions inside its WebSocket handler: what throws there, over a payload that it cannot read,
 * would end the process. The one who sent it is told instead.
 */
function guardInteractions(client: Client, log: Log): void {
  const action = (client as unknown as Internals).actions.InteractionCreate;
  const handle = action.handle.bind(action);
  action.handle = (payload) => {
    try {
      return handle(payload);
    } catch (error) {
      log.info({ err: error }, "an interaction could not be read");
      void refuseInteraction(client.rest, payload);
    }
  };
}

/** A part of discord.js that its types do not show; a test tells if it goes. */
interface Internals {
  readonly actions: { readonly InteractionCreate: { handle(payload: unknown): unknown } };
}

function inspectorOf(client: Client): Inspector {
  return createInspector(client.rest, () => client.user?.id ?? "");
}

function countRequests(rest: REST, token: string, watch: LineWatch, log: Log): void {
  rest.on(RESTEvents.Response, (_, { status }) => {
    watch.countResponse(status);
    // After a single 401 discord.js would forget the token, and never ask again with it.
    if (status === 401) setImmediate(() => rest.setToken(token));
  });
  rest.on(RESTEvents.RateLimited, ({ global, scope }) => watch.countRateLimit(global ? "global" : scope));
  rest.on(RESTEvents.InvalidRequestWarning, ({ count, remainingTime }) =>
    log.warn({ count, remainingTime }, "many requests are invalid; Discord locks out an address after 10,000"),
  );
}

/** An answer out of a cache on the way, which says so by its age, tells what time it was. */
function hearTime(rest: REST, witness: TimeWitness): void {
  rest.on(RESTEvents.Response, (_, { headers }) => {
    if (headers.get("age") === null) witness.hear(headers.get("date"));
  });
}

/** Logs in and registers; leaves nothing behind when it fails. */
async function open(
  config: Config,
  commands: readonly Command[],
  prepare: (client: Client) => void,
  log: Log,
): Promise<Client<true>> {
  const client = await login(config, prepare);
  try {
    await register(client.rest, client.application.id, commands, log);
    return client;
  } catch (error) {
    await client.destroy();
    throw error;
  }
}

async function login(
  { discordApiUrl, shards, token }: Config,
  prepare: (client: Client) => void,
): Promise<Client<true>> {
  const client = new Client({
    intents: [],
    allowedMentions: { parse: [] },
    rest: {
      api: discordApiUrl,
      invalidRequestWarningInterval: INVALID_REQUESTS_TOLD,
      makeRequest: throttle(gated(DefaultRestOptions.makeRequest)),
      // The throttle counts instead: 50 and then a pause, as discord.js does it, come to 47.6 a second.
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      // A longer wait is the poster's to plan: it backs off and goes on with others.
      rejectOnRateLimit: ({ retryAfter, timeToReset }) => Math.max(retryAfter, timeToReset) > LONGEST_WAIT,
    },
    ...(shards && { shardCount: shards.count, shards: [...shards.ids] }),
  });
  prepare(client);
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  const refused = new Promise<never>((_, reject) =>
    client.once(Events.ShardDisconnect, ({ code }) => reject(new AbortError(closedForGood(code)))),
  );
  try {
    await Promise.race([client.login(token), refused]);
    const connected = await Promise.race([ready, refused]);
    // Stubs of the servers, 8 kB each, that nothing here uses.
    connected.guilds.cache.clear();
    return connected;
  } catch (error) {
    await client.destroy();
    const refusedToken = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
    throw refusedToken ? new AbortError(tokenRefused()) : error;
  }
}

function closedForGood(code: number): Error {
  if (code === GatewayCloseCodes.AuthenticationFailed) return tokenRefused();
  if (code === GatewayCloseCodes.InvalidShard || code === GatewayCloseCodes.ShardingRequired) {
    return new ConfigError("SHARD_COUNT and SHARD_IDS do not fit; leave both empty to do as Discord recommends");
  }
  return new Error(`Discord closed the connection for good, with code ${code}`);
}

function tokenRefused(): ConfigError {
  return new ConfigError(
    "DISCORD_TOKEN is refused by Discord; make a new one at https://discord.com/developers/applications → Bot → Reset Token",
  );
}
