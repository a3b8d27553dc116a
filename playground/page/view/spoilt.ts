import { html, type TemplateResult } from "lit";

/** Covered until it is pressed, if it is a spoiler. */
export function drawSpoilt(spoiler: boolean | undefined, inner: TemplateResult): TemplateResult {
  if (spoiler !== true) return inner;
  return html`<div class="spoilt">
    <div class="spoilt-inner" inert>${inner}</div>
    <button class="spoilt-cover" @click=${uncover}><span>Spoiler</span></button>
  </div>`;
}

/** The cover goes, and the cursor with it to what was covered. */
function uncover({ currentTarget }: Event): void {
  const cover = currentTarget as HTMLElement;
  const inner = cover.previousElementSibling as HTMLElement;
  inner.inert = false;
  inner.tabIndex = -1;
  inner.focus();
  cover.hidden = true;
}
