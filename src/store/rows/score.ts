/** How many points a person has in a server: in all, and in the latest week with any. */
export interface ScoreRow {
  guild_id: string;
  user_id: string;
  points: number;
  /** The day it begins with, a Monday. */
  week: string;
  week_points: number;
  /** What the latest point was given for: it is counted once. */
  earned_by: string;
}
