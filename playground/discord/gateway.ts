import type { Server as HttpServer } from "node:http";
import { GatewayCloseCodes as Close, GatewayIntentBits as Intents, GatewayOpcodes as Op } from "discord-api-types/v10";
import { type WebSocket, WebSocketServer } from "ws";
import { bareToken, checkIdentify, Fault, type Frame, type Identify, type Resume, readFrame } from "./gateway-frame.ts";
import { GatewaySession } from "./gateway-session.ts";
import type { GatewayTroubles } from "./gateway-trouble.ts";
import { readyPayload } from "./ready-payload.ts";
import { serverCreatePayload } from "./server-payload.ts";
import type { SessionStarts } from "./session-starts.ts";
import { shardOf } from "./snowflake.ts";
import type { WritableWire } from "./wire.ts";
import type { World } from "./world.ts";

export interface GatewayOptions {
  readonly world: World;
  readonly wire: WritableWire;
  readonly token: string;
  readonly applicationId: string;
  readonly url: () => string;
  /** Milliseconds. */
  readonly heartbeatInterval: number;
  readonly troubles: GatewayTroubles;
  readonly starts: SessionStarts;
  /** A bot with fewer shards has too many servers for each. */
  readonly leastShards: number;
}

/** One connection, before and after it has a session. */
interface Connection {
  readonly socket: WebSocket;
  session?: GatewaySession;
  /** Ends a connection whose client is silent. */
  timer?: NodeJS.Timeout;
}

/** A client that lets so many heartbeats pass is taken for dead. */
const MISSED_HEARTBEATS = 2;

