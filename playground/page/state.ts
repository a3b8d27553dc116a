import type { ChannelView, Outcome, PersonView, PostView, Scene, WireView } from "../protocol.ts";
import type { Reader } from "./timestamp.ts";

/** What a person did that the bot has not answered, or did not answer. */
export interface Attempt {
  readonly key: number;
  readonly channelId: string;
  /** `/search`, or what was pressed. */
  readonly what: string;
  /** The message whose button was pressed; absent for commands. */
  readonly messageId?: string;
  /** The custom id of the button or select that was used. */
  readonly control?: string;
  /** Why it failed; absent while the bot is awaited. */
  readonly error?: string;
}

/** The form that the bot opened. */
export interface OpenForm extends NonNullable<Outcome["form"]> {
  readonly channelId: string;
  readonly sending: boolean;
  /** What is wrong with its fields, by custom id, in words for the person. */
  readonly faults: Readonly<Record<string, string>>;
  /** Why it was not taken; empty when it was, or is not sent yet. */
  readonly error: string;
}

/** All that the page shows. One object, changed by `update` only. */
export interface State {
  connected: boolean;
  scene: Scene | undefined;
  /** By id, in the order of writing. */
  posts: ReadonlyMap<string, PostView>;
  /** Newest first. */
  wire: readonly WireView[];
  /** What was used, by interaction. */
  commandNames: ReadonlyMap<string, string>;
  channelId: string;
  attempts: readonly Attempt[];
  form: OpenForm | undefined;
  /** What came of the last control. */
  note: string;
  theme: "auto" | "dark" | "light";
  /** What a narrow screen shows. */
  pane: "channels" | "chat" | "tools";
  /** The message that a link led to. */
  sought: string | undefined;
}

export const state: State = {
  connected: false,
  scene: undefined,
  posts: new Map(),
  wire: [],
  commandNames: new Map(),
  channelId: "",
  attempts: [],
  form: undefined,
  note: "",
  theme: "auto",
  pane: "chat",
  sought: undefined,
};

let draw: () => void = () => {};
let drawing = false;

/** Sets what draws the state. */
export function drawWith(next: () => void): void {
  draw = next;
}

/** Changes the state, and has it drawn once with the next frame. */
export function update(change: Partial<State> = {}): void {
  Object.assign(state, change);
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    draw();
  });
}

export function currentChannel(): ChannelView | undefined {
  return state.scene?.channels.find(({ id }) => id === state.channelId);
}

export function personOf(id: string): PersonView | undefined {
  return state.scene?.people.find((it) => it.id === id);
}

/** The messages of a channel, oldest first. */
export function postsIn(channelId: string): PostView[] {
  return [...state.posts.values()].filter((it) => it.channelId === channelId);
}

/** The bot's time; it goes on between the feed's news. */
export function botTime(): number {
  return Date.now() + (state.scene?.clock.ahead ?? 0);
}

/** The person before the screen reads in their own zone and language, at the bot's time. */
export function reader(): Reader {
  const { locale, timeZone } = new Intl.DateTimeFormat(navigator.language).resolvedOptions();
  return { now: botTime(), locale, timeZone };
}
