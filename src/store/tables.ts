import { sql } from "kysely";
import type { Log } from "../log.ts";
import type { EditRow } from "./rows/edit.ts";
import type { GameRow } from "./rows/game.ts";
import type { OwnFactRow, OwnStateRow } from "./rows/own-fact.ts";
import type { ReportRow } from "./rows/report.ts";
import type { SavedRow } from "./rows/saved.ts";
import type { ScoreRow } from "./rows/score.ts";
import type { StandingRow } from "./rows/standing.ts";
import type { DraftRow, SuggestionBoxRow, SuggestionRow } from "./rows/suggestion.ts";

/**
 * The tables, one interface each. Text and whole numbers only, so that SQLite and PostgreSQL hold the same.
 *
 * Instants are UTC with milliseconds, always 24 characters, so that they sort as text; days are `YYYY-MM-DD`.
 */
export interface Tables {
  orders: OrderRow;
  skips: SkipRow;
  removed: RemovedRow;
  blocks: BlockRow;
  deliveries: DeliveryRow;
  edits: EditRow;
  led: LedRow;
  shown: ShownRow;
  reach: ReachRow;
  pulse: PulseRow;
  planned: PlannedRow;
  reports: ReportRow;
  saved: SavedRow;
  standings: StandingRow;
  games: GameRow;
  own_facts: OwnFactRow;
  own_states: OwnStateRow;
  drafts: DraftRow;
  suggestions: SuggestionRow;
  suggestion_boxes: SuggestionBoxRow;
  scores: ScoreRow;
}

export interface OrderRow {
  channel_id: string;
  channel_type: number;
  guild_id: string;
  time: string;
  time_zone: string;
  genre: string | null;
  otherwise: "any" | "none";
  role_id: string | null;
  /** 1 or 0, as are the next three. */
  publish: number;
  thread: number;
  picture: number;
  quiz: number;
  created_by: string;
  created_at: string;
  active_since: string;
  paused: string | null;
  refused_since: string | null;
  /** When the moderator who made it is to be told that it was paused; null when nobody is. */
  tell_at: string | null;
  /**
   * Nothing of it falls due before: an index of `plan.ts`'s, which may be early and is never late. Empty where nobody has
   * looked since it was made or moved; the database itself empties it then.
   */
  next_at: string;
}

/** A day that a moderator left out. */
export interface SkipRow {
  channel_id: string;
  day: string;
}

/** An order that a moderator removed, kept for a while so that it can be put back. */
export interface RemovedRow {
  channel_id: string;
  guild_id: string;
  removed_at: string;
  /** Its row, as JSON. */
  order: string;
  /** The days left out of it, joined by commas. */
  skips: string;
}

/** A fact that moderators never want to see in their server. */
export interface BlockRow {
  guild_id: string;
  fact_id: string;
}

export interface DeliveryRow {
  channel_id: string;
  day: string;
  channel_type: number;
  guild_id: string;
  state: "claimed" | "posted" | "skipped" | "failed" | "unknown";
  /** When it was to go out. */
  due_at: string;
  /** After this it is not posted any more; null in rows from before this column. */
  expires_at: string | null;
  claimed_at: string;
  attempts: number;
  retry_at: string;
  unsure_since: string | null;
  message_id: string | null;
  /** The channel or thread that the message stands in. */
  place_id: string | null;
  /** What leads it, or would have. */
  fact_id: string | null;
  ended_at: string | null;
  reason: string | null;
  /** What came of publishing it or starting a thread. */
  remark: string | null;
  /** When publishing and the thread are tried again; null when nothing is to be done. */
  follow_up_at: string | null;
  /** See `contentHash`: of what its message tells of its lead; null in rows from before this column, and where it is not known. */
  content_hash: string | null;
  /** When its message was last edited to tell of its lead what holds now. */
  corrected_at: string | null;
  /** 1 when Discord refused it for a reason that lasts until someone mends it, else 0. */
  lasting: number;
}

/** What led in a channel, of the time before the deliveries that are kept. */
export interface LedRow {
  channel_id: string;
  guild_id: string;
  fact_id: string;
  /** The latest on which it did. */
  day: string;
}

export interface ShownRow {
  channel_id: string;
  /** Null in direct messages, and in rows from before this column. */
  guild_id: string | null;
  fact_id: string;
  shown_at: string;
}

/** Whether the bot is in a server that was silent: asked of Discord now and then. */
export interface ReachRow {
  guild_id: string;
  asked_on: string;
  /** The day on which the bot was first found not to be in it; null while it is. */
  lost_since: string | null;
}

/** The one row that is written to see whether the database can be. */
export interface PulseRow {
  id: number;
  written_at: string;
}

/** The one row that tells what each `next_at` was worked out by. */
export interface PlannedRow {
  id: number;
  /** The data on time zones. */
  zones: string;
  /** The latest time at which anybody looked. */
  up_to: string;
}

/** Rows that are read at once: while SQLite reads, and while they are made into values, nobody else has a turn. */
export const AT_ONCE = 250;

/** Makes rows into values. What cannot be read stands in the way of nothing else, and is named in the log once. */
export interface RowReader {
  /** Rows as `read` understands them, without those that it cannot: one of a zone that this Node does not know, for one. */
  readRows<Row extends { readonly channel_id: string }, Value>(
    rows: readonly Row[],
    read: (row: Row) => Value,
  ): Value[];
  /** @param id of a channel, or of a server */
  tellOnce(id: string, error: unknown, words?: string): void;
}

/** So many are remembered as named. */
const NAMED = 10_000;

export function createRowReader(log: Log): RowReader {
  const named = new Set<string>();
  const reader: RowReader = {
    readRows: (rows, read) =>
      rows.flatMap((row) => {
        try {
          return [read(row)];
        } catch (error) {
          reader.tellOnce(row.channel_id, error);
          return [];
        }
      }),
    tellOnce(id, error, words = "a row of the database cannot be read, and is left out") {
      const name = `${id} ${error}`;
      if (named.has(name)) return;
      if (named.size >= NAMED) named.clear();
      named.add(name);
      log.error({ err: error, channel: id }, words);
    },
  };
  return reader;
}

/** A row's values for a `select` that inserts it on a condition, each of the type that its column has. */
export function asColumns<Row extends object>(row: Row) {
  return Object.entries(row).map(([column, value]) =>
    sql`cast(${value} as ${sql.raw(typeof value === "number" ? "integer" : "text")})`.as(column),
  );
}

/** An instant as the tables hold it. As Temporal writes it, which takes a fifth of the time of a query. */
export function toText(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toISOString();
}
