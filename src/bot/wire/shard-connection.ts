import type {
  IContextFetchingStrategy,
  OptionalWebSocketManagerOptions,
  SessionInfo,
  WebSocketShard,
} from "@discordjs/ws";
import { GatewayCloseCodes as Close, type GatewayDispatchPayload } from "discord-api-types/v10";
import { type GatewayInfo, isGatewayUrl } from "./gateway-info.ts";
import { tame } from "./tame-shard.ts";

/** How long Discord may take with each step, in milliseconds. The hello counts from the first attempt to connect. */
export interface ShardLimits {
  readonly handshake: number;
  readonly hello: number;
  readonly session: number;
}

/** How one connection of a shard ended. */
export interface ShardEnd {
  readonly why: string;
  /** Discord's, where it closed the connection. */
  readonly code: number | undefined;
  /** Whether there was a session on it. */
  readonly wasReady: boolean;
  /** What can be resumed. */
  readonly session: SessionInfo | null;
}

export interface ShardConnectionParts {
  readonly id: number;
  readonly count: number;
  readonly token: string;
  readonly gateway: GatewayInfo;
  readonly limits: ShardLimits;
  /** discord.js's own, for all that is not said here. */
  readonly defaults: OptionalWebSocketManagerOptions;
  readonly openShard: (context: IContextFetchingStrategy, id: number) => WebSocketShard;
  /** Resolves when a session may be begun. */
  readonly takeStart: (id: number, signal: AbortSignal) => Promise<void>;
  readonly onReady: () => void;
  readonly onEvent: (event: GatewayDispatchPayload) => void;
}

/** From these no session can be had again as it was asked for. */
export const FINAL: readonly number[] = [
  Close.AuthenticationFailed,
  Close.InvalidShard,
  Close.ShardingRequired,
  Close.InvalidAPIVersion,
  Close.InvalidIntents,
  Close.DisallowedIntents,
];

/**
 * Holds one connection of a shard, by discord.js's, and resolves when it has ended: whatever goes wrong with it, and
 * whatever arrives. discord.js would go on by itself, but for ever with the address that it was given, and without a
 * pause.
 *
 * @param session what is resumed; `null` for a new one
 */
export async function holdConnection(
  parts: ShardConnectionParts,
  session: SessionInfo | null,
  signal: AbortSignal,
): Promise<ShardEnd> {
  const { promise, resolve } = Promise.withResolvers<{ why: string }>();
  const state = {
    session,
    phase: "no HELLO came",
    wasReady: false,
    code: undefined as number | undefined,
    over: false,
  };
  const closed = new AbortController();
  const shard = parts.openShard(contextOf(parts, state, closed.signal), parts.id);
  const { close } = tame(shard, {
    onAgain: () => resolve({ why: state.phase }),
    onError: (error) => resolve({ why: error.message }),
  });
  const limit = createLimit(() => resolve({ why: state.phase }));

  shard.on("hello", () => {
    state.phase = session === null ? "its session has not begun" : "no RESUMED came";
    limit.set(session === null ? undefined : parts.limits.session);
  });
  const begin = () => {
    state.phase = "the connection was lost";
    state.wasReady = true;
    limit.set(undefined);
    parts.onReady();
  };
  shard.on("ready", begin);
  shard.on("resumed", begin);
  shard.on("dispatch", ({ data }) => {
    // What comes later is sent again once the session is resumed.
    if (!state.over) parts.onEvent(data);
  });
  shard.on("closed", ({ code }) => {
    state.code ??= code;
    // With 4200 discord.js itself closes, and 1006 is no code of anyone's.
    if (code >= 4000 && code !== 4200) state.phase = `Discord closed the connection with code ${code}`;
    resolve({ why: state.phase });
  });
  const stop = () => resolve({ why: "it is stopped" });
  signal.addEventListener("abort", stop, { once: true });
  limit.set(parts.limits.hello);
  void shard.connect().catch(() => undefined);

  const { why } = await promise;
  signal.removeEventListener("abort", stop);
  limit.set(undefined);
  state.over = true;
  // Closing forgets the session.
  const { code, session: left, wasReady } = state;
  closed.abort();
  await close(signal.aborted ? 1000 : 4200);
  return { why, code, wasReady, session: left };
}

/** What discord.js's shard asks for. */
function contextOf(
  { count, defaults, gateway, limits, takeStart, token }: ShardConnectionParts,
  state: { session: SessionInfo | null; phase: string },
  closed: AbortSignal,
): IContextFetchingStrategy {
  return {
    options: {
      ...defaults,
      token,
      intents: 0,
      gatewayInformation: gateway,
      shardCount: count,
      handshakeTimeout: limits.handshake,
      // The limit from outside counts: this one would leave a socket that goes on connecting.
      helloTimeout: null,
      readyTimeout: limits.session,
    },
    retrieveSessionInfo: () => state.session,
    updateSessionInfo(_, session) {
      // With each event: one that differs by its number alone needs no second look.
      const known = session !== null && session.resumeURL === state.session?.resumeURL;
      state.session = session && (known && isWhole(session) ? session : believable(session, gateway.url));
    },
    async waitForIdentify(id, signal) {
      await takeStart(id, AbortSignal.any([signal, closed]));
      state.phase = "no READY came";
    },
  };
}

/** A session as READY gave it, where it can be resumed by what it gave. */
function believable(session: SessionInfo, url: string): SessionInfo | null {
  if (!isWhole(session)) return null;
  return isGatewayUrl(session.resumeURL) ? session : { ...session, resumeURL: url };
}

function isWhole({ sequence, sessionId }: SessionInfo): boolean {
  return typeof sessionId === "string" && Number.isInteger(sequence);
}

/** One timer at a time. */
function createLimit(act: () => void) {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(ms: number | undefined) {
      clearTimeout(timer);
      timer = ms === undefined ? undefined : setTimeout(act, ms);
    },
  };
}
