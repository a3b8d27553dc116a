import { setTimeout as sleep } from "node:timers/promises";
import { type APIMessage, type APIThreadChannel, Routes, ThreadAutoArchiveDuration } from "discord-api-types/v10";
import type { Log } from "../log.ts";
import type { Reply } from "../render/reply.ts";
import { ATTEMPT_LIMIT } from "../schedule/delivery.ts";
import { canLookBack, isForum } from "../schedule/place.ts";
import type { Found, Outlet, Place, Post, Posted, Sent, StepFailure } from "../schedule/ports.ts";
import type { Inspector } from "./command.ts";
import { toFailure } from "./failure.ts";
import { toBody } from "./message.ts";
import { toSent } from "./refusal.ts";
import type { Rest } from "./rest.ts";

/** How many pages of 100 messages are searched for a post. */
const PAGES_SEARCHED = 30;

/** How many times a message whose fate is not known is sent again at once, with its nonce, and milliseconds before each. */
const QUICK_REPEATS = 2;
const QUICK_PAUSE = 200;

/** Discord's limit on a thread's name. */
const MAX_TITLE = 100;

/** How far this machine's clock may be ahead of Discord's, whose ids carry the time. */
const CLOCK_ERROR = Temporal.Duration.from({ minutes: 15 });

/** A message that was published, or has its thread: what an attempt before this one may have done. */
const DONE_ALREADY: readonly number[] = [40033, 160004];

/** Unknown Guild, Missing Access: from anything else, such as a proxy's 403, nothing follows. */
const NOT_IN_SERVER: readonly number[] = [10004, 50001];

/** Missing Access, Missing Permissions. */
const MAY_NOT: readonly number[] = [50001, 50013];

/** Discord counts the milliseconds in its ids from 2015. */
const DISCORD_EPOCH = 1_420_070_400_000n;

/** Ids between which a message is looked for. */
interface Span {
  readonly after: string;
  readonly before: string | undefined;
}

