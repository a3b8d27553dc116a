import { html, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { repeat } from "lit/directives/repeat.js";
import type { ChannelView, PostView } from "../../protocol.ts";
import { openPlace } from "../actions.ts";
import { postsIn, reader, state } from "../state.ts";
import { type Attempt, withAttempts } from "../timeline.ts";
import { writeDay } from "../timestamp.ts";
import { channelIcon } from "./icon.ts";
import { drawAttempt, drawPost } from "./message.ts";

/** Messages of one author within that time stand under one name. */
const JOINED_WITHIN = 7 * 60_000;

/** How far from the end, in pixels, still counts as reading the end. */
const NEAR_END = 80;

/** The messages of a channel, oldest first; of a forum its posts. */
export function drawMessages(channel: ChannelView): TemplateResult {
  const posts = postsIn(channel.id);
  const attempts = state.attempts.filter(
    (it) => it.channelId === channel.id && it.as === state.scene?.you && it.messageId === undefined,
  );
  const entries = withAttempts(posts, attempts);
  return html`<div class="messages" role="log" aria-label=${`Messages in ${channel.name}`} tabindex="0" @scroll=${noteScroll}>
    ${drawBeginning(channel)}
    ${channel.kind === "forum" ? drawForum(channel) : ""}
    <discord-messages no-background ${ref(watchGrowth)}>
      ${repeat(entries, keyOf, (entry, index) =>
        "key" in entry ? drawAttempt(entry) : drawPlaced(entry, entries[index - 1]),
      )}
    </discord-messages>
  </div>`;
}

const keyOf = (entry: PostView | Attempt) => ("key" in entry ? `attempt ${entry.key}` : entry.message.id);

/** @param before what stands above it, under whose name it may go on */
function drawPlaced(post: PostView, before: PostView | Attempt | undefined): TemplateResult {
  if (before === undefined || "message" in before)
    return html`${drawDay(post, before)}${drawPost(post, isJoined(post, before))}`;
  return html`${drawDay(post, before)}${drawPost(post, false)}`;
}

/** Whether the end is read: then it stays in view while messages come and grow. */
let atEnd = true;
let lastTop = 0;
let shown = "";

/** Draws, and shows the end of a channel that was just opened, or the message that a link led to. */
export function drawAndFollow(draw: () => void): void {
  draw();
  const list = document.querySelector(".messages");
  if (list === null) return;
  const opened = shown !== state.channelId;
  shown = state.channelId;
  const sought = state.sought === undefined ? null : document.getElementById(`message-${state.sought}`);
  if (opened) atEnd = sought === null;
  if (opened && sought !== null) sought.scrollIntoView({ block: "center" });
  if (atEnd) list.scrollTop = list.scrollHeight;
}

/** Components draw themselves a moment after the page does, and make the list longer. */
const growth = new ResizeObserver(() => {
  const list = document.querySelector(".messages");
  if (list !== null && atEnd) list.scrollTop = list.scrollHeight;
});

function watchGrowth(messages: Element | undefined): void {
  growth.disconnect();
  if (messages !== undefined) growth.observe(messages);
}

/** Only who goes up leaves the end: a picture that comes late moves the end away from its reader. */
function noteScroll({ currentTarget }: Event): void {
  const { clientHeight, scrollHeight, scrollTop } = currentTarget as HTMLElement;
  if (scrollHeight - scrollTop - clientHeight < NEAR_END) atEnd = true;
  else if (scrollTop < lastTop) atEnd = false;
  lastTop = scrollTop;
}

function drawBeginning({ kind, name }: ChannelView): TemplateResult {
  const words: Partial<Record<ChannelView["kind"], string>> = {
    dm: `This is the beginning of your direct messages with ${name}.`,
    forum: "A forum holds posts, each with messages of its own.",
    announcement: "Other servers can follow what is announced here.",
    thread: "This is a post of the forum.",
  };
  return html`<div class="beginning">
    <span class="beginning-icon">${channelIcon(kind)}</span>
    <h2>${kind === "dm" ? name : `Welcome to ${kind === "thread" ? "" : "#"}${name}`}</h2>
    <p>${words[kind] ?? `This is the start of the #${name} channel.`}</p>
  </div>`;
}

function drawForum({ id }: ChannelView): TemplateResult {
  const threads = state.scene?.channels.filter(({ parentId }) => parentId === id) ?? [];
  return html`<ul class="forum" role="list">
    ${threads.map((thread) => {
      const posts = postsIn(thread.id);
      return html`<li>
        <button @click=${() => openPlace(thread.id)}>
          <strong>${thread.name}</strong><span>${posts[0]?.message.content ?? ""}</span>
          <small>${posts.length} ${posts.length === 1 ? "message" : "messages"}</small>
        </button>
      </li>`;
    })}
  </ul>`;
}

function drawDay({ message }: PostView, before: PostView | Attempt | undefined): TemplateResult | string {
  const day = writeDay(Date.parse(message.timestamp), reader());
  const earlier = before && ("key" in before ? before.at : Date.parse(before.message.timestamp));
  if (earlier !== undefined && writeDay(earlier, reader()) === day) return "";
  return html`<div class="day" role="separator" aria-label=${day}><span>${day}</span></div>`;
}

function isJoined({ message }: PostView, before: PostView | undefined): boolean {
  if (before === undefined || message.interaction_metadata !== undefined || before.onlyYou) return false;
  const passed = Date.parse(message.timestamp) - Date.parse(before.message.timestamp);
  return before.message.author.id === message.author.id && passed >= 0 && passed < JOINED_WITHIN;
}
