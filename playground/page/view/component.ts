import {
  type APIButtonComponent,
  type APIMessageComponent,
  type APISelectMenuComponent,
  ButtonStyle,
  ComponentType as Types,
} from "discord-api-types/v10";
import { html, nothing, type TemplateResult } from "lit";
import { press } from "../actions.ts";
import { state } from "../state.ts";
import { icon } from "./icon.ts";
import { drawMarkdown } from "./markdown.ts";
import { drawMedia, drawSpoilt } from "./media.ts";
import { drawSelect } from "./select.ts";

const STYLES: Readonly<Record<number, string>> = {
  [ButtonStyle.Primary]: "primary",
  [ButtonStyle.Secondary]: "secondary",
  [ButtonStyle.Success]: "success",
  [ButtonStyle.Danger]: "danger",
};

/** A component of a message, with those inside it. */
export function drawComponent(component: APIMessageComponent, messageId: string): TemplateResult | typeof nothing {
  const inside = (inner: readonly APIMessageComponent[]) => inner.map((it) => drawComponent(it, messageId));
  switch (component.type) {
    case Types.Container: {
      const { accent_color: accent, components, spoiler } = component;
      const style = accent === null || accent === undefined ? "" : `--accent: #${accent.toString(16).padStart(6, "0")}`;
      return drawSpoilt(spoiler, html`<div class="container" style=${style}>${inside(components)}</div>`);
    }
    case Types.Section:
      return html`<div class="section">
        <div class="section-text">${inside(component.components)}</div>
        <div class="accessory">${inside([component.accessory as APIMessageComponent])}</div>
      </div>`;
    case Types.TextDisplay:
      return html`<div class="text">${drawMarkdown(component.content)}</div>`;
    case Types.Separator:
      return html`<hr class="separator" data-spacing=${component.spacing ?? 1} ?data-bare=${component.divider === false} />`;
    case Types.MediaGallery:
      return html`<div class="gallery">
        ${component.items.map(({ description, media, spoiler }) => drawSpoilt(spoiler, drawMedia(media.url, description)))}
      </div>`;
    case Types.Thumbnail:
      return drawSpoilt(component.spoiler, drawMedia(component.media.url, component.description, true));
    case Types.File:
      return drawSpoilt(component.spoiler, drawFile(component.file.url));
    case Types.ActionRow:
      return html`<div class="row">${inside(component.components as readonly APIMessageComponent[])}</div>`;
    case Types.Button:
      return drawButton(component, messageId);
    case Types.StringSelect:
    case Types.UserSelect:
    case Types.RoleSelect:
    case Types.MentionableSelect:
    case Types.ChannelSelect:
      return drawSelect(component as APISelectMenuComponent, messageId);
    default:
      return nothing;
  }
}

function drawButton(button: APIButtonComponent, messageId: string): TemplateResult | typeof nothing {
  if (button.style === ButtonStyle.Premium) return nothing;
  const { disabled = false, emoji, label = "" } = button;
  const words = html`${emoji?.name ? html`<span aria-hidden="true">${emoji.name}</span>` : nothing}<span>${label}</span>`;
  if (button.style === ButtonStyle.Link)
    return html`<a class="button secondary" href=${button.url} target="_blank" rel="noopener noreferrer"
      >${words}${icon("link")}</a
    >`;
  const id = button.custom_id;
  const waiting = state.attempts.some(
    (it) => it.messageId === messageId && it.control === id && it.error === undefined,
  );
  return html`<button
    class="button ${STYLES[button.style] ?? "secondary"}"
    ?disabled=${disabled}
    aria-busy=${waiting}
    @click=${() => (waiting ? undefined : press(messageId, id, label))}
  >
    ${words}
  </button>`;
}

export function drawFile(url: string, name: string = url.split("/").at(-1) ?? url): TemplateResult {
  return html`<div class="file">${icon("file")}<span>${name.replace(/^attachment:/, "")}</span></div>`;
}
