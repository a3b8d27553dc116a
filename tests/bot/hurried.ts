import { setTimeout as sleep } from "node:timers/promises";
import type { LinePace } from "../../src/bot/connection.ts";
import { GATEWAY_PACE } from "../../src/bot/wire/gateway.ts";

/** A line to Discord whose pauses are that many times shorter, and which waits for Discord as said. */
export function hurried(times: number, patience: Partial<LinePace["gateway"]> = {}): LinePace {
  return {
    time: {
      now: () => performance.now() * times,
      sleep: (ms, signal) => sleep(Math.max(0, ms / times), undefined, { signal }),
    },
    gateway: { ...GATEWAY_PACE, ...patience },
  };
}
