import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { APIApplicationCommand } from "discord-api-types/v10";
import type { Hono } from "hono";
import { createCdn, thisMachine, type Web } from "./cdn.ts";
import { type CommandShelf, createCommandShelf } from "./command-shelf.ts";
import { createEndpoint } from "./endpoint.ts";
import { Gateway } from "./gateway.ts";
import {
  createGatewayTroubles,
  type GatewayTrouble,
  type GatewayTroubles,
  type GatewayTroubleTarget,
} from "./gateway-trouble.ts";
import { createHand, type Hand } from "./hand.ts";
import { createInteractions, type Patience } from "./interactions.ts";
import { type LimitsOption, readLimits } from "./limits.ts";
import { createMedia } from "./media.ts";
import { createNonces } from "./nonces.ts";
import type { Desk } from "./response.ts";
import { createRest } from "./rest.ts";
import { channelRoutes } from "./routes/channels.ts";
import { commandRoutes } from "./routes/commands.ts";
import { interactionRoutes } from "./routes/interactions.ts";
import { meRoutes } from "./routes/me.ts";
import { messageRoutes } from "./routes/messages.ts";
import { createSessionStarts, type SessionStartLimit } from "./session-starts.ts";
import { createSigner, type Signer } from "./signer.ts";
import { createTroubles, type Trouble, type Troubles, type TroubleTarget } from "./trouble.ts";
import { createWire, type Wire, type WireRequest } from "./wire.ts";
import { World } from "./world.ts";

export interface LocalDiscordOptions {
  /** For ids, timestamps, nonces and tokens; default: the time. Waiting and rate limits go by real time. */
  readonly clock?: () => Temporal.Instant;
  /** Default: any free one. */
  readonly port?: number;
  readonly botName?: string;
  /** `roomy` (default) lets a test through that does not mean to reach a limit; `discord` has Discord's own figures. */
  readonly limits?: LimitsOption;
  readonly patience?: Partial<Patience>;
  /** What `/gateway/bot` recommends; default 1. */
  readonly shards?: number;
  /** Milliseconds; default 41,250, as Discord's. */
  readonly heartbeatInterval?: number;
  /** Default: more than any test uses. */
  readonly sessionStarts?: Partial<SessionStartLimit>;
  /** A bot with fewer shards is closed with 4011; default 1. */
  readonly leastShards?: number;
  /**
   * Where the bot takes interactions over HTTP. Without it they go over the gateway. The address is checked before the
   * first of them, as Discord does when somebody sets it.
   */
  readonly interactionsUrl?: string | undefined;
  /** How often each interaction is brought there, all at once; default 1. */
  readonly deliveries?: number;
  /** Where Discord finds pictures that messages link; default: on this machine, and nowhere else. */
  readonly web?: Web;
}

