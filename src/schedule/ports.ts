import type { Reply } from "../render/reply.ts";
import type { DeliveryResult, Unfinished } from "./delivery.ts";
import type { ServerMemory } from "./memory.ts";
import type { DailyOrder } from "./order.ts";
import type { Due } from "./plan.ts";
import type { Quiet } from "./quiet.ts";

/** How an attempt to post ended. */
export type Sent =
  | ({ readonly outcome: "posted" } & Posted)
  /** Discord will not take it; `lasting`: nor tomorrow, until someone mends it, if it says so again. */
  | { readonly outcome: "refused"; readonly reason: string; readonly lasting: boolean }
  /** It surely was not posted, but may be next time. */
  | { readonly outcome: "unsent"; readonly reason: string }
  /** It may have been posted. */
  | { readonly outcome: "unsure"; readonly reason: string };

/** Where a message stands: in the order's channel, or in the thread that was made for it. */
export interface Posted {
  readonly messageId: string;
  readonly placeId: string;
  /** The fact that leads it, as the message itself says; `undefined` where it does not. */
  readonly leadId?: string | undefined;
}

/**
 * `at`: when Discord took it. `unreadable`: what was said there earlier is not shown to the bot; `refused`: Discord says
 * that it may not see the channel, or that there is none; `buried`: more was said there than can be looked through.
 */
export type Found = (Posted & { readonly at: Temporal.Instant }) | "absent" | "unreadable" | "refused" | "buried";

/**
 * When a post that is looked for was made, by this machine's clock: in that time, without `until` up to now, and most
 * likely right after `likely`.
 */
export interface MadeWithin {
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant | undefined;
  readonly likely: Temporal.Instant;
}

/** Why a step after the post failed. `passing`: it may go another time. */
export interface StepFailure {
  readonly reason: string;
  readonly passing: boolean;
}

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
  /**
   * Posts, within the attempt limit; never throws. A repeat with the same delivery id soon after gives the first message.
   *
   * @param stands asked at the moment at which the post would leave, after all waiting: false keeps it back
   */
  send(place: Place, post: Post, signal: AbortSignal, stands?: () => Promise<boolean>): Promise<Sent>;
  /** Looks for the post that carries that delivery id among those made in that time. Throws when Discord does not tell. */
  find(place: Place, made: MadeWithin, deliveryId: string, signal: AbortSignal): Promise<Found>;
  /** Publishes a post to the channels that follow; never throws. @returns `undefined` once it is published */
  publish(posted: Posted, signal: AbortSignal): Promise<StepFailure | undefined>;
  /** Starts a thread under a post; never throws. @returns `undefined` once there is one */
  startThread(posted: Posted, title: string, signal: AbortSignal): Promise<StepFailure | undefined>;
  /** Whether Discord answers at all: asks it something small, whose answer tells the time too. Never throws. */
  answers(signal: AbortSignal): Promise<boolean>;
  /** Whether the bot is in the server; `undefined` when that cannot be learnt. Never throws. */
  reaches(guildId: string, signal: AbortSignal): Promise<boolean | undefined>;
  /**
   * Tells a person by direct message; never throws. A repeat with the same nonce soon after gives the first message.
   *
   * @returns `refused` when that person takes none, `unsure` when it may go another time
   */
  tell(userId: string, message: Reply, nonce: string, signal: AbortSignal): Promise<"told" | "refused" | "unsure">;
  /**
   * Writes into a channel; never throws. A repeat with the same nonce soon after gives the first message.
   *
   * @returns `undefined` once it stands there
   */
  write(channelId: string, message: Reply, nonce: string, signal: AbortSignal): Promise<StepFailure | undefined>;
  /** Has a post that stands say something else; never throws. Can be repeated. */
  edit(posted: Posted, message: Reply, signal: AbortSignal): Promise<Edited>;
}

/** How an attempt to edit a post ended: as one to post does. */
export type Edited = { readonly outcome: "edited" } | Exclude<Sent, { readonly outcome: "posted" }>;

/** What the posts of one day tell of one fact that leads them, in one wording. */
export interface Saying {
  readonly day: Temporal.PlainDate;
  readonly factId: string;
  /** See `contentHash`; `undefined` where the wording was not noted. */
  readonly contentHash: string | undefined;
}

