import type { FormText } from "./form-text.ts";

/** So many that are not decided yet one person may have in a server, and so many in all within a day. */
export const MOST_OPEN = 5;
export const MOST_A_DAY = 10;

/** Where moderators read what is suggested. */
export interface SuggestionBox {
  readonly channelId: string;
  readonly channelType: number;
}

/** A fact that a member suggests to a server. */
export interface Suggestion {
  readonly id: string;
  readonly guildId: string;
  readonly userId: string;
  readonly state: "open" | "accepted" | "declined";
  readonly form: FormText;
  /** The moderators' message; `undefined` where it does not stand yet. */
  readonly posted: { readonly placeId: string; readonly messageId: string } | undefined;
}

/** What members suggest, and where it goes. */
export interface Suggestions {
  /** `undefined` where a server wants none. */
  box(guildId: string): Promise<SuggestionBox | undefined>;
  /** @param box `undefined`: nothing is taken any more */
  setBox(guildId: string, box: SuggestionBox | undefined): Promise<void>;
  /** Whether one more would be taken: `open` and `day` name the limit that was reached. */
  standing(guildId: string, userId: string): Promise<"welcome" | "open" | "day">;
  add(suggestion: Pick<Suggestion, "guildId" | "userId" | "form">): Promise<Suggestion>;
  get(guildId: string, id: string): Promise<Suggestion | undefined>;
  /** Notes where the moderators' message stands. */
  place(id: string, posted: NonNullable<Suggestion["posted"]>): Promise<void>;
  /** Decides one, unless it is decided. @param form as it was changed @returns whether it was open */
  decide(id: string, state: "accepted" | "declined", form?: FormText): Promise<boolean>;
  /** Opens one again whose decision could not be carried out. */
  reopen(id: string): Promise<void>;
  /** Takes one away that could not be brought to the moderators. */
  drop(id: string): Promise<void>;
}

/** What people filled in that did not fit; of each person in a server the last. */
export interface Drafts {
  get(who: { readonly userId: string; readonly guildId: string }): Promise<FormText | undefined>;
  keep(who: { readonly userId: string; readonly guildId: string }, form: FormText): Promise<void>;
}
