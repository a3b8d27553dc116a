import { leadSlash } from "./composer.ts";

/** Fields into which signs are typed; of `input` those that hold no text are none. */
const TEXT = "textarea, [contenteditable], input:not([type=checkbox], [type=radio], [type=file], [type=button])";

/** Keys that mean the same wherever the cursor is, but where text is typed. */
export function hearPageKeys(): void {
  document.addEventListener("keydown", (event) => {
    const { altKey, ctrlKey, defaultPrevented, isComposing, key, metaKey, target } = event;
    if (key !== "/" || altKey || ctrlKey || metaKey || isComposing || defaultPrevented) return;
    if (target instanceof Element && target.closest(TEXT) !== null) return;
    // A form goes first, and a forum has no line to type into.
    if (document.querySelector("dialog[open]") !== null || document.getElementById("send") === null) return;
    document.querySelector<HTMLElement>("#message-menu:popover-open")?.hidePopover();
    if (!leadSlash()) event.preventDefault();
  });
}