/** Discord on this machine: its REST API and its gateway on 127.0.0.1, and the hands of the people who use the bot. */
export interface LocalDiscord extends Hand, AsyncDisposable {
  /** For a client's `rest.api`: `http://127.0.0.1:…/api`, to which the version is appended. */
  readonly url: string;
  /** A plainly fake token in the shape of a real one. Any other is refused. */
  readonly token: string;
  readonly applicationId: string;
  readonly world: World;
  /** By which the bot knows that a request comes from here: 64 hex digits. */
  readonly publicKey: string;
  readonly interactionsUrl: string | undefined;
  /** The headers with which a request of that body comes from here. */
  readonly signed: Signer["headers"];
  /** Sends PING and forged requests to the bot's address. @throws Error why Discord would not save the address */
  checkEndpoint(): Promise<void>;
  /** As registered for everywhere, with what Discord fills in. */
  readonly commands: readonly APIApplicationCommand[];
  readonly wire: Wire;
  /** Serves what was uploaded, and copies of linked pictures, at the paths of their addresses. */
  readonly cdn: Hono;
  /** Requests that Discord would not have accepted. Disposing rejects when there are any. */
  readonly refusals: readonly WireRequest[];
  /** Answers of 401, 403 and 429 so far: after 10,000 in ten minutes Discord shuts a bot out. */
  readonly invalidRequests: number;
  /** Shards whose sessions are connected. */
  readonly shards: readonly number[];
  /** Makes trouble for the next requests that match; several orders befall one after another. */
  trouble(trouble: Trouble, target?: TroubleTarget): void;
  /** Makes trouble for the next connections to the gateway. */
  gatewayTrouble(trouble: GatewayTrouble, target?: GatewayTroubleTarget): void;
  /** Takes back all trouble that has not befallen a request or connection yet. */
  calm(): void;
  /** Closes all gateway connections; with 4000, the default, their sessions can be resumed. */
  dropGateway(code?: number): void;
  /** Asks all connections to reconnect and resume, as Discord does when it restarts a gateway. */
  askToReconnect(): void;
  invalidateSessions(resumable: boolean): void;
  /** Leaves the next heartbeats unanswered. */
  missHeartbeats(count?: number): void;
  /** Tells all sessions of an event, whatever they asked for, and whatever it is. */
  tell(event: string, data: unknown): void;
  /** Sends these signs over the gateway, as they are. */
  write(text: string): void;
  /** Takes the refusals so far as meant. */
  forgive(): void;
}

/**
 * Starts a Discord with one bot and an empty world.
 *
 * Disposing closes every connection; it rejects, naming each, when the bot sent what Discord would not have accepted.
 */
export async function startLocalDiscord(options: LocalDiscordOptions = {}): Promise<LocalDiscord> {
  const parts = assemble(options);
  const { world, wire, token, interactions, tally, shelfOf, address } = parts;
  const applicationId = world.bot.id;
  const server = createAdaptorServer({ fetch: parts.served.fetch }) as Server;
  const heartbeatInterval = options.heartbeatInterval ?? 41_250;
  const gateway = new Gateway(server, {
    world,
    wire,
    token,
    applicationId,
    url: gatewayUrl(address),
    heartbeatInterval,
    troubles: parts.gatewayTroubles,
    starts: parts.starts,
    leastShards: options.leastShards ?? 1,
  });
  server.listen(address.port, "127.0.0.1");
  await once(server, "listening");
  address.port = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${address.port}/api`,
    token,
    applicationId,
    world,
    wire,
    publicKey: parts.signer.publicKey,
    interactionsUrl: options.interactionsUrl,
    signed: parts.signer.headers,
    async checkEndpoint() {
      if (parts.endpoint === undefined) throw new Error("The bot has no address for interactions");
      await parts.endpoint.check();
    },
    cdn: parts.cdn,
    refusals: tally.refusals,
    get commands() {
      return shelfOf().all;
    },
    get invalidRequests() {
      return tally.invalid;
    },
    get shards() {
      return gateway.shards;
    },
    ...createHand(world, interactions, (serverId) => [...shelfOf().all, ...(serverId ? shelfOf(serverId).all : [])]),
    ...troubleMakers(parts.troubles, parts.gatewayTroubles, gateway),
    forgive() {
      tally.refusals.length = 0;
    },
    async [Symbol.asyncDispose]() {
      interactions.close();
      parts.endpoint?.close();
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      assertNothingRefused(tally);
    },
  };
}

/** @throws AggregateError with one error for each refusal */
export function assertNothingRefused({ refusals }: Pick<LocalDiscord, "refusals">): void {
  if (refusals.length === 0) return;
  const errors = refusals.map(
    ({ method, path, refusal = [] }) => new Error(`${method} ${path}\n  ${refusal.join("\n  ")}`),
  );
  const list = errors.map(({ message }) => message).join("\n");
  throw new AggregateError(errors, `Discord would not have accepted what the bot sent:\n${list}`);
}

/** Everything that needs no connection. `address.port` must be set before the bot asks for the gateway. */
function assemble({
  clock = Temporal.Now.instant,
  botName = "Crossfade",
  port = 0,
  shards = 1,
  ...options
}: LocalDiscordOptions) {
  const address = { port };
  const media = createMedia(() => `http://127.0.0.1:${address.port}`);
  const world = new World(clock, botName, media);
  const applicationId = world.bot.id;
  const token = `${Buffer.from(applicationId).toString("base64url")}.local0.not-a-real-token-only-for-the-local-one`;
  const wire = createWire(clock);
  const troubles = createTroubles();
  const gatewayTroubles = createGatewayTroubles();
  const starts = createSessionStarts(options.sessionStarts);
  const signer = createSigner(clock);
  const patience = { acknowledge: 3000, finish: 15_000, ...options.patience };
  const { deliveries = 1, interactionsUrl } = options;
  const endpoint =
    interactionsUrl === undefined
      ? undefined
      : createEndpoint({
          ...{ url: interactionsUrl, signer, wire, applicationId },
          ...{ patience: patience.acknowledge, deliveries },
        });
  const interactions = createInteractions(
    world,
    applicationId,
    patience,
    endpoint && ((interaction, payload) => void endpoint.bring(desk, interaction, payload)),
  );
  const desk: Desk = { world, applicationId, interactions };
  const shelfOf = shelves(world, applicationId);
  const limits = readLimits(options.limits);
  const routes = [
    ...meRoutes(world, {
      ...{ id: applicationId, gatewayUrl: gatewayUrl(address), shards, starts },
      ...{ publicKey: signer.publicKey, interactionsUrl },
    }),
    ...commandRoutes(applicationId, shelfOf),
    ...interactionRoutes(desk),
    ...channelRoutes(world),
    ...messageRoutes(world, createNonces(clock), limits.messagesPerChannel),
  ];
  const rest = createRest({ token, limits, troubles, wire, routes, clock });
  const cdn = createCdn(media, options.web ?? thisMachine);
  return {
    world,
    token,
    wire,
    troubles,
    gatewayTroubles,
    starts,
    interactions,
    signer,
    endpoint,
    shelfOf,
    address,
    cdn,
    served: rest.route("/", cdn as never),
    tally: tallyOf(wire),
  };
}

