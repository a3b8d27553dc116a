import type { APIMessage, APIModalInteractionResponseCallbackData } from "discord-api-types/v10";

/** What a person sees of the bot's answer. Live: later edits, deletions and follow-ups show in it. */
export interface Answer {
  /** `none`: the bot acknowledged a button or select, and changed nothing. */
  readonly kind: "message" | "update" | "modal" | "none";
  /** The answer as it stands, or for `update` the changed message; `undefined` once deleted, and for a modal. */
  readonly message: APIMessage | undefined;
  /** Oldest first. */
  readonly followUps: readonly APIMessage[];
  /** Only the person who asked sees it. */
  readonly ephemeral: boolean;
  /** The bot asked for time first. */
  readonly deferred: boolean;
  /** Time to the first acknowledgement. */
  readonly ms: number;
  /** The form to fill in, for `submit`. */
  readonly modal?: APIModalInteractionResponseCallbackData;
  /** Of an autocompletion: what is offered, in the bot's order. */
  readonly choices: readonly { readonly name: string; readonly value: string | number }[];
}
