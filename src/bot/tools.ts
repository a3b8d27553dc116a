import type { ArtistGraph, FactIndex } from "../../facts/index.ts";
import type { Clock } from "../clock.ts";
import type { Drafts, Suggestions } from "../own/suggestion.ts";
import type { OwnFacts } from "../own/views.ts";
import type { Game, Guess, Guessed } from "../quiz/game.ts";
import type { Point, RankedScore } from "../quiz/score.ts";
import type { Standing } from "../quiz/standing.ts";
import type { Look } from "../render/look.ts";
import type { Pictures } from "../render/picture.ts";
import type { DeliveryResult } from "../schedule/delivery.ts";
import type { PostToday } from "../schedule/early.ts";
import type { ServerMemory } from "../schedule/memory.ts";
import type { DailyOrder } from "../schedule/order.ts";
import type { InspectedPlace } from "../schedule/place.ts";
import type { Desk } from "./desk.ts";
import type { FetchFile } from "./fetch-file.ts";

/** Who asks, and from where. */
export interface Caller {
  readonly userId: string;
  /** `undefined` in a direct message. */
  readonly guildId: string | undefined;
  readonly channelId: string;
  /** Discord's number for its kind; `undefined` where Discord did not say. */
  readonly channelType?: number;
  /** Discord's name of the server's language, as it was sent; `undefined` in a direct message. */
  readonly guildLocale?: string | undefined;
  /** Zone of "today": that of the server's oldest order, else UTC. Asked for when it is needed: most commands need none. */
  zone(): Promise<string>;
  /** Has Manage Server here. */
  readonly mayManage: boolean;
  /** Whether what this person has the bot post here may be seen by all, as what they write themselves. Default false. */
  readonly mayWrite?: boolean;
  /** Whether this person alone sees the message that was acted on, and so what replaces it. Default false. */
  readonly alone?: boolean;
  /** Of a command: Discord's, by which its answer can be changed for a quarter of an hour. A secret. */
  readonly token?: string | undefined;
}

/** The orders of one server at a time. */
export interface OrderBook {
  /** Oldest first. */
  list(guildId: string): Promise<readonly DailyOrder[]>;
  /** The server's own time zone, as its oldest order has it; `undefined` where it has no order. */
  zoneOf(guildId: string): Promise<string | undefined>;
  /** `taken`: the channel has an order; `full`: the server has as many as it may. */
  add(order: NewOrder): Promise<"added" | "taken" | "full">;
  /** @returns the order as it is now, `undefined` if that server has none for the channel */
  change(guildId: string, channelId: string, changes: OrderChanges): Promise<DailyOrder | undefined>;
  /** @returns when, by which it can be put back; `undefined` if there was none */
  remove(guildId: string, channelId: string): Promise<Temporal.Instant | undefined>;
  /** Puts back, as it was, what was removed at that time. `gone`: it is not kept any more. */
  restore(
    guildId: string,
    channelId: string,
    removedAt: Temporal.Instant,
  ): Promise<"restored" | "taken" | "full" | "gone">;
  /** Leaves out a day that was not served yet. @returns whether it is left out now */
  skip(guildId: string, channelId: string, day: Temporal.PlainDate): Promise<boolean>;
  /** Takes back a day that was left out and not served yet. @returns whether it was */
  unskip(guildId: string, channelId: string, day: Temporal.PlainDate): Promise<boolean>;
}

export type NewOrder = Omit<DailyOrder, "lastDay" | "paused" | "refusedSince" | "activeSince" | "skips">;
/**
 * `refusedSince` goes with `paused`, and is forgotten with it; so does `tellAt`, when the order's maker is to be told
 * of the pause.
 */
export type OrderChanges = Partial<Omit<NewOrder, "channelId" | "guildId" | "createdBy" | "createdAt">> &
  Partial<Pick<DailyOrder, "paused" | "refusedSince" | "activeSince">> & { readonly tellAt?: Temporal.Instant };

/** What became of a server's posts, and what it never wants to see. */
export interface ServerRecord {
  /** How each channel's latest delivery ended; channels without one are absent. */
  lastResults(guildId: string): Promise<ReadonlyMap<string, DeliveryResult>>;
  /** Deliveries of that day and later, latest day first. */
  history(guildId: string, since: Temporal.PlainDate): Promise<readonly DeliveryResult[]>;
  memory(guildId: string): Promise<ServerMemory>;
  /** Facts that are never posted there: a small part of what it remembers, for completions. */
  blocked(guildId: string): Promise<ReadonlySet<string>>;
  /** @returns whether it was not blocked already */
  block(guildId: string, factId: string): Promise<boolean>;
  /** @returns whether it was blocked */
  unblock(guildId: string, factId: string): Promise<boolean>;
}

/** How channels are, asked of Discord: costs two requests, and one or two more a channel. */
export interface Inspector {
  /** All that posting there depends on; words for a moderator where it cannot be learnt. Never throws. */
  inspect(guildId: string, channelIds: readonly string[]): Promise<ReadonlyMap<string, InspectedPlace | string>>;
}

/** Facts to choose from, by their ids: those preferred come first. A set of them is one. */
export interface Candidates extends Iterable<string> {
  /** At least one. */
  readonly size: number;
  has(id: string): boolean;
}

