/** The latest answer of a person to a question of the day in one place, and the rows that it ends. */
export interface StandingRow {
  user_id: string;
  /** Empty for what is asked in direct messages. */
  guild_id: string;
  day: string;
  time_zone: string;
  /** From 0. */
  option: number;
  /** 1 or 0. */
  right: number;
  answered: number;
  right_in_row: number;
}
