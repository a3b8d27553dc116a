import type { Reply } from "../render/reply.ts";
import { ATTEMPT_LIMIT } from "../schedule/delivery.ts";
import type { Outlet, Place, Posted } from "../schedule/ports.ts";

/** What the bot writes of its own accord to moderators and members, beside daily posts. None of it ever throws. */
export interface Desk {
  /**
   * Writes into a channel.
   *
   * @param title of the thread, where the channel is a forum
   * @param nonce a repeat with the same one soon after gives the first message; at most 25 characters
   * @returns `undefined` where it could not be written
   */
  post(place: Place, message: Reply, title: string, nonce: string): Promise<Posted | undefined>;
  /** Has such a message say something else; where it is gone, nothing happens. */
  change(posted: Posted, message: Reply): Promise<void>;
  /** Tells a person by direct message. @returns whether that person was told */
  tell(userId: string, message: Reply, nonce: string): Promise<boolean>;
}

export function createDesk(outlet: Pick<Outlet, "send" | "edit" | "tell">): Desk {
  const limit = () => AbortSignal.timeout(ATTEMPT_LIMIT.total("milliseconds"));
  return {
    async post(place, message, title, nonce) {
      const sent = await outlet.send(place, { message, title, deliveryId: nonce }, limit());
      return sent.outcome === "posted" ? sent : undefined;
    },
    async change(posted, message) {
      await outlet.edit(posted, message, limit());
    },
    tell: async (userId, message, nonce) => (await outlet.tell(userId, message, nonce, limit())) === "told",
  };
}
