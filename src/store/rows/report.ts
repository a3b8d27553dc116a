/** What a person says is wrong with a fact: the latest of theirs on it. */
export interface ReportRow {
  user_id: string;
  fact_id: string;
  /** Null in direct messages. */
  guild_id: string | null;
  words: string;
  source: string | null;
  at: string;
  /** When the operator's channel had it; null before, and where there is no such channel. */
  told_at: string | null;
  /** When the operator's channel is to be told; null once it was. */
  tell_at: string | null;
}
