/** A post whose message is to be edited, for what it tells was mended or withdrawn; or one that cannot be. */
export interface EditRow {
  channel_id: string;
  day: string;
  guild_id: string;
  /** What it is to say: see `sayingNow`. */
  saying: string;
  attempts: number;
  /** When it is tried; null once it was refused for good. */
  retry_at: string | null;
  reason: string | null;
}