/** Discord's gateway, v10, JSON without compression. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #sockets: WebSocketServer;
  readonly #connections: Set<Connection> = new Set();
  readonly #sessions: Map<string, GatewaySession> = new Map();
  /** Heartbeats that still go unanswered. */
  #mute = 0;
  #token: string;

  constructor(server: HttpServer, options: GatewayOptions) {
    this.#options = options;
    this.#token = options.token;
    this.#sockets = new WebSocketServer({
      server,
      verifyClient: ({ req }, callback) => {
        const trouble = options.troubles.take(["reset", "status"]);
        if (trouble === undefined) callback(true);
        else if (trouble.kind === "status") callback(false, trouble.status);
        else req.socket.resetAndDestroy();
      },
    });
    // Some clients put a slash before the query.
    this.#sockets.shouldHandle = ({ url = "" }) => /^\/gateway\/?(\?|$)/.test(url);
    this.#sockets.on("connection", (socket) => this.#welcome({ socket }));
    options.world.onChange((change) => {
      for (const session of this.#sessions.values())
        if (session.wants(change)) session.dispatch(change.event, change.data);
    });
  }

  /** Sessions that are connected, by shard. */
  get shards(): readonly number[] {
    return [...this.#sessions.values()].filter(({ connected }) => connected).map(({ shard }) => shard[0]);
  }

  drop(code: number): void {
    for (const connection of this.#connections) this.#close(connection, code, "");
  }

  /** Asks every connection to come back and resume. */
  reconnect(): void {
    for (const connection of this.#connections) this.#send(connection, Op.Reconnect, null);
  }

  invalidate(resumable: boolean): void {
    if (!resumable) this.#sessions.clear();
    for (const connection of this.#connections) this.#send(connection, Op.InvalidSession, resumable);
  }

  /** Leaves the next heartbeats unanswered, as a dead connection does. */
  missHeartbeats(count: number): void {
    this.#mute = count;
  }

  /** Tells all sessions of an event, whatever they asked for. */
  tell(event: string, data: unknown): void {
    for (const session of this.#sessions.values()) session.dispatch(event, data);
  }

  /** Sends these signs to all connections, as they are. */
  write(text: string): void {
    for (const { socket } of this.#connections) socket.send(text);
  }

  close(): void {
    for (const { socket } of this.#connections) socket.terminate();
    this.#sockets.close();
  }

  #welcome(connection: Connection): void {
    this.#connections.add(connection);
    connection.socket.on("message", (data) => this.#receive(connection, String(data)));
    connection.socket.on("close", () => {
      this.#connections.delete(connection);
      clearTimeout(connection.timer);
      connection.session?.detach();
    });
    const trouble = this.#options.troubles.take(["hello"]);
    if (trouble !== undefined && !("instead" in trouble)) return;
    const hello = { heartbeat_interval: this.#options.heartbeatInterval, _trace: [] };
    this.#send(connection, Op.Hello, trouble === undefined ? hello : trouble.instead);
    this.#expectHeartbeat(connection);
  }

  #receive(connection: Connection, text: string): void {
    try {
      const frame = readFrame(text);
      this.#record(connection, "from the bot", Op[frame.op] ?? String(frame.op), frame.d);
      this.#obey(connection, frame);
    } catch (error) {
      if (error instanceof Fault) this.#close(connection, error.code, error.message);
      else throw error;
    }
  }

  #obey(connection: Connection, { op, d }: Frame): void {
    switch (op) {
      case Op.Heartbeat:
        this.#expectHeartbeat(connection);
        if (this.#mute > 0) this.#mute -= 1;
        else this.#send(connection, Op.HeartbeatAck, undefined);
        break;
      case Op.Identify:
        this.#identify(connection, d as Identify);
        break;
      case Op.Resume:
        this.#resume(connection, d as Resume);
        break;
      case Op.PresenceUpdate:
      case Op.VoiceStateUpdate:
      case Op.RequestGuildMembers:
        if (connection.session === undefined) throw new Fault(Close.NotAuthenticated, "Not authenticated.");
        break;
      default:
        throw new Fault(Close.UnknownOpcode, "Unknown opcode.");
    }
  }

  #identify(connection: Connection, identify: Identify): void {
    if (connection.session !== undefined) throw new Fault(Close.AlreadyAuthenticated, "Already authenticated.");
    checkIdentify(identify, this.#token);
    const { leastShards, starts, troubles, world, wire } = this.#options;
    const [shard, count] = identify.shard ?? [0, 1];
    if (!starts.take()) {
      this.#token = "reset";
      throw new Fault(Close.AuthenticationFailed, "Authentication failed.");
    }
    if (count < leastShards) throw new Fault(Close.ShardingRequired, "Sharding required.");
    const trouble = troubles.take(["close", "ready"], shard);
    if (trouble?.kind === "close") throw new Fault(trouble.code, "");
    if (trouble !== undefined && trouble.fields === undefined) return;
    const session = new GatewaySession(
      `local-session-${world.mint()}`,
      identify.shard ?? [0, 1],
      identify.intents,
      wire,
    );
    this.#sessions.set(session.id, session);
    session.attach(connection.socket);
    connection.session = session;
    this.#ready(session, trouble?.fields);
  }

  #ready(session: GatewaySession, otherwise: object = {}): void {
    const { world, applicationId, url } = this.#options;
    const [shard, count] = session.shard;
    const servers = [...world.servers.values()].filter(
      ({ id, members }) => members.has(world.bot.id) && shardOf(id, count) === shard,
    );
    session.dispatch("READY", { ...readyPayload(session, world.bot, servers, applicationId, url()), ...otherwise });
    if ((session.intents & Intents.Guilds) === 0) return;
    for (const server of servers)
      session.dispatch("GUILD_CREATE", serverCreatePayload(server, server.members.get(world.bot.id)!));
  }

  #resume(connection: Connection, { token, session_id, seq }: Resume): void {
    if (bareToken(token) !== this.#token) throw new Fault(Close.AuthenticationFailed, "Authentication failed.");
    const session = this.#sessions.get(session_id);
    const trouble = this.#options.troubles.take(["close", "resumed"], session?.shard[0]);
    if (trouble?.kind === "close") throw new Fault(trouble.code, "");
    if (trouble !== undefined) return;
    if (session === undefined) {
      this.#send(connection, Op.InvalidSession, false);
      return;
    }
    if (seq > session.sequence) throw new Fault(Close.InvalidSeq, "Invalid seq.");
    session.attach(connection.socket);
    connection.session = session;
    session.replay(seq);
    session.dispatch("RESUMED", { _trace: [] });
  }

  /** Closes a connection whose client sends no heartbeats. */
  #expectHeartbeat(connection: Connection): void {
    clearTimeout(connection.timer);
    const silence = this.#options.heartbeatInterval * MISSED_HEARTBEATS;
    connection.timer = setTimeout(() => this.#close(connection, Close.SessionTimedOut, ""), silence).unref();
  }

  #send(connection: Connection, op: Op, d: unknown): void {
    connection.socket.send(JSON.stringify({ op, d, s: null, t: null }));
    this.#record(connection, "to the bot", Op[op] ?? String(op), d);
  }

  #close(connection: Connection, code: number, reason: string): void {
    connection.session?.detach();
    connection.socket.close(code, reason);
    this.#record(connection, "to the bot", `CLOSE ${code}`, reason);
  }

  #record({ session }: Connection, direction: "to the bot" | "from the bot", name: string, body: unknown): void {
    const shown = typeof body === "object" && body !== null && "token" in body ? { ...body, token: "…" } : body;
    this.#options.wire.record({ kind: "event", direction, shard: session?.shard[0] ?? 0, name, body: shown });
  }
}
