import { html, nothing, type TemplateResult } from "lit";
import type { ChannelView } from "../../protocol.ts";
import { addField, isOpenFor, openField, typeField } from "../command-fields.ts";
import { cancel, closeList, enter, offeredCommands, send, typeText } from "../composer.ts";
import { composer, type Field, fieldId } from "../composer-state.ts";
import { state } from "../state.ts";
import { keysInField, keysInText } from "./composer-keys.ts";
import { drawList } from "./composer-list.ts";
import { icon } from "./icon.ts";

/** The line below the messages: text, or a command with its options one by one. */
export function drawComposer({ id, kind, name }: ChannelView): TemplateResult {
  enter(id, state.scene?.you ?? "");
  if (kind === "forum")
    return html`<p class="composer-off">Choose a post to write in it, or to use commands there.</p>`;
  const { command, fault } = composer;
  return html`<form class="composer" aria-label="Message" @submit=${submit}>
    ${drawList()}
    ${fault === "" ? nothing : html`<p class="failure" role="alert">${icon("warning")}${fault}</p>`}
    <div class="composer-line">
      ${command === undefined ? drawText(kind === "dm" ? `@${name}` : `#${name}`) : drawCommand(command)}
      <button id="send" class="icon-button" aria-label=${command === undefined ? "Send" : `Send /${command.name}`}>
        ${icon("send")}
      </button>
    </div>
  </form>`;
}

function drawText(place: string): TemplateResult {
  const open = composer.open && offeredCommands().length > 0;
  return html`<button type="button" class="icon-button" aria-label="Commands" title="Commands" @click=${openCommands}>
      ${icon("plus")}
    </button>
    <input
      id="composer-text"
      role="combobox"
      aria-label=${`Message ${place}`}
      aria-autocomplete="list"
      aria-expanded=${open}
      aria-controls="choices"
      aria-activedescendant=${open ? `choice-${composer.active}` : nothing}
      placeholder=${`Message ${place}`}
      autocomplete="off"
      maxlength="2000"
      .value=${composer.text}
      @input=${(event: Event) => typeText(textOf(event))}
      @keydown=${keysInText}
    />`;
}

function drawCommand({ name, options }: NonNullable<typeof composer.command>): TemplateResult {
  const left = options.filter((option) => !composer.fields.some((it) => it.option === option));
  return html`<div class="command" role="group" aria-label=${`Command /${name}`}>
    <span class="command-name">/${name}</span>
    ${composer.fields.map(drawField)} ${left.map(drawLeft)}
    <button type="button" class="icon-button" aria-label="Give the command up" @click=${cancel}>${icon("close")}</button>
  </div>`;
}

function drawField(field: Field): TemplateResult {
  const { description, name, required = false } = field.option;
  const open = isOpenFor(field);
  return html`<label class="field" ?data-missing=${required && field.text === "" && composer.fault !== ""}>
    <span>${name}</span>
    <input
      id=${fieldId(field)}
      role="combobox"
      aria-autocomplete="list"
      aria-expanded=${open}
      aria-controls="choices"
      aria-activedescendant=${open ? `choice-${composer.active}` : nothing}
      aria-description=${description}
      aria-required=${required}
      autocomplete="off"
      size=${Math.max(6, Math.min(field.text.length + 1, 32))}
      .value=${field.text}
      @focus=${() => openField(field)}
      @blur=${closeList}
      @input=${(event: Event) => typeField(field, textOf(event))}
      @keydown=${(event: KeyboardEvent) => keysInField(event, field)}
    />
  </label>`;
}

/** An option that need not be given, and is not yet. */
function drawLeft(option: Field["option"]): TemplateResult {
  const add = () => addField(option);
  return html`<button type="button" class="add-option" title=${option.description} @click=${add}>+${option.name}</button>`;
}

function openCommands(): void {
  document.getElementById("composer-text")?.focus();
  typeText("/");
}

function submit(event: Event): void {
  event.preventDefault();
  void send();
}

function textOf({ currentTarget }: Event): string {
  return (currentTarget as HTMLInputElement).value;
}
