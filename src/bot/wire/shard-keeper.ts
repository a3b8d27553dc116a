import type { SessionInfo } from "@discordjs/ws";
import type { GatewayInfo } from "./gateway-info.ts";
import { doubling, type RealTime } from "./real-time.ts";
import { FINAL, holdConnection, type ShardConnectionParts, type ShardEnd } from "./shard-connection.ts";

/** Milliseconds from one attempt to the next. */
const PAUSE = { first: 1000, most: 60_000 } as const;

/** So many short sessions in a row come without a pause. */
const FREE_SHORTS = 10;

/** Milliseconds, below which a session is a short one. */
const SHORT = 60_000;

/** A session that was not resumed in so many attempts, or milliseconds, is given up: its address may be dead. */
const RESUME = { attempts: 3, within: 60_000 } as const;

export interface ShardKeeperParts extends Omit<ShardConnectionParts, "gateway" | "onReady"> {
  /** What Discord says of its gateway; `fresh`: now. Resolves when it says it. */
  readonly gateway: (fresh: boolean) => Promise<GatewayInfo>;
  readonly onReady: (shard: number) => void;
  /** Called when a connection ended, or could not be had. */
  readonly onLost: (shard: number, why: string) => void;
  readonly time: RealTime;
}

/**
 * Keeps a shard connected, until Discord closes it for good.
 *
 * @returns how it ended then; rejects when `signal` breaks it off
 */
export async function keepShard(parts: ShardKeeperParts, signal: AbortSignal): Promise<ShardEnd> {
  const { gateway, id, onLost, onReady, time } = parts;
  let session: SessionInfo | null = null;
  let [failures, shorts, lostAt] = [0, 0, time.now()];
  for (;;) {
    await time.sleep(pauseBefore(failures, shorts), signal);
    if (isGivenUp(failures, time.now() - lostAt)) session = null;
    const info: GatewayInfo = await gateway(session === null && failures > 0);
    signal.throwIfAborted();
    let begun = time.now();
    const ready = () => {
      begun = time.now();
      onReady(id);
    };
    const end: ShardEnd = await holdConnection({ ...parts, gateway: info, onReady: ready }, session, signal);
    signal.throwIfAborted();
    onLost(id, end.why);
    if (end.code !== undefined && FINAL.includes(end.code)) return end;
    session = end.session;
    if (!end.wasReady) failures += 1;
    else {
      shorts = time.now() - begun < SHORT ? shorts + 1 : 0;
      [failures, lostAt] = [0, time.now()];
    }
  }
}

/** Milliseconds before the next connection, after so many that failed, or whose sessions were short. Pure. */
export function pauseBefore(failures: number, shorts: number): number {
  const many = Math.max(failures, shorts - FREE_SHORTS);
  return many <= 0 ? 0 : doubling(PAUSE.first, many - 1, PAUSE.most);
}

/** Whether a session is not asked for any more, after so many failures to resume it and so many milliseconds. Pure. */
export function isGivenUp(failures: number, away: number): boolean {
  return failures >= RESUME.attempts || (failures > 0 && away >= RESUME.within);
}
