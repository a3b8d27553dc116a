import type { Server as HttpServer } from "node:http";
import { GatewayCloseCodes as Close, GatewayIntentBits as Intents, GatewayOpcodes as Op } from "discord-api-types/v10";
import { type WebSocket, WebSocketServer } from "ws";
import { checkIdentify, Fault, type Frame, type Identify, type Resume, readFrame } from "./gateway-frame.ts";
import { GatewaySession } from "./gateway-session.ts";
import { userPayload } from "./payload.ts";
import { serverCreatePayload } from "./server-payload.ts";
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
}

/** One connection, before and after it has a session. */
interface Connection {
  readonly socket: WebSocket;
  session?: GatewaySession;
}

/** Discord's gateway, v10, JSON without compression. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #sockets: WebSocketServer;
  readonly #connections: Set<Connection> = new Set();
  readonly #sessions: Map<string, GatewaySession> = new Map();
  /** Heartbeats that still go unanswered. */
  #mute = 0;

  constructor(server: HttpServer, options: GatewayOptions) {
    this.#options = options;
    this.#sockets = new WebSocketServer({ server, path: "/gateway" });
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

  close(): void {
    for (const { socket } of this.#connections) socket.terminate();
    this.#sockets.close();
  }

  #welcome(connection: Connection): void {
    this.#connections.add(connection);
    connection.socket.on("message", (data) => this.#receive(connection, String(data)));
    connection.socket.on("close", () => {
      this.#connections.delete(connection);
      connection.session?.detach();
    });
    this.#send(connection, Op.Hello, { heartbeat_interval: this.#options.heartbeatInterval, _trace: [] });
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
    checkIdentify(identify, this.#options.token);
    const { world, wire } = this.#options;
    const session = new GatewaySession(
      `local-session-${world.mint()}`,
      identify.shard ?? [0, 1],
      identify.intents,
      wire,
    );
    this.#sessions.set(session.id, session);
    session.attach(connection.socket);
    connection.session = session;
    this.#ready(session);
  }

  #ready(session: GatewaySession): void {
    const { world, applicationId, url } = this.#options;
    const [shard, count] = session.shard;
    const servers = [...world.servers.values()].filter(
      ({ id, members }) => members.has(world.bot.id) && shardOf(id, count) === shard,
    );
    session.dispatch("READY", {
      v: 10,
      user: { ...userPayload(world.bot), verified: true, mfa_enabled: false, email: null, flags: 0 },
      guilds: servers.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: "normal",
      resume_gateway_url: url(),
      shard: [shard, count],
      application: { id: applicationId, flags: 0 },
      private_channels: [],
      relationships: [],
      presences: [],
      guild_join_requests: [],
      user_settings: {},
      _trace: [],
    });
    if ((session.intents & Intents.Guilds) === 0) return;
    for (const server of servers)
      session.dispatch("GUILD_CREATE", serverCreatePayload(server, server.members.get(world.bot.id)!));
  }

  #resume(connection: Connection, { token, session_id, seq }: Resume): void {
    if (token !== this.#options.token) throw new Fault(Close.AuthenticationFailed, "Authentication failed.");
    const session = this.#sessions.get(session_id);
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
