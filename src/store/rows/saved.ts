/** A fact that a person keeps. */
export interface SavedRow {
  user_id: string;
  fact_id: string;
  saved_at: string;
}
