/** A game of the quiz that is on in a channel. */
export interface GameRow {
  channel_id: string;
  /** Empty in direct messages. */
  guild_id: string;
  /** Discord's, by which the game's message can be changed; a secret for a quarter of an hour. */
  token: string;
  started_at: string;
  /** Counts the changes: who changes it says which state that was. */
  version: number;
  /** As JSON. */
  state: string;
}
