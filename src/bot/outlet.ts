import {
  type APIChannel,
  type APIMessage,
  type APIThreadChannel,
  PermissionFlagsBits,
  Routes,
  ThreadAutoArchiveDuration,
} from "discord-api-types/v10";
import type { Log } from "../log.ts";
import type { Reply } from "../render/reply.ts";
import { ATTEMPT_LIMIT } from "../schedule/delivery.ts";
import { isForum } from "../schedule/place.ts";
import type { Found, Outlet, Place, Post, Posted } from "../schedule/ports.ts";
import type { Inspector } from "./command.ts";
import { toFailure } from "./failure.ts";
import { toBody } from "./message.ts";
import { toSent } from "./refusal.ts";
import type { Rest } from "./rest.ts";

/** How many pages of 100 messages are searched for a post. */
const PAGES_SEARCHED = 10;

/** Discord's limit on a thread's name. */
const MAX_TITLE = 100;

/** How far this machine's clock may be ahead of Discord's, whose ids carry the time. */
const CLOCK_ERROR = Temporal.Duration.from({ minutes: 15 });

/** A message that was published, or has its thread: what an attempt before this one may have done. */
const DONE_ALREADY: readonly number[] = [40033, 160004];

/** Discord counts the milliseconds in its ids from 2015. */
const DISCORD_EPOCH = 1_420_070_400_000n;

export interface OutletParts {
  readonly rest: Rest;
  /** The same, but it never repeats a request by itself: for those that no nonce protects. */
  readonly restOnce: Rest;
  readonly inspector: Inspector;
  /** The bot's own user id, by which it knows its own messages. */
  readonly botId: string;
  readonly log: Log;
}

