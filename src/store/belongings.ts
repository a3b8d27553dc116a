import type { Tables } from "./tables.ts";

/** Of one table: which columns tell its rows apart, and whose they are. */
interface Belonging<Row> {
  readonly key: readonly (keyof Row & string)[];
  /** Names the server; rows without one go with their channel. */
  readonly server?: "guild_id";
  /** Names the person that a row is about, or who made it. */
  readonly person?: keyof Row & string;
}

/**
 * Every table whose rows are somebody's, and not the database's own notes. Copies, what is forgotten of a server, and what
 * is told to a person of themselves go by it.
 */
export const BELONGINGS = {
  orders: { key: ["channel_id"], server: "guild_id", person: "created_by" },
  skips: { key: ["channel_id", "day"] },
  removed: { key: ["channel_id"], server: "guild_id" },
  blocks: { key: ["guild_id", "fact_id"], server: "guild_id" },
  deliveries: { key: ["channel_id", "day"], server: "guild_id" },
  edits: { key: ["channel_id", "day"], server: "guild_id" },
  led: { key: ["channel_id", "fact_id"], server: "guild_id" },
  shown: { key: ["channel_id", "fact_id"], server: "guild_id" },
  reports: { key: ["user_id", "fact_id"], server: "guild_id", person: "user_id" },
  standings: { key: ["user_id", "guild_id"], server: "guild_id", person: "user_id" },
  scores: { key: ["guild_id", "user_id"], server: "guild_id", person: "user_id" },
  games: { key: ["channel_id"], server: "guild_id" },
  own_facts: { key: ["fact_id"], server: "guild_id", person: "user_id" },
  own_states: { key: ["guild_id"], server: "guild_id" },
  drafts: { key: ["user_id", "guild_id"], server: "guild_id", person: "user_id" },
  suggestions: { key: ["id"], server: "guild_id", person: "user_id" },
  suggestion_boxes: { key: ["guild_id"], server: "guild_id" },
  saved: { key: ["user_id", "fact_id"], person: "user_id" },
  reach: { key: ["guild_id"], server: "guild_id" },
} as const satisfies {
  readonly [Name in Exclude<keyof Tables, "pulse" | "planned">]: Belonging<Tables[Name]>;
};

export type OwnedTable = keyof typeof BELONGINGS;

export const OWNED_TABLES = Object.keys(BELONGINGS) as readonly OwnedTable[];
