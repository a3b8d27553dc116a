/** What a person filled into a form that did not fit, to be gone on with. */
export interface DraftRow {
  user_id: string;
  guild_id: string;
  /** As JSON. */
  form: string;
  at: string;
}

/** A fact that a member suggests to a server. */
export interface SuggestionRow {
  id: string;
  guild_id: string;
  user_id: string;
  at: string;
  state: "open" | "accepted" | "declined";
  /** The form as it was filled in, as JSON. */
  form: string;
  /** Where the moderators' message stands; null until it does. */
  place_id: string | null;
  message_id: string | null;
}

/** Where a server wants to read what is suggested. */
export interface SuggestionBoxRow {
  guild_id: string;
  channel_id: string;
  channel_type: number;
}
