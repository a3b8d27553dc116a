import { setTimeout as sleep } from "node:timers/promises";
import type { Channel } from "../../playground/discord/inhabitants.ts";
import type { LocalDiscord } from "../../playground/discord/local-discord.ts";
import { deliveryId } from "../../src/schedule/delivery.ts";

/** The posts of one day, as Discord takes them. */
export interface Posts {
  /** When each was taken, by `performance.now()`, in order. */
  readonly times: readonly number[];
  /** Resolves when each channel has its post, or the milliseconds are over. */
  done(limit: number): Promise<unknown>;
  /** What stands in the channels, by the delivery id in the posts' buttons. */
  count(): { readonly missing: number; readonly doubled: number };
}

export function watchPosts(
  { wire, world }: LocalDiscord,
  channels: readonly Channel[],
  day: Temporal.PlainDate,
): Posts {
  const times: number[] = [];
  const all = Promise.withResolvers<void>();
  const waiting = new Set(channels.map(({ id }) => id));
  wire.subscribe((entry) => {
    if (entry.kind !== "request" || entry.method !== "POST" || entry.status !== 200) return;
    const [, , channelId = "", what] = entry.path.split("/");
    // One that is sent again within the nonce's time is the same post.
    if (what !== "messages" || !waiting.delete(channelId)) return;
    times.push(performance.now());
    if (waiting.size === 0) all.resolve();
  });
  return {
    times,
    done: (limit) => Promise.race([all.promise, sleep(limit, undefined, { ref: false })]),
    count() {
      const found = channels.map((channel) => {
        const id = deliveryId({ channelId: channel.id }, day);
        return world.messages(channel).filter((it) => JSON.stringify(it.components).includes(id)).length;
      });
      return {
        missing: found.filter((it) => it === 0).length,
        doubled: found.reduce((sum, it) => sum + Math.max(0, it - 1), 0),
      };
    },
  };
}
