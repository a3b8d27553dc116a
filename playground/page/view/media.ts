import { html, type TemplateResult } from "lit";
import { icon } from "./icon.ts";

/**
 * A picture. Those in the message itself are shown; for those of the web there is a place with their words and a link,
 * because the page asks no network for anything.
 */
export function drawMedia(url: string, description: string | null | undefined, small = false): TemplateResult {
  const words = description ?? "";
  if (url.startsWith("data:")) return html`<img class=${small ? "thumbnail" : "media"} src=${url} alt=${words} />`;
  return html`<a
    class=${small ? "thumbnail absent" : "media absent"}
    href=${url}
    target="_blank"
    rel="noopener noreferrer"
    aria-label=${`Picture: ${words || url}`}
    >${icon("image")}${small ? "" : html`<span>${words || url}</span>`}</a
  >`;
}

/** Covered until it is clicked, if it is a spoiler. */
export function drawSpoilt(spoiler: boolean | undefined, inner: TemplateResult): TemplateResult {
  if (spoiler !== true) return inner;
  return html`<details class="spoilt"><summary>Spoiler</summary>${inner}</details>`;
}
