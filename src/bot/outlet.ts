import { setTimeout as sleep } from "node:timers/promises";
import { RESTJSONErrorCodes as Codes, Routes, ThreadAutoArchiveDuration } from "discord-api-types/v10";
import type { Log } from "../log.ts";
import { FLAWS } from "../render/obstacles.ts";
import { hasPicture, withoutPictures } from "../render/picture.ts";
import type { Reply } from "../render/reply.ts";
import { isForum } from "../schedule/place.ts";
import type { Edited, Outlet, Place, Post, Posted, Sent, StepFailure } from "../schedule/ports.ts";
import { toFailure } from "./failure.ts";
import { withGate } from "./gate.ts";
import { limited } from "./limited.ts";
import { toBody } from "./message.ts";
import { writeBody } from "./multipart.ts";
import { createPostSearch, leadIn, type PostSearchParts } from "./post-search.ts";
import { isOfPicture, isUnreached, toSent, toUneditable } from "./refusal.ts";
import type { Rest } from "./rest.ts";

/** How many times a post is sent again at once that could not leave, for Discord was not reached. */
const QUICK_REPEATS = 3;

/** Milliseconds before each of them. */
const QUICK_PAUSE = 200;

/** Discord's limit on a thread's name. */
const MAX_TITLE = 100;

/** What an attempt before this one may have done. */
const DONE_ALREADY: readonly number[] = [Codes.ThisMessageWasAlreadyCrossposted, Codes.ThreadAlreadyCreatedForMessage];

/** From anything else, such as a proxy's 403, nothing follows. */
const NOT_IN_SERVER: readonly number[] = [Codes.UnknownGuild, Codes.MissingAccess];

export interface OutletParts extends PostSearchParts {
  /** It repeats no request by itself: how each one of a post ended tells whether a message may stand there. */
  readonly restOnce: Rest;
  readonly log: Log;
}

