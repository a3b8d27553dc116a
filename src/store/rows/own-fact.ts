/** A fact that a server added for itself. */
export interface OwnFactRow {
  fact_id: string;
  guild_id: string;
  /** Who added it. */
  user_id: string;
  changed_at: string;
  /** As JSON, without its id. */
  fact: string;
}

/** Changes with the server's own facts, so that every process notices. */
export interface OwnStateRow {
  guild_id: string;
  state: string;
}
