import { type APISelectMenuComponent, ComponentType as Types } from "discord-api-types/v10";
import { html, nothing, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { boundsOf, chosenAtFirst } from "../../discord/choice.ts";
import type { Loose } from "../../discord/component-tree.ts";
import { choose } from "../actions.ts";
import { state } from "../state.ts";
import { emojiText } from "./emoji.ts";

interface Offered {
  readonly label: string;
  readonly value: string;
  readonly description?: string | null | undefined;
}

/** How a select in a form is known and described. */
export interface Words {
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  /** Ids of what describes it; empty for nothing. */
  readonly about: string;
  readonly wrong: boolean;
}

/** A select of a message. One that takes several values opens a list of boxes, and a button ends the choice. */
export function drawSelect(select: APISelectMenuComponent, messageId: string): TemplateResult {
  const { custom_id: id, disabled = false } = select;
  if (boundsOf(asLoose(select)).most > 1) return drawSeveral(select, messageId);
  const chosen = ({ target }: Event) => {
    const { value } = target as HTMLSelectElement;
    void choose(messageId, id, value === "" ? [] : [value]);
  };
  return html`<div class="select" @change=${chosen}>${drawOne(select, disabled)}</div>`;
}

/** A select that takes one. In a message it has no words of its own but the placeholder. */
export function drawOne(select: APISelectMenuComponent, disabled: boolean, words?: Words): TemplateResult {
  const placeholder = placeholderOf(select);
  const [first = ""] = chosenAtFirst(asLoose(select));
  const optional = words === undefined ? select.min_values === 0 : !words.required;
  return html`<select
    id=${ifDefined(words?.id)}
    name=${ifDefined(words?.name)}
    aria-label=${words === undefined ? placeholder : nothing}
    aria-required=${words?.required ?? nothing}
    aria-invalid=${words?.wrong ?? nothing}
    aria-describedby=${words?.about || nothing}
    ?disabled=${disabled}
  >
    <option value="" ?disabled=${!optional} ?hidden=${!optional} ?selected=${first === ""}>${placeholder}</option>
    ${offeredBy(select).map(
      ({ description, label, value }) =>
        html`<option value=${value} ?selected=${value === first}>${label}${description ? drawSecond(description) : nothing}</option>`,
    )}
  </select>`;
}

/** A list of boxes that opens; closed it names what is ticked. */
export function drawBoxes(
  select: APISelectMenuComponent,
  name: string,
  end: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const { least, most } = boundsOf(asLoose(select));
  const first = chosenAtFirst(asLoose(select));
  const offered = offeredBy(select);
  const placeholder = placeholderOf(select);
  const chosen = offered.filter(({ value }) => first.includes(value)).map(({ label }) => label);
  const tell = ({ currentTarget }: Event) => {
    const list = currentTarget as HTMLElement;
    const ticked = [...list.querySelectorAll<HTMLInputElement>("input:checked")].map(({ dataset }) => dataset.label);
    list.querySelector("summary span")!.textContent = ticked.join(", ") || placeholder;
  };
  return html`<details class="several" @change=${tell}>
    <summary><span .textContent=${chosen.join(", ") || placeholder}></span></summary>
    <fieldset class="boxes">
      <legend>${least === most ? `Choose ${most}` : `Choose ${least} to ${most}`}</legend>
      ${offered.map(
        ({ description, label, value }) => html`<label class="box">
          <input type="checkbox" name=${name} value=${value} data-label=${label} ?checked=${first.includes(value)} />
          <span>${label}${description ? html`<small>${description}</small>` : nothing}</span>
        </label>`,
      )}
      ${end}
    </fieldset>
  </details>`;
}

function drawSeveral(select: APISelectMenuComponent, messageId: string): TemplateResult {
  const { custom_id: id, disabled = false } = select;
  if (disabled) return html`<div class="select">${drawOne(select, true)}</div>`;
  const done = ({ currentTarget }: Event) => {
    const list = (currentTarget as HTMLElement).closest("details")!;
    list.open = false;
    const ticked = [...list.querySelectorAll<HTMLInputElement>("input:checked")].map(({ value }) => value);
    void choose(messageId, id, ticked);
  };
  return drawBoxes(select, id, html`<button type="button" class="button primary" @click=${done}>Choose</button>`);
}

/** A line of its own where the list is drawn; where only one line fits, as when it is closed, they are joined. */
function drawSecond(description: string): TemplateResult {
  return html`<span class="joint"> · </span><small>${description}</small>`;
}

const asLoose = (select: APISelectMenuComponent) => select as unknown as Loose;
const placeholderOf = ({ placeholder }: APISelectMenuComponent) => placeholder || "Make a selection";

/** What there is to choose: the bot's options, or people, roles and channels of the server. */
function offeredBy(select: APISelectMenuComponent): readonly Offered[] {
  const { channels = [], people = [], roles = [] } = state.scene ?? {};
  const named = (things: readonly { readonly id: string; readonly name: string }[], mark: string) =>
    things.map(({ id, name }) => ({ label: `${mark}${name.replace(/^@/, "")}`, value: id }));
  switch (select.type) {
    case Types.StringSelect:
      return select.options.map(({ emoji, label, ...rest }) => ({
        ...rest,
        label: `${emojiText(emoji)} ${label}`.trim(),
      }));
    case Types.UserSelect:
      return named(people, "@");
    case Types.RoleSelect:
      return named(roles, "@");
    case Types.MentionableSelect:
      return [...named(people, "@"), ...named(roles, "@")];
    case Types.ChannelSelect: {
      const types: readonly number[] | undefined = select.channel_types;
      return named(
        channels.filter(({ kind, type }) => kind !== "dm" && (!types?.length || types.includes(type))),
        "#",
      );
    }
  }
}