/** Remembers which facts a channel has seen. */
export interface ShownFacts {
  /**
   * Picks a fact that the channel has not seen, and remembers it. When all were seen, they count as unseen again.
   *
   * @param candidates gone through as far as is needed
   * @returns the id picked, and how many of the candidates the channel has seen with it
   */
  pick(
    where: Pick<Caller, "channelId" | "guildId">,
    candidates: Candidates,
  ): Promise<{ readonly id: string; readonly seen: number }>;
}

/** What a person says is wrong with a fact. */
export interface Report {
  readonly userId: string;
  readonly factId: string;
  /** `undefined` in a direct message. */
  readonly guildId: string | undefined;
  readonly words: string;
  /** Where it can be read; `undefined` where none was named. */
  readonly source: string | undefined;
}

/** `known`: this person reported the fact not long ago; `enough`: as many facts within a day as one person may. */
export type ReportStanding = "welcome" | "known" | "enough";

/** Takes what people report. */
export interface ReportBox {
  /** Whether a report of that person's on that fact would be taken now. */
  standing(by: Pick<Report, "userId" | "factId">): Promise<ReportStanding>;
  /** Keeps a report, if it is `welcome`. @returns whether it was */
  add(report: Report): Promise<ReportStanding>;
}

/** So many facts one person keeps at most. */
export const MOST_SAVED = 200;

/** What people keep for themselves. */
export interface SavedFacts {
  /** Ids, the latest first. */
  list(userId: string): Promise<readonly string[]>;
  save(userId: string, factId: string): Promise<"saved" | "already" | "full">;
  /** Those that are not kept are passed over. @param factIds not empty */
  remove(userId: string, factIds: readonly string[]): Promise<void>;
}

/** How people stand in the questions of the day, each in each server and in direct messages. */
export interface Standings {
  /** `undefined` before the first answer. */
  of(who: Pick<Caller, "guildId" | "userId">): Promise<Standing | undefined>;
  /**
   * Writes how somebody stands now, and counts the point, unless there was an answer since `before`. @returns whether it
   * was written
   */
  move(
    who: Pick<Caller, "guildId" | "userId">,
    before: Pick<Standing, "day"> | undefined,
    after: Standing,
    point?: Point,
  ): Promise<boolean>;
}

/** Games of the quiz. */
export interface Games {
  /** Begins one; its first question is the answer to the command. @returns whether no other is on in that channel */
  begin(where: Pick<Caller, "channelId" | "guildId" | "token">, game: Game): Promise<boolean>;
  /** Takes what somebody pressed; the game's message is changed by itself. */
  guess(made: Guess, where: Pick<Caller, "channelId" | "guildId" | "zone">): Promise<Guessed["outcome"]>;
}

/** Who has how many points in a server; `week`: of the week that begins with that Monday, else of all time. */
export interface Scores {
  /** The most first. */
  page(
    guildId: string,
    week: Temporal.PlainDate | undefined,
    part: { readonly offset: number; readonly limit: number },
  ): Promise<readonly RankedScore[]>;
  /** How many people have points. */
  count(guildId: string, week?: Temporal.PlainDate): Promise<number>;
  /** Takes all points of the server away. */
  reset(guildId: string): Promise<void>;
}

/** Of whom something is kept, and of what kind it is. */
export const KEPT_OF = {
  person: ["saved", "reports", "standings", "scores", "orders", "own_facts", "suggestions", "drafts"],
  server: [
    "orders",
    "removed",
    "blocks",
    "deliveries",
    "led",
    "shown",
    "reports",
    "standings",
    "scores",
    "own_facts",
    "suggestions",
    "drafts",
    "suggestion_boxes",
  ],
} as const;

export type Owner = keyof typeof KEPT_OF;

/** How much is kept, by kind. */
export type Kept<Of extends Owner> = Readonly<Record<(typeof KEPT_OF)[Of][number], number>>;

/** What is kept of a person or a server, told and forgotten as they ask. */
export interface Archive {
  count<Of extends Owner>(of: Of, id: string): Promise<Kept<Of>>;
  /** Daily posts that a person ordered stay, without a name. */
  forget(of: Owner, id: string): Promise<void>;
}

/** What commands work with. Handed in, so that each can be run as a plain function. */
export interface Tools {
  readonly facts: FactIndex;
  readonly graph: ArtistGraph;
  readonly clock: Clock;
  readonly orders: OrderBook;
  readonly record: ServerRecord;
  readonly inspector: Inspector;
  readonly shown: ShownFacts;
  readonly reports: ReportBox;
  readonly saved: SavedFacts;
  readonly standings: Standings;
  readonly scores: Scores;
  readonly games: Games;
  readonly ownFacts: OwnFacts;
  readonly suggestions: Suggestions;
  readonly drafts: Drafts;
  readonly desk: Desk;
  /** The bytes of a file that somebody sent along; see `createFetchFile`. */
  readonly fetchFile: FetchFile;
  /** To be told of an own fact that was changed: posts that tell it are corrected. */
  ownChanged(factId: string, guildId: string): Promise<void>;
  readonly archive: Archive;
  readonly look: Look;
  readonly postToday: PostToday;
  readonly pictures: Pictures;
  /** A number from 0 up to but not including 1. */
  readonly random: () => number;
  /** Lets others have their turn: to be awaited every few milliseconds in long work. */
  giveWay(caller: Pick<Caller, "guildId" | "userId">): Promise<void>;
}
