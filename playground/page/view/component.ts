import {
  type APIButtonComponent,
  type APIButtonComponentWithSKUId,
  type APIMessageComponent,
  type APISelectMenuComponent,
  ButtonStyle,
  ComponentType as Types,
} from "discord-api-types/v10";
import { html, nothing, type TemplateResult } from "lit";
import { notify, press } from "../actions.ts";
import { state } from "../state.ts";
import { emojiText } from "./emoji.ts";
import { icon } from "./icon.ts";
import { drawMarkdown } from "./markdown.ts";
import { drawFile, drawGallery, drawThumbnail } from "./media.ts";
import { drawSelect } from "./select.ts";
import { drawSpoilt } from "./spoilt.ts";

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
      const plain = accent === null || accent === undefined;
      const style = plain ? "" : `--accent: #${accent.toString(16).padStart(6, "0")}`;
      return drawSpoilt(
        spoiler,
        html`<div class="container" ?data-plain=${plain} style=${style}>${inside(components)}</div>`,
      );
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
      return drawGallery(component.items);
    case Types.Thumbnail:
      return drawSpoilt(component.spoiler, drawThumbnail(component.media, component.description));
    case Types.File: {
      const { file, name, size, spoiler } = component;
      return drawSpoilt(spoiler, drawFile(file, name ?? file.url.replace(/^.*[/]/, ""), size));
    }
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

/** Discord itself names what is sold and its price, and sells it: the bot hears of it only when it is bought. */
function drawPremium({ disabled = false, sku_id: sku }: APIButtonComponentWithSKUId): TemplateResult {
  const text = `Here Discord would sell the SKU ${sku}; the bot is not told of the press.`;
  const tell = () => notify({ text, until: { kind: "read" } });
  return html`<button class="button premium" ?disabled=${disabled} @click=${tell}>${icon("shop")}<span>Premium</span></button>`;
}

function drawButton(button: APIButtonComponent, messageId: string): TemplateResult {
  if (button.style === ButtonStyle.Premium) return drawPremium(button);
  const { disabled = false, emoji, label = "" } = button;
  const picture = emojiText(emoji);
  // A button of an emoji alone has no other name.
  const words = html`${picture === "" ? nothing : html`<span aria-hidden=${label !== ""}>${picture}</span>`}${label === "" ? nothing : html`<span>${label}</span>`}`;
  if (button.style === ButtonStyle.Link)
    return disabled
      ? html`<span class="button secondary" aria-disabled="true">${words}${icon("link")}</span>`
      : html`<a class="button secondary" href=${button.url} target="_blank" rel="noopener noreferrer"
          >${words}${icon("link")}</a
        >`;
  const id = button.custom_id;
  const waiting = state.attempts.some(
    (it) => it.messageId === messageId && it.control === id && it.as === state.scene?.you && it.error === undefined,
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
