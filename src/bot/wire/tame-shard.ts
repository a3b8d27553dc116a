import type { WebSocketShard } from "@discordjs/ws";
import { GatewayOpcodes as Op } from "discord-api-types/v10";

/** Milliseconds; with another interval discord.js would send heartbeats without end, or none. */
const HEARTBEAT = { least: 10, most: 2 ** 31 - 1 } as const;

/** Milliseconds that the other side may take to close. */
const CLOSE_LIMIT = 1000;

/** States of a socket. */
const [OPEN, CLOSING] = [1, 2];

type Work = (...given: unknown[]) => Promise<unknown>;

/** Parts of discord.js's shard that its types do not show; a test tells if one goes. */
interface Internals {
  connection: Socket | null;
  internalConnect: Work;
  onMessage: Work;
  onClose: Work;
  heartbeat: Work;
  destroy: Work;
  unpackMessage: Work;
  onError: (error: Error) => void;
}

interface Socket {
  readonly readyState: number;
  on(event: "error" | "close", listener: () => void): void;
  terminate(): void;
}

/**
 * Keeps a shard of discord.js's to one connection, and to its own errors.
 *
 * It lets its own work go unheard, so that a frame which it cannot read, or two ends of one connection at once, would
 * end the process; and it connects again by itself.
 *
 * @param onAgain called when it would connect again, and `onError` when it failed
 * @returns the way to close it, resolving soon whatever the other side does
 */
export function tame(
  shard: WebSocketShard,
  { onAgain, onError }: { onAgain: () => void; onError: (error: Error) => void },
): { close(code: number): Promise<void> } {
  const inner = shard as unknown as Internals;
  let connected = false;
  const connect = inner.internalConnect.bind(shard);
  inner.internalConnect = async () => {
    if (connected) return onAgain();
    connected = true;
    await connect().catch(onError);
  };
  for (const name of ["onMessage", "onClose", "heartbeat", "destroy"] as const) {
    const work = inner[name].bind(shard);
    inner[name] = (...given) => work(...given).catch(onError);
  }
  const unpack = inner.unpackMessage.bind(shard);
  inner.unpackMessage = async (...given) => checkFrame(await unpack(...given));
  const hear = inner.onError.bind(shard);
  inner.onError = (error) => {
    hear(error);
    onError(error);
  };
  shard.on("error", ({ error }) => onError(error));
  return {
    async close(code) {
      const socket = inner.connection;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, CLOSE_LIMIT);
      socket?.on("close", resolve);
      // Without it an error of the socket, now nobody's, would end the process.
      socket?.on("error", () => {});
      void shard.destroy({ code });
      if (socket?.readyState === OPEN || socket?.readyState === CLOSING) await promise;
      clearTimeout(timer);
      socket?.terminate();
    },
  };
}

/**
 * A frame that discord.js reads without harm; `null` for one that is none.
 *
 * @throws {Error} for one without which nothing can go on
 */
function checkFrame(frame: unknown): unknown {
  if (typeof frame !== "object" || frame === null) return null;
  const { d, op } = frame as { op?: unknown; d?: unknown };
  if (op === Op.InvalidSession) return { ...frame, d: d === true };
  if (op !== Op.Hello) return frame;
  const interval = Number((d as { heartbeat_interval?: unknown } | null)?.heartbeat_interval);
  if (interval >= HEARTBEAT.least && interval <= HEARTBEAT.most) return frame;
  throw new Error("HELLO could not be read");
}
