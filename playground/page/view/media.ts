import type { APIAttachment, APIMediaGalleryItem, APIUnfurledMediaItem } from "discord-api-types/v10";
import { html, nothing, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { addressOf, type NamedMedia, writeSize } from "../media-address.ts";
import { state, update } from "../state.ts";
import { icon } from "./icon.ts";
import { drawSpoilt } from "./spoilt.ts";

/** Addresses at which nothing was found. */
const missing: Set<string> = new Set();

/** Where the page finds it; `undefined` for a picture that cannot be shown. */
export function shownAddress(media: NamedMedia): string | undefined {
  const address = addressOf(media, state.scene?.publicUrl);
  return address === undefined || missing.has(address) ? undefined : address;
}

/** One to ten pictures, laid out by their number. */
export function drawGallery(items: readonly APIMediaGalleryItem[]): TemplateResult {
  return html`<div class="gallery" data-count=${items.length}>
    ${items.map(({ description, media, spoiler }) => drawSpoilt(spoiler, drawPicture(media, description)))}
  </div>`;
}

export function drawThumbnail(media: APIUnfurledMediaItem, description: string | null | undefined): TemplateResult {
  const address = shownAddress(media);
  if (address === undefined) return drawAbsent(media.url, description, "thumbnail");
  return drawLinked(media, address, description, "thumbnail");
}

/** What was uploaded with a message that has no components of its own: pictures together, then files. */
export function drawAttachments(attachments: readonly APIAttachment[]): TemplateResult | typeof nothing {
  const isPicture = ({ content_type = "", width }: APIAttachment) => content_type.startsWith("image/") && width;
  const pictures = attachments.filter(isPicture);
  const items = pictures.map((it) => ({
    media: it,
    spoiler: it.filename.startsWith("SPOILER_"),
    ...(it.description && { description: it.description }),
  }));
  return html`${items.length === 0 ? nothing : drawGallery(items as unknown as APIMediaGalleryItem[])}
  ${attachments.filter((it) => !isPicture(it)).map((it) => drawFile(it, it.filename, it.size))}`;
}

/** A file to be saved. */
export function drawFile(file: NamedMedia, name: string, size: number | null | undefined): TemplateResult {
  const address = addressOf(file);
  const words = html`<span class="file-name">${name}</span>${size ? html`<small>${writeSize(size)}</small>` : nothing}`;
  return html`<div class="file">
    ${icon("file")}
    <span class="file-words">${address === undefined ? words : html`<a href=${address} download=${name}>${words}</a>`}</span>
  </div>`;
}

function drawPicture(media: APIUnfurledMediaItem, description: string | null | undefined): TemplateResult {
  const address = shownAddress(media);
  if (address === undefined) return drawAbsent(media.url, description, "media");
  return html`<figure class="picture">
    ${drawLinked(media, address, description, "media")}
    ${
      description
        ? html`<details class="alt"><summary title="Description of the picture">ALT</summary><p>${description}</p></details>`
        : nothing
    }
  </figure>`;
}

function drawLinked(
  { height, width }: APIUnfurledMediaItem,
  address: string,
  description: string | null | undefined,
  kind: "media" | "thumbnail",
): TemplateResult {
  const lose = () => {
    missing.add(address);
    update();
  };
  return html`<a class=${kind} href=${address} target="_blank" rel="noopener noreferrer"
    ><img src=${address} alt=${description || "Picture"} width=${ifDefined(width ?? undefined)} height=${ifDefined(height ?? undefined)} @error=${lose}
  /></a>`;
}

/** The place of a picture that cannot be shown, with its words and the way to it. */
export function drawAbsent(
  url: string,
  description: string | null | undefined,
  kind: "media" | "thumbnail",
): TemplateResult {
  const words = description || url;
  return html`<a class="${kind} absent" href=${url} target="_blank" rel="noopener noreferrer" aria-label=${`Picture: ${words}`}
    >${icon("image")}${kind === "thumbnail" ? nothing : html`<span>${words}</span>`}</a
  >`;
}
