import { type APIAttachment, type APIEmbed, type APIMessage, MessageFlags, MessageType } from "discord-api-types/v10";
import { html, nothing, type TemplateResult } from "lit";
import type { PersonView, PostView } from "../../protocol.ts";
import { dismissAttempt, dismissPost } from "../actions.ts";
import { personOf, reader, state } from "../state.ts";
import type { Attempt } from "../timeline.ts";
import { writeMessageTime } from "../timestamp.ts";
import { avatarOf } from "./avatar.ts";
import { drawComponent } from "./component.ts";
import { drawEmbed } from "./embed.ts";
import { icon } from "./icon.ts";
import { drawMarkdown } from "./markdown.ts";
import { drawAttachments } from "./media.ts";
import { openMenu } from "./menu.ts";
import { drawPoll } from "./poll.ts";

const UNKNOWN: PersonView = { id: "0", name: "Someone", part: "member" };

/** A message of a channel. @param joined it goes on where the same author's last one ended */
export function drawPost({ message, onlyYou, pingsYou }: PostView, joined: boolean): TemplateResult {
  const { attachments, components = [], content, edited_timestamp: edited, embeds, id, poll } = message;
  const author = personOf(message.author.id) ?? { ...UNKNOWN, name: message.author.username };
  // Of a message with components they are shown where these name them, and nowhere else.
  const rich = ((message.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const thinking = ((message.flags ?? 0) & MessageFlags.Loading) !== 0;
  return html`<discord-message
    id=${`message-${id}`}
    class=${onlyYou ? "only-you" : ""}
    role="article"
    aria-label=${`${author.name}, ${timeOf(message)}`}
    author=${author.name}
    avatar=${avatarOf(author)}
    .timestamp=${timeOf(message)}
    ?bot=${author.part === "app"}
    ?edited=${edited !== null && message.type === MessageType.Default}
    ?highlight=${pingsYou}
    ?message-body-only=${joined}
    ?data-sought=${state.sought === id}
    @contextmenu=${(event: MouseEvent) => openMenu(event, message)}
  >
    ${drawOrigin(message)}
    ${thinking ? html`<span class="thinking">${author.name} is thinking<span class="dots">…</span></span>` : drawMarkdown(content)}
    ${rich ? nothing : html`<div slot="attachments" class="attachments">${drawAttachments(attachments.filter((it) => !isEmbedded(it, embeds)))}</div>`}
    ${embeds.map(drawEmbed)}
    ${poll === undefined ? nothing : html`<div slot="attachments">${drawPoll(poll)}</div>`}
    <div slot="components" class="components">${components.map((it) => drawComponent(it, id))}</div>
    <div slot="components">${drawFailures(id)}${onlyYou ? drawOnlyYou(() => dismissPost(id)) : nothing}</div>
    <button slot="components" class="more" aria-label="More for this message" @click=${(event: MouseEvent) => openMenu(event, message)}>
      ${icon("more")}
    </button>
  </discord-message>`;
}

/** What an embed shows is not shown once more. */
function isEmbedded({ url }: APIAttachment, embeds: readonly APIEmbed[]): boolean {
  return embeds.some(({ author, footer, image, thumbnail }) =>
    [image?.url, thumbnail?.url, author?.icon_url, footer?.icon_url].includes(url),
  );
}

/** A command that the bot has not answered, or did not. */
export function drawAttempt({ at, error, key, what }: Attempt): TemplateResult {
  const bot = state.scene?.people.find(({ part }) => part === "app") ?? UNKNOWN;
  const you = personOf(state.scene?.you ?? "") ?? UNKNOWN;
  return html`<discord-message
    class="only-you attempt"
    role="article"
    aria-label=${`${bot.name}, ${writeMessageTime(at, reader())}`}
    author=${bot.name}
    avatar=${avatarOf(bot)}
    .timestamp=${writeMessageTime(at, reader())}
    bot
  >
    <discord-command slot="reply" author=${you.name} avatar=${avatarOf(you)} command=${what.replace(/^\//, "")} type="slash_command"></discord-command>
    ${
      error === undefined
        ? html`<span class="thinking">Sending command<span class="dots">…</span></span>`
        : html`<span class="failure" role="alert">${icon("warning")}${error}</span>`
    }
    ${error === undefined ? nothing : html`<div slot="components">${drawOnlyYou(() => dismissAttempt(key))}</div>`}
  </discord-message>`;
}

/** Who used which command, or which message's button, so that this message came. */
function drawOrigin(message: APIMessage): TemplateResult | typeof nothing {
  const { interaction_metadata: origin, message_reference: reference } = message;
  const asker = personOf(origin?.user.id ?? "");
  if (asker === undefined) return nothing;
  if (reference?.message_id !== undefined) {
    const first = state.posts.get(reference.message_id)?.message;
    const author = personOf(first?.author.id ?? "") ?? UNKNOWN;
    return html`<discord-reply slot="reply" author=${author.name} avatar=${avatarOf(author)} ?bot=${author.part === "app"}
      >${first?.content || "Click to see attachment"}</discord-reply
    >`;
  }
  const name = state.commandNames.get(origin!.id);
  return html`<discord-command
    slot="reply"
    author=${asker.name}
    avatar=${avatarOf(asker)}
    command=${name ?? "a command"}
    type="slash_command"
  ></discord-command>`;
}

/** What went wrong with this message's buttons. */
function drawFailures(messageId: string): TemplateResult[] {
  return state.attempts
    .filter((it) => it.messageId === messageId && it.as === state.scene?.you && it.error !== undefined)
    .map(
      ({ at, error, key }) => html`<div class="failure" role="alert">
        ${icon("warning")}${error === "The application did not respond" ? "This interaction failed" : error}
        <time datetime=${new Date(at).toISOString()}>${writeMessageTime(at, reader())}</time>
        <button class="link" @click=${() => dismissAttempt(key)}>Dismiss</button>
      </div>`,
    );
}

function drawOnlyYou(dismiss: () => void): TemplateResult {
  return html`<div class="only-you-mark">
    ${icon("eye")}Only you can see this · <button class="link" @click=${dismiss}>Dismiss message</button>
  </div>`;
}

function timeOf({ timestamp }: APIMessage): string {
  return writeMessageTime(Date.parse(timestamp), reader());
}