/** An edit that is still to be made. */
export interface OwedEdit extends DeliveryKey {
  readonly guildId: string;
  readonly leadId: string;
  readonly contentHash: string | undefined;
  readonly posted: Posted;
  /** When the post was due, and when it was posted. */
  readonly at: Temporal.Instant;
  readonly postedAt: Temporal.Instant;
  /** What the post is to say: see `sayingNow`. */
  readonly saying: string;
  /** How many times it was tried. */
  readonly attempts: number;
}

/** What the poster needs of the edits by which corrections reach the posts. */
export interface EditLog {
  /** What the posts of that day say, each wording once. @param factId of those alone that it leads */
  saidOn(day: Temporal.PlainDate, factId?: string): Promise<readonly Saying[]>;
  /** Notes that all posts which say that are to say something else. Where that is noted already, nothing changes. */
  owe(said: Saying, saying: string, now: Temporal.Instant): Promise<void>;
  /** What is to be edited by now, the latest posts first: some hundreds at most. */
  owed(now: Temporal.Instant): Promise<readonly OwedEdit[]>;
  /** How many are still to be edited. */
  count(): Promise<number>;
  /** Records that a post says that by now. */
  edited(edit: OwedEdit, contentHash: string, at: Temporal.Instant): Promise<void>;
  /** Leaves it for another attempt at that time. */
  putOff(edit: OwedEdit, retryAt: Temporal.Instant, reason: string): Promise<void>;
  /** Records that it will not be edited to say that. */
  refused(edit: OwedEdit, reason: string): Promise<void>;
  /** Forgets one that is not to be made any more. */
  drop(edit: OwedEdit): Promise<void>;
}

/** What a person said is wrong with a fact, as it is kept. */
export interface KeptReport {
  readonly userId: string;
  readonly factId: string;
  readonly words: string;
  readonly source: string | undefined;
  readonly at: Temporal.Instant;
}

/** What the poster needs of the reports. */
export interface ReportQueue {
  /** Reports made since then that are to be told by now: some hundreds at most. */
  untold(now: Temporal.Instant, since: Temporal.Instant): Promise<readonly KeptReport[]>;
  /** Records that a report was told, or when it is to be tried again; without effect on one that was made anew since. */
  told(
    report: KeptReport,
    told: { readonly at: Temporal.Instant } | { readonly again: Temporal.Instant },
  ): Promise<void>;
}

/** What the poster needs of the orders. */
export interface OrderQueue {
  /** A server's, oldest first. */
  list(guildId: string): Promise<readonly DailyOrder[]>;
  /**
   * Every order that is not paused, a part at a time, all of a server in one part; others get a turn between these.
   *
   * @param dueAt without those of which nothing falls due up to then, by what was noted of them; what is longest due
   * comes first
   * @param own whether what was noted is put right first, where the clock was set back since, or zones have other rules
   */
  running(dueAt?: Temporal.Instant, own?: boolean): AsyncIterable<readonly DailyOrder[]>;
  /** How many are not paused. */
  countRunning(): Promise<number>;
  /** Notes until when nothing of orders falls due; without effect on those that were moved meanwhile. */
  noteQuiet(quiet: Quiet): Promise<void>;
  /** Pauses an order, whose maker is to be told. @returns it as it is now, `undefined` if there is none any more */
  change(
    guildId: string,
    channelId: string,
    changes: { readonly paused: string; readonly refusedSince: Temporal.PlainDate; readonly tellAt: Temporal.Instant },
  ): Promise<DailyOrder | undefined>;
  /** Paused orders whose makers are to be told so by now: some hundreds at most. */
  untold(now: Temporal.Instant): Promise<readonly DailyOrder[]>;
  /** Records that an order's maker was told of its pause, or is to be told at that time. */
  told(channelId: string, again: Temporal.Instant | undefined): Promise<void>;
}

/**
 * What the poster needs of the deliveries. Each change is one conditional statement; what changes a claim names its
 * holder, and is without effect once it is another's.
 */
