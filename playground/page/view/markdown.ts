import { html, nothing, type TemplateResult } from "lit";
import { openPlace } from "../actions.ts";
import { type ListItem, type Piece, parseMarkdown } from "../markdown.ts";
import { personOf, reader, state } from "../state.ts";
import { writeTimestamp } from "../timestamp.ts";

type Drawn = TemplateResult | string | typeof nothing;

/** Text with Discord's markdown. Lit escapes whatever stands in it. */
export function drawMarkdown(text: string): readonly Drawn[] {
  return drawAll(parseMarkdown(text));
}

function drawAll(content: Piece["content"]): readonly Drawn[] {
  if (content === undefined || typeof content === "string") return [content ?? ""];
  return content.filter((piece, at) => !(piece.type === "br" && content[at - 1]?.type === "codeBlock")).map(drawPiece);
}

function drawPiece(piece: Piece): Drawn {
  const { content, type } = piece;
  const inner = () => drawAll(content);
  switch (type) {
    case "text":
      return String(content);
    case "br":
    case "newline":
      return html`<br />`;
    case "strong":
      return html`<strong>${inner()}</strong>`;
    case "em":
      return html`<em>${inner()}</em>`;
    case "underline":
      return html`<u>${inner()}</u>`;
    case "strikethrough":
      return html`<s>${inner()}</s>`;
    case "inlineCode":
      return html`<discord-code>${content}</discord-code>`;
    case "codeBlock":
      return html`<discord-code multiline>${content}</discord-code>`;
    case "blockQuote":
      return html`<discord-quote>${inner()}</discord-quote>`;
    case "heading":
      return html`<discord-header level=${Math.min(3, Number(piece.level))}>${inner()}</discord-header>`;
    case "subtext":
      return html`<small class="subtext">${inner()}</small>`;
    case "spoiler":
      return drawSpoiler(inner());
    case "list":
      return drawList(piece.items as readonly ListItem[]);
    case "link":
    case "url":
    case "autolink":
      return drawLink(String(piece.target), inner());
    case "timestamp":
      return drawTimestamp(Number(piece.timestamp), String(piece.format ?? "f"));
    default:
      return drawMention(piece);
  }
}

function drawMention({ content, fullName, id, name, type }: Piece): Drawn {
  const { scene } = state;
  switch (type) {
    case "channel": {
      const channel = scene?.channels.find((it) => it.id === id);
      if (channel === undefined) return html`<discord-mention type="channel">unknown</discord-mention>`;
      return html`<button class="mention" @click=${() => openPlace(channel.id)}>
        <discord-mention type="channel">${channel.name}</discord-mention>
      </button>`;
    }
    case "user":
      return html`<discord-mention type="user">${personOf(String(id))?.name ?? "unknown-user"}</discord-mention>`;
    case "role":
      return html`<discord-mention type="role">${scene?.roles.find((it) => it.id === id)?.name ?? "unknown-role"}</discord-mention>`;
    case "everyone":
    case "here":
      return html`<discord-mention type="role">${type}</discord-mention>`;
    case "slashCommand":
      return html`<discord-mention type="slash">${fullName ?? name}</discord-mention>`;
    case "emoji":
      return `:${name}:`;
    case "twemoji":
      return String(name);
    default:
      return typeof content === "string" ? content : html`${drawAll(content)}`;
  }
}

/** Lines that are set in by their depth, as lists one in the other. */
function drawList(items: readonly ListItem[]): TemplateResult {
  return html`<ul class="list" role="list">
    ${items.map(
      ({
        depth,
        number,
        pieces,
      }) => html`<li class=${number === undefined ? "bullet" : "numbered"} style="--depth: ${depth}">
        ${number === undefined ? nothing : html`<span class="number">${number}.</span>`}${drawAll(pieces)}
      </li>`,
    )}
  </ul>`;
}

/** Addresses of messages open here; others in a tab of their own; what is no web address stays text. */
function drawLink(target: string, inner: readonly Drawn[]): Drawn {
  if (!URL.canParse(target) || !/^https?:$/.test(new URL(target).protocol)) return html`${inner}`;
  const [, channel, message] = /^https:\/\/discord\.com\/channels\/\d+\/(\d+)(?:\/(\d+))?$/.exec(target) ?? [];
  const open = (event: Event) => {
    if (channel === undefined) return;
    event.preventDefault();
    openPlace(channel, message);
  };
  return html`<a href=${target} target="_blank" rel="noopener noreferrer" @click=${open}>${inner}</a>`;
}

function drawTimestamp(seconds: number, style: string): TemplateResult {
  const who = reader();
  const moment = new Date(seconds * 1000);
  const whole = writeTimestamp(seconds, "F", who);
  return html`<discord-time title=${whole}
    ><time datetime=${moment.toISOString()}>${writeTimestamp(seconds, style, who)}</time></discord-time
  >`;
}

function drawSpoiler(inner: readonly Drawn[]): TemplateResult {
  const open = (event: Event) => {
    if (event instanceof KeyboardEvent && event.key !== "Enter" && event.key !== " ") return;
    const spoiler = event.currentTarget as HTMLElement;
    spoiler.classList.add("open");
    spoiler.removeAttribute("role");
    spoiler.removeAttribute("aria-label");
  };
  return html`<span class="spoiler" role="button" tabindex="0" aria-label="Spoiler" @click=${open} @keydown=${open}
    ><span>${inner}</span></span
  >`;
}
