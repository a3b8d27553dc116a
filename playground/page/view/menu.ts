import type { APIMessage } from "discord-api-types/v10";
import { html, render, type TemplateResult } from "lit";
import { here, useMessageCommand } from "../actions.ts";
import { listMessageCommands } from "../command-list.ts";
import { parseMarkdown, plainText } from "../markdown.ts";
import { commandsAt } from "../server.ts";
import { icon } from "./icon.ts";

const MARGIN = 8;

/**
 * Opens a message's menu, by the right button, the menu key or its own button: the bot's message commands, and copying.
 */
export async function openMenu(event: MouseEvent, message: APIMessage): Promise<void> {
  event.preventDefault();
  event.stopPropagation();
  const opener = event.currentTarget as HTMLElement;
  const place = placeOf(event, opener);
  const names = listMessageCommands(await commandsAt(here()));
  const menu = document.querySelector<HTMLElement>("#message-menu")!;
  const act = (run: () => void) => () => {
    menu.hidePopover();
    run();
  };
  render(
    html`${names.map((name) =>
      entry(
        name,
        act(() => void useMessageCommand(name, message.id)),
      ),
    )}
    ${names.length > 0 ? html`<hr />` : ""}
    ${entry(
      "Copy text",
      act(() => void navigator.clipboard.writeText(textOf(message))),
    )}
    ${entry(
      "Copy message ID",
      act(() => void navigator.clipboard.writeText(message.id)),
    )}
    ${entry(
      "Copy JSON",
      act(() => void navigator.clipboard.writeText(JSON.stringify(message, undefined, 2))),
    )}`,
    menu,
  );
  menu.showPopover();
  menu.style.left = `${Math.min(place.x, innerWidth - menu.offsetWidth - MARGIN)}px`;
  menu.style.top = `${Math.min(place.y, innerHeight - menu.offsetHeight - MARGIN)}px`;
  menu.querySelector("button")?.focus();
}

/** The empty menu, to be filled when it opens. It closes by Escape or a click elsewhere. */
export function drawMenu(): TemplateResult {
  return html`<div id="message-menu" role="menu" aria-label="Message" popover="auto" @keydown=${walk}></div>`;
}

function entry(name: string, run: () => void): TemplateResult {
  return html`<button role="menuitem" @click=${run}>${name}${name.startsWith("Copy") ? "" : icon("send")}</button>`;
}

function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const entries = [...(event.currentTarget as HTMLElement).querySelectorAll("button")];
  const at = entries.indexOf(document.activeElement as HTMLButtonElement);
  entries.at((at + step) % entries.length)?.focus();
}

/** Where the pointer is; beside the element when the keyboard was used. */
function placeOf({ clientX, clientY, detail, type }: MouseEvent, opener: HTMLElement): { x: number; y: number } {
  const box = opener.getBoundingClientRect();
  const byPointer = type === "contextmenu" ? clientX + clientY > 0 : detail > 0;
  return byPointer ? { x: clientX, y: clientY } : { x: box.right - 200, y: Math.max(box.top, MARGIN) };
}

function textOf(message: APIMessage): string {
  const texts: string[] = [];
  JSON.stringify([message.content, message.components], (key, value) => {
    if (typeof value === "string" && (key === "content" || key === "0")) texts.push(plainText(parseMarkdown(value)));
    return value;
  });
  return texts.filter(Boolean).join("\n");
}
