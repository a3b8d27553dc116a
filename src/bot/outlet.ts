import { type APIMessage, Routes } from "discord-api-types/v10";
import { ATTEMPT_LIMIT } from "../schedule/delivery.ts";
import type { Found, Outlet } from "../schedule/poster.ts";
import { toBody } from "./message.ts";
import { type Failure, toSent } from "./refusal.ts";

/** How many pages of 100 messages are searched for a post. */
const PAGES_SEARCHED = 10;

/** Discord counts the milliseconds in its ids from 2015. */
const DISCORD_EPOCH = 1_420_070_400_000n;

/** The part of discord.js's REST client that posts need. */
export interface Rest {
  get(route: `/${string}`, options?: { readonly query?: URLSearchParams }): Promise<unknown>;
  post(route: `/${string}`, options: { readonly body: unknown; readonly signal?: AbortSignal }): Promise<unknown>;
}

/**
 * Posts to Discord's channels.
 *
 * @param botId the bot's own user id, by which it knows its own messages
 */
export function createOutlet(rest: Rest, botId: string): Outlet {
  return {
    async send(channelId, post, nonce, signal) {
      try {
        const body = { ...toBody(post), nonce, enforce_nonce: true };
        const limit = AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_LIMIT.total("milliseconds"))]);
        const message = (await rest.post(Routes.channelMessages(channelId), { body, signal: limit })) as APIMessage;
        return { outcome: "posted", messageId: message.id };
      } catch (error) {
        return toSent(toFailure(error));
      }
    },

    async find(channelId, since, deliveryId) {
      try {
        return await search(channelId, since, deliveryId);
      } catch (error) {
        const { status } = toFailure(error);
        if (status === 403 || status === 404) return "unreadable";
        throw error;
      }
    },

    async tell(userId, message) {
      try {
        const channel = (await rest.post(Routes.userChannels(), { body: { recipient_id: userId } })) as { id: string };
        await rest.post(Routes.channelMessages(channel.id), { body: toBody(message) });
      } catch (error) {
        if (toFailure(error).status === undefined) throw error;
      }
    },
  };

  async function search(channelId: string, since: Temporal.Instant, deliveryId: string): Promise<Found> {
    let after = snowflakeAt(since.subtract({ seconds: 5 }));
    for (let pages = 0; pages < PAGES_SEARCHED; pages++) {
      const messages = await messagesOf(channelId, { after, limit: "100" });
      const post = messages.find(
        (it) => it.author.id === botId && JSON.stringify(it.components ?? []).includes(deliveryId),
      );
      if (post !== undefined) return { messageId: post.id };
      if (messages.length === 0 && pages === 0) return (await isReadable(channelId)) ? "absent" : "unreadable";
      if (messages.length < 100) return "absent";
      after = messages.reduce((latest, { id }) => (BigInt(id) > BigInt(latest) ? id : latest), after);
    }
    return "unreadable";
  }

  /** Without Read Message History Discord answers with no messages, not with an error: only one that is there tells. */
  async function isReadable(channelId: string): Promise<boolean> {
    return (await messagesOf(channelId, { limit: "1" })).length > 0;
  }

  async function messagesOf(channelId: string, query: Record<string, string>): Promise<APIMessage[]> {
    return (await rest.get(Routes.channelMessages(channelId), { query: new URLSearchParams(query) })) as APIMessage[];
  }
}

/** The id that a message made at that moment would have at the least. */
function snowflakeAt(instant: Temporal.Instant): string {
  return ((BigInt(instant.epochMilliseconds) - DISCORD_EPOCH) << 22n).toString();
}

/** discord.js's errors carry Discord's status and code; those of the network carry neither. */
function toFailure(error: unknown): Failure {
  const { code, status } = error as { code?: number | string; status?: number };
  const message = error instanceof Error ? error.message : String(error);
  return { status, code: status === undefined ? undefined : code, message };
}