function gatewayUrl(address: { readonly port: number }): () => string {
  return () => `ws://127.0.0.1:${address.port}/gateway`;
}

function troubleMakers(troubles: Troubles, gatewayTroubles: GatewayTroubles, gateway: Gateway) {
  return {
    trouble: troubles.add,
    gatewayTrouble: gatewayTroubles.add,
    calm() {
      troubles.clear();
      gatewayTroubles.clear();
    },
    dropGateway: (code = 4000) => gateway.drop(code),
    askToReconnect: () => gateway.reconnect(),
    invalidateSessions: (resumable: boolean) => gateway.invalidate(resumable),
    missHeartbeats: (count = 1) => gateway.missHeartbeats(count),
    tell: (event: string, data: unknown) => gateway.tell(event, data),
    write: (text: string) => gateway.write(text),
  };
}

function tallyOf(wire: Wire) {
  const tally = { refusals: [] as WireRequest[], invalid: 0 };
  wire.subscribe((entry) => {
    if (entry.kind !== "request") return;
    if (entry.refusal) tally.refusals.push(entry);
    if (entry.status === 401 || entry.status === 403 || entry.status === 429) tally.invalid += 1;
  });
  return tally;
}

/** The commands of each place, made when first asked for. */
function shelves(world: World, applicationId: string): (serverId?: string) => CommandShelf {
  const known = new Map<string | undefined, CommandShelf>();
  return (serverId) => {
    const shelf =
      known.get(serverId) ?? createCommandShelf({ applicationId, mint: world.mint, ...(serverId && { serverId }) });
    known.set(serverId, shelf);
    return shelf;
  };
}