export interface OutletParts {
  readonly rest: Rest;
  /**
   * The same, but it never repeats a request by itself: for posts, as how each try ended tells whether a message may
   * stand there.
   */
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
      const first = await sendOnce(place, post, limit);
      // Discord knows no nonce for a forum's posts.
      if (first.outcome !== "unsure" || isForum(place.channelType)) return first;
      for (let again = 0; again < QUICK_REPEATS && !limit.aborted; again++) {
        await sleep(QUICK_PAUSE);
        const sent = await sendOnce(place, post, limit);
        if (sent.outcome === "posted") return sent;
      }
      // Also where it was refused in the end: the first may have left a message.
      return first;
    },

    async find(place, made, deliveryId, signal) {
      const limit = AbortSignal.any([signal, attemptLimit()]);
      const span = {
        after: snowflakeAt(made.since.subtract(CLOCK_ERROR)),
        before: made.until && snowflakeAt(made.until.add(CLOCK_ERROR)),
      };
      try {
        const search = isForum(place.channelType) ? searchForum : searchChannel;
        return await within(search(place, span, deliveryId), limit);
      } catch (error) {
        const { code, status } = toFailure(error);
        // Without Discord's own code it comes from something in between, and says nothing of the channel.
        if ((status === 403 || status === 404) && Number.isInteger(code)) return "unreadable";
        throw error;
      }
    },

    publish: ({ messageId, placeId }, signal) =>
      orFailure(
        (limit) => rest.post(Routes.channelMessageCrosspost(placeId, messageId), { body: {}, signal: limit }),
        "allow Send Messages for my role there",
        signal,
      ),

    startThread: ({ messageId, placeId }, title, signal) =>
      orFailure(
        (limit) => rest.post(Routes.threads(placeId, messageId), { body: threadOf(title), signal: limit }),
        "allow Create Public Threads for my role there",
        signal,
      ),

    async reaches(guildId, signal) {
      const limit = AbortSignal.any([signal, attemptLimit()]);
      try {
        await within(rest.get(Routes.guild(guildId)), limit);
        return true;
      } catch (error) {
        return NOT_IN_SERVER.includes(Number(toFailure(error).code)) ? false : undefined;
      }
    },

    async tell(userId, message, nonce, signal) {
      const limit = AbortSignal.any([signal, attemptLimit()]);
      try {
        await within(tellPrivately(userId, message, nonce), limit);
        return "told";
      } catch (error) {
        log.info({ err: error, user: userId }, "a moderator could not be told");
        return toSent(toFailure(error)).outcome === "refused" ? "refused" : "unsure";
      }
    },
  };

  async function sendOnce(place: Place, post: Post, limit: AbortSignal): Promise<Sent> {
    try {
      const posting = isForum(place.channelType) ? startPost(place, post, limit) : write(place, post, limit);
      return { outcome: "posted", ...(await within(posting, limit)) };
    } catch (error) {
      return toSent(toFailure(error));
    }
  }

  async function write({ channelId }: Place, { deliveryId, message }: Post, signal: AbortSignal): Promise<Posted> {
    const body = { ...toBody(message), nonce: deliveryId, enforce_nonce: true };
    const messageId = idOf(await restOnce.post(Routes.channelMessages(channelId), { body, signal }));
    return { messageId, placeId: channelId };
  }

  async function tellPrivately(userId: string, message: Reply, nonce: string): Promise<void> {
    const channelId = idOf(await rest.post(Routes.userChannels(), { body: { recipient_id: userId } }));
    const body = { ...toBody(message), nonce, enforce_nonce: true };
    await rest.post(Routes.channelMessages(channelId), { body });
  }

  /** A forum's post: a thread whose first message has the thread's own id. Discord knows no nonce for these. */
  async function startPost({ channelId }: Place, { message, title }: Post, signal: AbortSignal): Promise<Posted> {
    const body = { ...threadOf(title), message: toBody(message) };
    const id = idOf(await restOnce.post(Routes.threads(channelId), { body, signal }));
    return { messageId: id, placeId: id };
  }

  async function searchChannel(
    { channelId, guildId }: Place,
    { after, before }: Span,
    deliveryId: string,
  ): Promise<Found> {
    let last = after;
    for (let pages = 0; pages < PAGES_SEARCHED; pages++) {
      const messages = await messagesOf(channelId, { after: last, limit: "100" });
      const post = messages.find((it) => isOurs(it, deliveryId));
      if (post !== undefined) return foundAt(post.id, channelId);
      if (messages.length === 0 && pages === 0) return (await isReadable(guildId, channelId)) ? "absent" : "unreadable";
      last = messages.reduce((latest, { id }) => (BigInt(id) > BigInt(latest) ? id : latest), last);
      if (messages.length < 100 || (before !== undefined && BigInt(last) > BigInt(before))) return "absent";
    }
    return "unreadable";
  }

  async function searchForum({ channelId, guildId }: Place, { after }: Span, deliveryId: string): Promise<Found> {
    const ours = (await threadsOf(guildId, channelId)).filter(
      (it) => it.parent_id === channelId && it.owner_id === botId && BigInt(it.id) > BigInt(after),
    );
    for (const { id } of ours) {
      const first = (await rest.get(Routes.channelMessage(id, id))) as APIMessage;
      if (isOurs(first, deliveryId)) return foundAt(id, id);
    }
    return "absent";
  }

  /** Open ones, and those of the forum that were closed last. */
  async function threadsOf(guildId: string, channelId: string): Promise<readonly APIThreadChannel[]> {
    const lists = await Promise.all([
      rest.get(Routes.guildActiveThreads(guildId)),
      rest.get(Routes.channelThreads(channelId, "public")),
    ]);
    return lists.flatMap((it) => (it as { threads: APIThreadChannel[] }).threads);
  }

  function isOurs({ author, components }: APIMessage, deliveryId: string): boolean {
    return author.id === botId && JSON.stringify(components ?? []).includes(deliveryId);
  }

  /** Without Read Message History Discord answers with no messages, not with an error. */
  async function isReadable(guildId: string, channelId: string): Promise<boolean> {
    if ((await messagesOf(channelId, { limit: "1" })).length > 0) return true;
    const place = (await inspector.inspect(guildId, [channelId])).get(channelId);
    if (place === undefined || typeof place === "string") throw new Error(`nothing is learnt of the channel: ${place}`);
    return canLookBack(place.permissions);
  }

  async function messagesOf(channelId: string, query: Record<string, string>): Promise<APIMessage[]> {
    return (await rest.get(Routes.channelMessages(channelId), { query: new URLSearchParams(query) })) as APIMessage[];
  }
}

function threadOf(title: string) {
  return { name: title.slice(0, MAX_TITLE), auto_archive_duration: ThreadAutoArchiveDuration.OneDay };
}

/** @returns why it failed; `undefined` when it did not, or was done already */
async function orFailure(
  act: (signal: AbortSignal) => Promise<unknown>,
  mend: string,
  signal: AbortSignal,
): Promise<StepFailure | undefined> {
  const limit = AbortSignal.any([signal, attemptLimit()]);
  try {
    await within(act(limit), limit);
    return undefined;
  } catch (error) {
    const failure = toFailure(error);
    if (DONE_ALREADY.includes(Number(failure.code))) return undefined;
    if (MAY_NOT.includes(Number(failure.code))) return { reason: mend, passing: false };
    const sent = toSent(failure);
    return { reason: "reason" in sent ? sent.reason : failure.message, passing: sent.outcome !== "refused" };
  }
}

/** The id of what was made. @throws {Error} when the answer has none: something in between gave it, not Discord */
function idOf(made: unknown): string {
  const { id } = (made ?? {}) as { readonly id?: unknown };
  if (typeof id === "string" && /^\d+$/.test(id)) return id;
  throw new Error("the answer is not Discord's");
}

function foundAt(messageId: string, placeId: string): Found {
  const at = Temporal.Instant.fromEpochMilliseconds(Number((BigInt(messageId) >> 22n) + DISCORD_EPOCH));
  return { messageId, placeId, at };
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