/** Posts to Discord's channels. */
export function createOutlet(parts: OutletParts): Outlet {
  const { log, rest, restOnce } = parts;
  return {
    send: (place, post, signal, stands) =>
      limited(signal, (limit) => send(place, post, limit, stands)).catch(toUnposted),

    find: createPostSearch(parts),

    publish: ({ messageId, placeId }, signal) =>
      tryStep(signal, mends("Send Messages", FLAWS.unpublished), (limit) =>
        rest.post(Routes.channelMessageCrosspost(placeId, messageId), { body: {}, signal: limit }),
      ),

    startThread: ({ messageId, placeId }, title, signal) =>
      tryStep(signal, mends("Create Public Threads", FLAWS.threadless), (limit) =>
        rest.post(Routes.threads(placeId, messageId), { body: threadOf(title), signal: limit }),
      ),

    async answers(signal) {
      try {
        await limited(signal, () => rest.get(Routes.gateway()));
        return true;
      } catch (error) {
        return toFailure(error).status !== undefined;
      }
    },

    async reaches(guildId, signal) {
      try {
        await limited(signal, () => rest.get(Routes.guild(guildId)));
        return true;
      } catch (error) {
        return NOT_IN_SERVER.includes(Number(toFailure(error).code)) ? false : undefined;
      }
    },

    async tell(userId, message, nonce, signal) {
      try {
        await limited(signal, () => tellPrivately(userId, message, nonce));
        return "told";
      } catch (error) {
        log.info({ err: error, user: userId }, "a moderator could not be told");
        return toUnposted(error).outcome === "refused" ? "refused" : "unsure";
      }
    },

    write: (channelId, message, nonce, signal) =>
      tryStep(signal, {}, (limit) => writeOnce(channelId, message, nonce, limit)),

    edit: (posted, message, signal) => limited(signal, (limit) => edit(posted, message, limit)).catch(toUnedited),
  };

  /**
   * Sends again at once only what did not leave: a request that was cut off may still be carried out, and Discord does
   * not say that it looks for a nonce and takes the post in one step.
   */
  async function send(place: Place, post: Post, limit: AbortSignal, stands = async () => true): Promise<Sent> {
    const write = isForum(place.channelType) ? writeThread : writeMessage;
    for (let repeats = 0; ; repeats++) {
      try {
        return { outcome: "posted", ...(await withGate(stands, () => write(place, post, limit))) };
      } catch (error) {
        const failure = toFailure(error);
        // What was refused stands nowhere: it may go at once without what it was refused for.
        if (hasPicture(post.message) && isOfPicture(failure)) {
          const { code, status } = failure;
          log.info({ channel: place.channelId, code, status }, "a post goes out without its picture");
          return send(place, { ...post, message: withoutPictures(post.message) }, limit, stands);
        }
        if (!isUnreached(failure) || repeats === QUICK_REPEATS || limit.aborted) return toUnposted(error);
      }
      await sleep(QUICK_PAUSE);
    }
  }

  async function writeMessage(
    { channelId }: Place,
    { deliveryId, message }: Post,
    signal: AbortSignal,
  ): Promise<Posted> {
    const body = { ...toBody(message), nonce: deliveryId, enforce_nonce: true };
    const made = await restOnce.post(Routes.channelMessages(channelId), { ...writeBody(body, message.files), signal });
    // It may be one that was sent before, with another lead.
    return { messageId: idOf(made), placeId: channelId, leadId: leadIn(made, deliveryId) };
  }

  /** A forum's post: a thread whose first message has the thread's own id. */
  async function writeThread({ channelId }: Place, { message, title }: Post, signal: AbortSignal): Promise<Posted> {
    const body = { ...threadOf(title), message: toBody(message) };
    const id = idOf(await restOnce.post(Routes.threads(channelId), { ...writeBody(body, message.files), signal }));
    return { messageId: id, placeId: id };
  }

  /** With its picture, or without where Discord does not take that. */
  async function edit(posted: Posted, message: Reply, limit: AbortSignal): Promise<Edited> {
    try {
      await rewrite(posted, message, limit);
      return { outcome: "edited" };
    } catch (error) {
      if (!hasPicture(message) || !isOfPicture(toFailure(error))) return toUnedited(error);
      return edit(posted, withoutPictures(message), limit);
    }
  }

  async function rewrite({ messageId, placeId }: Posted, message: Reply, signal: AbortSignal): Promise<void> {
    // What is not named among the files that it has goes.
    const body = { attachments: [], ...toBody(message) };
    const made = await restOnce.patch(Routes.channelMessage(placeId, messageId), {
      ...writeBody(body, message.files),
      signal,
    });
    // Whatever else answers in Discord's place has edited nothing.
    if (idOf(made) !== messageId) throw new Error("the answer is of another message");
  }

  async function tellPrivately(userId: string, message: Reply, nonce: string): Promise<void> {
    const channelId = idOf(await rest.post(Routes.userChannels(), { body: { recipient_id: userId } }));
    await writeOnce(channelId, message, nonce);
  }

  async function writeOnce(channelId: string, message: Reply, nonce: string, signal?: AbortSignal): Promise<void> {
    const body = { ...toBody(message), nonce, enforce_nonce: true };
    await restOnce.post(Routes.channelMessages(channelId), { body, ...(signal && { signal }) });
  }
}

function threadOf(title: string) {
  return { name: title.slice(0, MAX_TITLE), auto_archive_duration: ThreadAutoArchiveDuration.OneDay };
}

/** What to say of a step by Discord's code: where the bot may not, and where the channel's kind has no such thing. */
function mends(permission: string, otherKind: string): Readonly<Record<number, string>> {
  const mayNot = `allow ${permission} for my role there`;
  return {
    [Codes.MissingAccess]: mayNot,
    [Codes.MissingPermissions]: mayNot,
    [Codes.CannotExecuteActionOnThisChannelType]: otherKind,
  };
}

/** @returns why it failed; `undefined` when it did not, or was done already */
async function tryStep(
  signal: AbortSignal,
  mendBy: Readonly<Record<number, string>>,
  act: (limit: AbortSignal) => Promise<unknown>,
): Promise<StepFailure | undefined> {
  try {
    await limited(signal, act);
    return undefined;
  } catch (error) {
    const code = Number(toFailure(error).code);
    if (DONE_ALREADY.includes(code)) return undefined;
    const mend = mendBy[code];
    if (mend !== undefined) return { reason: mend, passing: false };
    const { outcome, reason } = toUnposted(error);
    return { reason, passing: outcome !== "refused" };
  }
}

function toUnedited(error: unknown): Edited {
  return toUneditable(toFailure(error));
}

function toUnposted(error: unknown): ReturnType<typeof toSent> {
  return toSent(toFailure(error));
}

/** The id of what was made. @throws {Error} when the answer has none: something in between gave it, not Discord */
function idOf(made: unknown): string {
  const { id } = (made ?? {}) as { readonly id?: unknown };
  if (typeof id === "string" && /^\d+$/.test(id)) return id;
  throw new Error("the answer is not Discord's");
}
