import { type APIMessage, type APIThreadChannel, RESTJSONErrorCodes, Routes } from "discord-api-types/v10";
import type { TimeWitness } from "../clock.ts";
import { readPostButton } from "../render/fact.ts";
import { canLookBack, isForum } from "../schedule/place.ts";
import type { Found, Outlet, Place } from "../schedule/ports.ts";
import { toFailure } from "./failure.ts";
import { limited } from "./limited.ts";
import { PAGE, type ReadPage, walkBack, walkOn } from "./message-walk.ts";
import { isLasting } from "./refusal.ts";
import type { Rest } from "./rest.ts";
import type { Inspector } from "./tools.ts";

/** How many pages are searched for a post. */
const PAGES_SEARCHED = 30;

/** How far this machine's clock may be from Discord's beyond what is known of that. */
const CLOCK_ERROR = Temporal.Duration.from({ minutes: 15 });

/** Discord counts the milliseconds in its ids from 2015. */
const DISCORD_EPOCH = 1_420_070_400_000n;

const AGREED = { earliest: (shown: Temporal.Instant) => shown, latest: (shown: Temporal.Instant) => shown };

/** Ids between which a message is looked for, from one of them on. */
interface Span {
  readonly after: bigint;
  readonly before: bigint | undefined;
  readonly likely: bigint;
}

export interface PostSearchParts {
  readonly rest: Rest;
  readonly inspector: Inspector;
  /** The bot's own user id, by which it knows its own messages; throws while it is not known. */
  readonly botId: () => string;
  /** What this machine's clock showed, by Discord's, whose ids carry the time; by default, the two agree. */
  readonly witness?: Pick<TimeWitness, "earliest" | "latest">;
}

/** Looks for posts in Discord's channels, by the delivery id that their buttons carry. */
export function createPostSearch({ botId, inspector, rest, witness = AGREED }: PostSearchParts): Outlet["find"] {
  return async (place, made, deliveryId, signal) => {
    const span = {
      after: snowflakeAt(witness.earliest(made.since).subtract(CLOCK_ERROR)),
      before: made.until && snowflakeAt(witness.latest(made.until).add(CLOCK_ERROR)),
      likely: snowflakeAt(witness.earliest(made.likely)),
    };
    try {
      const search = isForum(place.channelType) ? searchForum : searchChannel;
      return await limited(signal, () => search(place, span, deliveryId));
    } catch (error) {
      if (isLasting(toFailure(error))) return "refused";
      throw error;
    }
  };

  /** One that was never tried is after all that was said before: the newest page tells, where it reaches back so far. */
  async function searchChannel({ channelId, guildId }: Place, span: Span, deliveryId: string): Promise<Found> {
    const newest = span.before === undefined ? await messagesOf(channelId, { limit: String(PAGE) }) : [];
    const post = newest.find((it) => isOurs(it, deliveryId));
    if (post !== undefined) return foundIn(post, channelId, deliveryId);
    if (newest.some(({ id }) => BigInt(id) < span.after)) return "absent";
    if (span.before !== undefined || newest.length === PAGE) return walk(channelId, guildId, span, deliveryId);
    return newest.length > 0 || (await mayLookBack(guildId, channelId)) ? "absent" : "unreadable";
  }

  /** Page by page, on from when it most likely was made and back from there by turns: few channels need a second. */
  async function walk(channelId: string, guildId: string, span: Span, deliveryId: string): Promise<Found> {
    const read: ReadPage = (side, id) => messagesOf(channelId, { [side]: id, limit: String(PAGE) });
    const walks = [walkOn(read, span.likely, span.before), walkBack(read, span.likely, span.after)];
    let seen = 0;
    // Of what has no end the newest page was read before.
    for (let pages = span.before === undefined ? 1 : 0; pages < PAGES_SEARCHED; pages++) {
      const open = walks.filter(({ over }) => !over());
      const walk = open[pages % open.length];
      if (walk === undefined) return seen > 0 || (await isReadable(guildId, channelId)) ? "absent" : "unreadable";
      const messages = await walk.next();
      const post = messages.find((it) => isOurs(it, deliveryId));
      if (post !== undefined) return foundIn(post, channelId, deliveryId);
      seen += messages.length;
    }
    return walks.every(({ over }) => over()) ? "absent" : "buried";
  }

  async function searchForum({ channelId, guildId }: Place, { after }: Span, deliveryId: string): Promise<Found> {
    const ours = (await threadsOf(guildId, channelId)).filter(
      (it) => it.parent_id === channelId && it.owner_id === botId() && BigInt(it.id) > after,
    );
    for (const { id } of ours) {
      const first = await firstMessage(id);
      if (first !== undefined && isOurs(first, deliveryId)) return foundAt(id, id, leadIn(first, deliveryId));
    }
    return "absent";
  }

  /** Of a thread; `undefined` where it was deleted. */
  async function firstMessage(threadId: string): Promise<APIMessage | undefined> {
    try {
      return (await rest.get(Routes.channelMessage(threadId, threadId))) as APIMessage;
    } catch (error) {
      if (toFailure(error).code === RESTJSONErrorCodes.UnknownMessage) return undefined;
      throw error;
    }
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
    return author.id === botId() && JSON.stringify(components ?? []).includes(deliveryId);
  }

  async function isReadable(guildId: string, channelId: string): Promise<boolean> {
    return (await messagesOf(channelId, { limit: "1" })).length > 0 || mayLookBack(guildId, channelId);
  }

  /** Without Read Message History Discord answers with no messages, not with an error. */
  async function mayLookBack(guildId: string, channelId: string): Promise<boolean> {
    const place = (await inspector.inspect(guildId, [channelId])).get(channelId);
    if (place === undefined || typeof place === "string") throw new Error(`nothing is learnt of the channel: ${place}`);
    return canLookBack(place.permissions);
  }

  async function messagesOf(channelId: string, query: Record<string, string>): Promise<APIMessage[]> {
    return (await rest.get(Routes.channelMessages(channelId), { query: new URLSearchParams(query) })) as APIMessage[];
  }
}

/** The fact that leads a post, as its button says; `undefined` where it does not, or it is not that delivery's. */
export function leadIn(message: unknown, deliveryId: string): string | undefined {
  let lead: string | undefined;
  JSON.stringify(message, (key, value) => {
    if (key === "custom_id") lead ??= readPostButton(String(value), deliveryId);
    return value;
  });
  return lead;
}

function foundIn(post: APIMessage, channelId: string, deliveryId: string): Found {
  return foundAt(post.id, channelId, leadIn(post, deliveryId));
}

function foundAt(messageId: string, placeId: string, leadId: string | undefined): Found {
  const at = Temporal.Instant.fromEpochMilliseconds(Number((BigInt(messageId) >> 22n) + DISCORD_EPOCH));
  return { messageId, placeId, leadId, at };
}

/** The id that a message made at that moment would have at the least. */
function snowflakeAt(instant: Temporal.Instant): bigint {
  return (BigInt(instant.epochMilliseconds) - DISCORD_EPOCH) << 22n;
}
