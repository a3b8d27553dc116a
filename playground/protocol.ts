import type { APIApplicationCommand, APIMessage, APIModalInteractionResponseCallbackData } from "discord-api-types/v10";

// What the playground's server and its page say to each other: types only. Times are milliseconds of the Unix epoch.

export interface PersonView {
  readonly id: string;
  readonly name: string;
  /** What the page calls them: `member`, `moderator`; the bot itself is `app`. */
  readonly part: "member" | "moderator" | "app";
}

export interface RoleView {
  readonly id: string;
  readonly name: string;
}

/** The permissions that the page can take from the bot in a channel, by Discord's names for them. */
export type BotPermission = "View Channel" | "Send Messages";

export interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly kind: "text" | "announcement" | "forum" | "thread" | "dm";
  /** Discord's channel type number, as commands name it. */
  readonly type: number;
  /** Of a thread: its channel. */
  readonly parentId?: string;
  /** What the bot may do here; absent in direct messages, where it cannot be changed. */
  readonly bot?: Readonly<Record<BotPermission, boolean>>;
}

export interface ClockView {
  /** Milliseconds that the bot's time is ahead of the real time; negative: behind. */
  readonly ahead: number;
  /** It is being moved, minute by minute. */
  readonly moving: boolean;
}

export type BotState = "starting" | "running" | "down";

/** All but messages and the wire: sent whole at each change. */
export interface Scene {
  readonly you: string;
  readonly people: readonly PersonView[];
  readonly server: { readonly id: string; readonly name: string };
  readonly roles: readonly RoleView[];
  readonly channels: readonly ChannelView[];
  readonly clock: ClockView;
  readonly bot: {
    readonly state: BotState /** Why it is down, if it did not stop by request. */;
    readonly reason?: string;
  };
}

/** A message as one person sees it. */
export interface PostView {
  readonly channelId: string;
  readonly message: APIMessage;
  /** Nobody else sees it. */
  readonly onlyYou: boolean;
  /** It notified this person. */
  readonly pingsYou: boolean;
}

export interface WireView {
  readonly number: number;
  readonly at: number;
  /** `request`: the bot's, over REST; the others over the gateway. */
  readonly kind: "request" | "to the bot" | "from the bot";
  /** `POST /channels/…`, or the event's name. */
  readonly title: string;
  /** Absent for events, and where no answer was given. */
  readonly status?: number;
  /** Time to the answer; absent for events. */
  readonly ms?: number;
  /** What Discord would not accept, one line each; empty when it fits its API document. */
  readonly refusal: readonly string[];
  /** The trouble that was made for it. */
  readonly trouble?: string;
  readonly body: unknown;
  readonly answer?: unknown;
}

/** What the feed sends. With `fresh`, what the page has goes first: it has just connected. */
export interface News {
  readonly fresh?: true;
  readonly scene?: Scene;
  readonly posts?: readonly PostView[];
  /** Ids of messages that are no longer there. */
  readonly gone?: readonly string[];
  /** Oldest first. */
  readonly wire?: readonly WireView[];
}

/** Who acts, and where; ids. */
export interface Place {
  readonly as: string;
  readonly channel: string;
}

export type Inputs = Readonly<Record<string, string | number | boolean>>;

/** What is filled into a field of a form: a text, whether a box is ticked, what is chosen, or files. */
export type FormInput = string | boolean | readonly (string | { readonly name: string; readonly base64: string })[];

/** What a person does in Discord's app. */
export type Act = Place &
  (
    | { readonly kind: "say"; readonly text: string }
    | { readonly kind: "command"; readonly name: string; readonly inputs: Inputs }
    | { readonly kind: "message command"; readonly name: string; readonly message: string }
    | { readonly kind: "complete"; readonly name: string; readonly inputs: Inputs; readonly focused: string }
    | { readonly kind: "press"; readonly message: string; readonly button: string }
    | { readonly kind: "choose"; readonly message: string; readonly select: string; readonly values: readonly string[] }
    | {
        readonly kind: "submit";
        readonly form: string;
        readonly inputs: Readonly<Record<string, FormInput>>;
      }
    | { readonly kind: "dismiss"; readonly message: string }
  );

/** The parts of an answer that do not come over the feed. */
export interface Outcome {
  /** Of `complete`. */
  readonly choices?: readonly Choice[];
  /** A form that the bot opened, to be submitted by that key. */
  readonly form?: { readonly key: string; readonly modal: APIModalInteractionResponseCallbackData };
  /** Why it did not work, in Discord's words. */
  readonly error?: string;
}

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

export type Commands = readonly APIApplicationCommand[];

/** Moves of the clock; a duration is ISO 8601, an instant too. */
export type ClockMove = { readonly to: "next post" } | { readonly by: string } | { readonly at: string };

export type TroubleKind = "429" | "500" | "time-out" | "gateway drop";

/** What is done to the bot and its surroundings, rather than in the app. */
export type Control =
  | { readonly kind: "clock"; readonly move: ClockMove }
  | { readonly kind: "trouble"; readonly trouble: TroubleKind }
  | { readonly kind: "bot"; readonly to: "kill" | "start" }
  | {
      readonly kind: "permission";
      readonly channel: string;
      readonly permission: BotPermission;
      readonly allowed: boolean;
    };

/** What came of a control, in a sentence for the person; absent when there is nothing to say. */
export interface ControlOutcome {
  readonly note?: string;
}
