import type { Reply } from "../render/reply.ts";
import type { ServerMemory } from "./choice.ts";
import type { DeliveryResult, Unfinished } from "./delivery.ts";
import type { DailyOrder } from "./order.ts";
import type { Due } from "./plan.ts";

/** How an attempt to post ended. */
export type Sent =
  | ({ readonly outcome: "posted" } & Posted)
  /** Discord will not take it however often it is asked; `lasting`: nor tomorrow, until someone mends it. */
  | { readonly outcome: "refused"; readonly reason: string; readonly lasting: boolean }
  /** It surely was not posted, but may be next time. */
  | { readonly outcome: "unsent"; readonly reason: string }
  /** It may have been posted. */
  | { readonly outcome: "unsure"; readonly reason: string };

/** Where a message stands: in the order's channel, or in the thread that was made for it. */
export interface Posted {
  readonly messageId: string;
  readonly placeId: string;
}

export type Found = Posted | "absent" | "unreadable";

/** A post as it goes out. */
export interface Post {
  readonly message: Reply;
  /** The title of the thread, where it needs one. */
  readonly title: string;
  /** See `deliveryId`. */
  readonly deliveryId: string;
}

/** A channel, as far as posting in it is concerned. */
export type Place = Pick<DailyOrder, "channelId" | "channelType" | "guildId">;

/** Where posts go: Discord, or a stand-in. */
export interface Outlet {
  /** Posts once, within the attempt limit; never throws. A repeat soon after gives the first message. */
  send(place: Place, post: Post, signal: AbortSignal): Promise<Sent>;
  /** Looks for the post that carries that delivery id among those made since then. Throws when Discord is out of reach. */
  find(place: Place, since: Temporal.Instant, deliveryId: string): Promise<Found>;
  /** Publishes a post to the channels that follow; never throws. @returns why it failed, `undefined` if it did not */
  publish(posted: Posted): Promise<string | undefined>;
  /** Starts a thread under a post; never throws. @returns why it failed, `undefined` if it did not */
  startThread(posted: Posted, title: string): Promise<string | undefined>;
  /** Whether the server can be reached at all; `true` when that cannot be learnt. Never throws. */
  reaches(guildId: string): Promise<boolean>;
  /** Tells a person by direct message; never throws, and what comes of it is not known. */
  tell(userId: string, message: Reply): Promise<void>;
}

/** What the poster needs of the store. Each change is one conditional statement. */
export interface DeliveryLog {
  /**
   * Takes a due post with its lead; false when someone has it already, or the order was changed meanwhile.
   *
   * @param until when others may take it up
   * @param attemptedSince when an attempt of which nothing is known may have begun; without it one begins now
   */
  claim(
    due: Due,
    leadId: string,
    now: Temporal.Instant,
    until: Temporal.Instant,
    attemptedSince?: Temporal.Instant,
  ): Promise<boolean>;
  /** Takes an unfinished delivery for another attempt; false when someone else did. */
  reclaim(
    unfinished: Unfinished,
    now: Temporal.Instant,
    until: Temporal.Instant,
    unsureSince: Temporal.Instant | undefined,
    leadId: string,
  ): Promise<boolean>;
  /** Claims without an end whose attempt is over, with their orders as they are now, `undefined` for a removed one. */
  unfinished(now: Temporal.Instant): Promise<readonly (Unfinished & { readonly order: DailyOrder | undefined })[]>;
  /** Leaves a claim for another attempt at that time. */
  backOff(
    key: DeliveryKey,
    retryAt: Temporal.Instant,
    unsureSince: Temporal.Instant | undefined,
    reason: string,
  ): Promise<void>;
  /** Records how a claim ended; without effect on one that has its end. */
  end(key: DeliveryKey, now: Temporal.Instant, ending: Ending): Promise<void>;
  /** Records what came of publishing and threads, for moderators to read. */
  remark(key: DeliveryKey, remark: string): Promise<void>;
  /** Records a day as left out; without effect on one on record. `leadId`: what would have led. */
  skip(due: Due, now: Temporal.Instant, reason: string, leadId: string | undefined): Promise<void>;
  /** How many of the channel's latest days, counted back without a break, Discord refused for a lasting reason. */
  lastingRefusals(channelId: string): Promise<number>;
  /** What the server remembers. */
  memory(guildId: string): Promise<ServerMemory>;
  /** Claims without an end, also those that back off: how many, and when the oldest was due. */
  open(): Promise<{ readonly count: number; readonly oldest: Temporal.Instant | undefined }>;
  /** Forgets what has had its time: called once a day. */
  tidy(today: Temporal.PlainDate): Promise<void>;
  /** Servers with an order that Discord has refused since before that day. */
  refusedServers(before: Temporal.PlainDate): Promise<readonly string[]>;
  /** Forgets all that is kept of a server. */
  forgetServer(guildId: string): Promise<void>;
}

export interface DeliveryKey {
  readonly channelId: string;
  readonly day: Temporal.PlainDate;
}

export interface Ending {
  readonly state: Exclude<DeliveryResult["state"], "claimed">;
  readonly posted?: Posted;
  readonly reason?: string;
  readonly lasting?: boolean;
}