/** Posts to Discord's channels. */
export function createOutlet({ botId, inspector, log, rest, restOnce }: OutletParts): Outlet {
  return {
    async send(place, post, signal) {
      const limit = AbortSignal.any([signal, attemptLimit()]);
      try {
        const posting = isForum(place.channelType) ? startPost(place, post, limit) : write(place, post, limit);
        const posted = await within(posting, limit);
        return { outcome: "posted", ...posted };
      } catch (error) {
        return toSent(toFailure(error));
      }
    },

    async find(place, since, deliveryId) {
      try {
        const search = isForum(place.channelType) ? searchForum : searchChannel;
        const from = snowflakeAt(since.subtract(CLOCK_ERROR));
        return await within(search(place, from, deliveryId), attemptLimit());
      } catch (error) {
        const { status } = toFailure(error);
        if (status === 403 || status === 404) return "unreadable";
        throw error;
      }
    },

    publish: ({ messageId, placeId }) =>
      orReason((signal) => rest.post(Routes.channelMessageCrosspost(placeId, messageId), { body: {}, signal })),

    startThread: ({ messageId, placeId }, title) =>
      orReason((signal) => rest.post(Routes.threads(placeId, messageId), { body: threadOf(title), signal })),

    async reaches(guildId) {
      try {
        await within(rest.get(Routes.guild(guildId)), attemptLimit());
        return true;
      } catch (error) {
        const { status } = toFailure(error);
        return status !== 403 && status !== 404;
      }
    },

    async tell(userId, message) {
      try {
        await within(tellPrivately(userId, message), attemptLimit());
      } catch (error) {
        log.info({ err: error, user: userId }, "a moderator could not be told");
      }
    },
  };

  async function write({ channelId }: Place, { deliveryId, message }: Post, signal: AbortSignal): Promise<Posted> {
    const body = { ...toBody(message), nonce: deliveryId, enforce_nonce: true };
    const { id } = (await rest.post(Routes.channelMessages(channelId), { body, signal })) as APIMessage;
    return { messageId: id, placeId: channelId };
  }

  async function tellPrivately(userId: string, message: Reply): Promise<void> {
    const channel = (await rest.post(Routes.userChannels(), { body: { recipient_id: userId } })) as { id: string };
    await rest.post(Routes.channelMessages(channel.id), { body: toBody(message) });
  }

  /** A forum's post: a thread whose first message has the thread's own id. Discord knows no nonce for these. */
  async function startPost({ channelId }: Place, { message, title }: Post, signal: AbortSignal): Promise<Posted> {
    const body = { ...threadOf(title), message: toBody(message) };
    const { id } = (await restOnce.post(Routes.threads(channelId), { body, signal })) as APIChannel;
    return { messageId: id, placeId: id };
  }

  async function searchChannel({ channelId, guildId }: Place, since: string, deliveryId: string): Promise<Found> {
    let after = since;
    for (let pages = 0; pages < PAGES_SEARCHED; pages++) {
      const messages = await messagesOf(channelId, { after, limit: "100" });
      const post = messages.find((it) => isOurs(it, deliveryId));
      if (post !== undefined) return { messageId: post.id, placeId: channelId };
      if (messages.length === 0 && pages === 0) return (await isReadable(guildId, channelId)) ? "absent" : "unreadable";
      if (messages.length < 100) return "absent";
      after = messages.reduce((latest, { id }) => (BigInt(id) > BigInt(latest) ? id : latest), after);
    }
    return "unreadable";
  }

  async function searchForum({ channelId, guildId }: Place, since: string, deliveryId: string): Promise<Found> {
    const { threads } = (await rest.get(Routes.guildActiveThreads(guildId))) as { threads: APIThreadChannel[] };
    const ours = threads.filter(
      (it) => it.parent_id === channelId && it.owner_id === botId && BigInt(it.id) > BigInt(since),
    );
    for (const { id } of ours) {
      const first = (await rest.get(Routes.channelMessage(id, id))) as APIMessage;
      if (isOurs(first, deliveryId)) return { messageId: id, placeId: id };
    }
    return "absent";
  }

  function isOurs({ author, components }: APIMessage, deliveryId: string): boolean {
    return author.id === botId && JSON.stringify(components ?? []).includes(deliveryId);
  }

  /** Without Read Message History Discord answers with no messages, not with an error. */
  async function isReadable(guildId: string, channelId: string): Promise<boolean> {
    const bits = (await inspector.permissions(guildId, [channelId])).get(channelId);
    return typeof bits === "bigint" && (bits & PermissionFlagsBits.ReadMessageHistory) !== 0n;
  }

  async function messagesOf(channelId: string, query: Record<string, string>): Promise<APIMessage[]> {
    return (await rest.get(Routes.channelMessages(channelId), { query: new URLSearchParams(query) })) as APIMessage[];
  }
}

function threadOf(title: string) {
  return { name: title.slice(0, MAX_TITLE), auto_archive_duration: ThreadAutoArchiveDuration.OneDay };
}

/** @returns why it failed; `undefined` when it did not, or was done already */
async function orReason(act: (signal: AbortSignal) => Promise<unknown>): Promise<string | undefined> {
  const limit = attemptLimit();
  try {
    await within(act(limit), limit);
    return undefined;
  } catch (error) {
    const { code, message } = toFailure(error);
    return DONE_ALREADY.includes(Number(code)) ? undefined : message;
  }
}

function attemptLimit(): AbortSignal {
  return AbortSignal.timeout(ATTEMPT_LIMIT.total("milliseconds"));
}

/** Waits no longer than that: discord.js sleeps out a rate limit whatever its signal says. */
async function within<Result>(result: Promise<Result>, limit: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(limit.reason);
  if (limit.aborted) giveUp();
  limit.addEventListener("abort", giveUp, { once: true });
  try {
    return await Promise.race([result, promise]);
  } finally {
    limit.removeEventListener("abort", giveUp);
  }
}

/** The id that a message made at that moment would have at the least. */
function snowflakeAt(instant: Temporal.Instant): string {
  return ((BigInt(instant.epochMilliseconds) - DISCORD_EPOCH) << 22n).toString();
}