export interface DeliveryLog {
  /**
   * Takes a due post with its lead; false when someone has it already, or the order was changed meanwhile. A day that was
   * left out by a clock ahead of `now` is taken like one that is not on record.
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
  /**
   * Takes an unfinished delivery; false when someone else did. Without `unsureSince` an attempt begins now; with it, one
   * that was tried is looked for, which does not count as one.
   */
  reclaim(
    unfinished: Unfinished,
    now: Temporal.Instant,
    until: Temporal.Instant,
    unsureSince: Temporal.Instant | undefined,
    leadId: string,
  ): Promise<boolean>;
  /** Keeps a claim for longer; false when it is another's by now. */
  renew(held: Held, until: Temporal.Instant): Promise<boolean>;
  /**
   * Claims without an end whose attempt is over, or whose time was written by a clock far ahead: oldest first, some
   * hundreds at most, those that follow `after`.
   */
  unfinished(now: Temporal.Instant, after?: Unfinished): Promise<readonly Unfinished[]>;
  /** Leaves a claim for another attempt at that time. `lasting`: Discord refused it for a reason that may last. */
  backOff(
    held: Held,
    retryAt: Temporal.Instant,
    unsureSince: Temporal.Instant | undefined,
    reason: string | undefined,
    lasting?: boolean,
  ): Promise<void>;
  /** Records how a claim ended, and when; false when it was another's, or has its end. */
  end(held: Held, endedAt: Temporal.Instant, ending: Omit<Ending, "at">): Promise<boolean>;
  /** Posts whose publishing or thread is still to be done, or done again: some hundreds at most. */
  owed(now: Temporal.Instant): Promise<readonly Owed[]>;
  /** Records what came of publishing and threads: what moderators read, and when it is tried again, if it is. */
  followedUp(
    held: Pick<Owed, "channelId" | "day" | "followUpAt">,
    remark: string | undefined,
    again: Temporal.Instant | undefined,
  ): Promise<void>;
  /**
   * Records a day as left out; false when it is on record already, or the order was changed meanwhile.
   *
   * @param leadId what would have led
   */
  skip(due: Due, now: Temporal.Instant, reason: string, leadId: string | undefined): Promise<boolean>;
  /** The same, of a post that was due when its order was moved to a time that had passed. */
  passOver(due: Due, now: Temporal.Instant, reason: string): Promise<boolean>;
  /**
   * How many of the channel's latest days, counted back without a break, Discord refused for a lasting reason, so far at
   * least; a day that is only claimed is passed over.
   *
   * @param before only days before that one
   */
  lastingRefusals(channelId: string, before?: Temporal.PlainDate): Promise<number>;
  /** What the server remembers. */
  memory(guildId: string): Promise<ServerMemory>;
  /** Claims without an end, also those that back off. Those that Discord refuses to take are in `count` alone. */
  open(dueBefore: Temporal.Instant): Promise<{
    readonly count: number;
    /** How many of them were due before that, and when the oldest was due. */
    readonly late: number;
    readonly oldest: Temporal.Instant | undefined;
  }>;
  /** Forgets what has had its time: called once a day. */
  tidy(today: Temporal.PlainDate): Promise<void>;
  /** Servers of which there was no sign of life for some days: whether the bot is still in them is to be asked. */
  silentServers(today: Temporal.PlainDate): Promise<readonly string[]>;
  /** Records whether the bot is in a server; all that is kept of one is forgotten after 30 days in which it was not. */
  noteReach(guildId: string, reached: boolean, today: Temporal.PlainDate): Promise<void>;
}

export interface DeliveryKey {
  readonly channelId: string;
  readonly day: Temporal.PlainDate;
}

/** A claim as its holder knows it. */
export interface Held extends DeliveryKey {
  /** Until when it is held: what each update of it names. */
  readonly retryAt: Temporal.Instant;
}

/** A post that stands, and after which something may still be to do. */
export interface Owed extends DeliveryKey {
  readonly posted: Posted;
  readonly postedAt: Temporal.Instant;
  readonly guildId: string;
  readonly leadId: string;
  /** When it is taken up. */
  readonly followUpAt: Temporal.Instant;
}

export interface Ending {
  readonly state: Exclude<DeliveryResult["state"], "claimed">;
  readonly posted?: Posted;
  /** The fact that leads it, where that is not the one that was claimed with it. */
  readonly leadId?: string | undefined;
  /** See `contentHash`: of what the message tells of its lead, where that is known. */
  readonly contentHash?: string | undefined;
  /** When it ended, where that was before now: of a post that was found. */
  readonly at?: Temporal.Instant;
  /** When publishing and threads are taken up by whoever is there then, where they are ordered. */
  readonly followUpAt?: Temporal.Instant;
  readonly reason?: string;
  readonly lasting?: boolean;
}
