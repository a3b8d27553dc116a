import {
  GatewayCloseCodes as Close,
  GatewayDispatchEvents as Events,
  type GatewayDispatchPayload,
} from "discord-api-types/v10";
import { ConfigError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { createAsker, tokenRefused } from "./asker.ts";
import { readGatewayInfo } from "./gateway-info.ts";
import { createOutages } from "./outages.ts";
import { doubling, type RealTime } from "./real-time.ts";
import { createSeldom } from "./seldom.ts";
import { createSessionStarts } from "./session-starts.ts";
import type { ShardConnectionParts, ShardEnd, ShardLimits } from "./shard-connection.ts";
import { keepShard } from "./shard-keeper.ts";

/** How long things take on the line. Milliseconds; tests have less patience. */
export interface GatewayPace extends ShardLimits {
  /** From one start of a session to the next. */
  readonly spacing: number;
  /** Without a connection, after which the log says so. */
  readonly told: number;
}

export const GATEWAY_PACE: GatewayPace = {
  handshake: 10_000,
  hello: 20_000,
  session: 30_000,
  spacing: 5250,
  told: 5000,
};

/** Milliseconds from one line in the log on what could not be read to the next. */
const TOLD_AGAIN = 60_000;

export interface GatewayParts extends Pick<ShardConnectionParts, "defaults" | "openShard" | "token"> {
  /** `undefined`: as many as Discord recommends. */
  readonly shards: { readonly count: number; readonly ids: readonly number[] } | undefined;
  /** Asks for `/gateway/bot`, until `signal` breaks it off. */
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
  /** Called with what READY brings, for each session. */
  readonly onSession: (ready: unknown) => void;
  readonly onInteraction: (payload: unknown) => void;
  readonly log: Log;
  readonly time: RealTime;
  readonly pace?: GatewayPace;
}

/** The connections to Discord's gateway, kept until it is disposed. */
export interface Gateway extends AsyncDisposable {
  /** Resolves when every shard has had its session. */
  readonly ready: Promise<void>;
  /** Resolves, with the reason, when Discord has closed a connection for good. */
  readonly lost: Promise<Error>;
  connected(): boolean;
  /** Why shards are not connected, a line each. */
  problems(): string[];
}

/** Connects, and waits for a Discord that cannot be reached. */
export function openGateway(parts: GatewayParts): Gateway {
  const { log, pace = GATEWAY_PACE, shards, time } = parts;
  const closing = new AbortController();
  const ready = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<Error>();
  const outages = createOutages(log, time, pace.told, ready.resolve);
  const askForGateway = (signal: AbortSignal) => parts.ask(signal).then(readGatewayInfo);
  const { ask, unanswered } = createAsker(askForGateway, log, time, closing.signal);
  const tellUnread = createSeldom(time, TOLD_AGAIN);
  const starts = createSessionStarts(() => ask(true), log, time, pace.spacing);
  const over = run().catch((error) => {
    if (!closing.signal.aborted) lost.resolve(error);
  });
  return {
    ready: ready.promise,
    lost: lost.promise,
    connected: outages.none,
    problems: () => [...unanswered(), ...outages.problems(starts.wait())],
    async [Symbol.asyncDispose]() {
      closing.abort();
      outages.stop();
      await over;
    },
  };

  /** All shards; anew, with as many as Discord then wants, when it wants more than there are. */
  async function run(): Promise<void> {
    for (let [times, least] = [0, 1]; ; times += 1) {
      const info = await ask(times > 0);
      starts.learn(info);
      const count = shards?.count ?? Math.max(info.shards, least);
      const end = await keepAll(count, shards?.ids ?? [...Array(count).keys()]);
      const reason = finalReason(end.code, shards !== undefined);
      if (reason !== undefined) throw reason;
      least = end.code === Close.ShardingRequired ? count * 2 : 1;
      log.warn({ shards: count }, "Discord wants other shards than these; asking how many");
      await time.sleep(doubling(pace.spacing, times, 600_000), closing.signal);
    }
  }

  /** @returns how the first ended that Discord closed for good; the others are closed then */
  async function keepAll(count: number, ids: readonly number[]): Promise<ShardEnd> {
    const anew = new AbortController();
    const signal = AbortSignal.any([anew.signal, closing.signal]);
    outages.expect(ids);
    const kept = ids.map((id) =>
      keepShard(
        {
          ...parts,
          ...{ id, count, limits: pace },
          gateway: ask,
          takeStart: starts.take,
          onReady: outages.over,
          onLost: outages.begin,
          onEvent: passOn,
        },
        signal,
      ),
    );
    try {
      return await Promise.race(kept);
    } finally {
      anew.abort();
      await Promise.allSettled(kept);
    }
  }

  /** Discord sends more than was asked for, and in forms that nobody knows: these alone are of use. */
  function passOn({ d, t }: GatewayDispatchPayload): void {
    try {
      if (t === Events.Ready) parts.onSession(d);
      else if (t === Events.InteractionCreate) parts.onInteraction(d);
    } catch (error) {
      if (tellUnread()) log.error({ err: error, event: t }, "an event could not be read");
    }
  }
}

/** Why it cannot go on; `undefined` where it can, with other shards. */
function finalReason(code: number | undefined, configured: boolean): Error | undefined {
  if (code === Close.AuthenticationFailed) return tokenRefused();
  if (code !== Close.InvalidShard && code !== Close.ShardingRequired)
    return new Error(`Discord closed the connection for good, with code ${code}`);
  if (!configured) return undefined;
  return new ConfigError("SHARD_COUNT and SHARD_IDS do not fit; leave both empty to do as Discord recommends");
}
