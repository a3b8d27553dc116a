import { type APISelectMenuComponent, ComponentType as Types } from "discord-api-types/v10";
import { html, nothing, type TemplateResult } from "lit";
import { choose } from "../actions.ts";
import { state } from "../state.ts";

interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string | undefined;
  readonly default?: boolean | undefined;
}

/** A select of a message. One that takes several values has a button that ends the choice. */
export function drawSelect(select: APISelectMenuComponent, messageId: string): TemplateResult {
  const { custom_id: id, disabled = false, max_values: most = 1, min_values: least = 1, placeholder } = select;
  const several = most > 1 || least === 0;
  const name = placeholder ?? "Make a selection";
  const valuesOf = (element: HTMLSelectElement) => [...element.selectedOptions].map(({ value }) => value);
  const chosen = ({ currentTarget }: Event) => void choose(messageId, id, valuesOf(currentTarget as HTMLSelectElement));
  const done = ({ currentTarget }: Event) => {
    const element = (currentTarget as HTMLElement).previousElementSibling as HTMLSelectElement;
    void choose(messageId, id, valuesOf(element));
  };
  return html`<div class="select">
    <select aria-label=${name} ?disabled=${disabled} ?multiple=${several} @change=${several ? nothing : chosen}>
      ${several ? nothing : html`<option value="" disabled selected hidden>${name}</option>`}${drawOptions(optionsOf(select))}
    </select>
    ${several ? html`<button class="button secondary" ?disabled=${disabled} @click=${done}>Choose</button>` : nothing}
  </div>`;
}

export function drawOptions(options: readonly SelectOption[]): readonly TemplateResult[] {
  return options.map(
    ({ default: chosen = false, description, label, value }) =>
      html`<option value=${value} ?selected=${chosen}>${label}${description && drawSecond(description)}</option>`,
  );
}

/** A line of its own where the list is drawn; where only one line fits, as when it is closed, they are joined. */
function drawSecond(description: string): TemplateResult {
  return html`<span class="joint"> · </span><small>${description}</small>`;
}

/** What there is to choose: the bot's options, or people, roles and channels of the server. */
export function optionsOf(select: APISelectMenuComponent): readonly SelectOption[] {
  const { channels = [], people = [], roles = [] } = state.scene ?? {};
  const named = (things: readonly { readonly id: string; readonly name: string }[], mark: string) =>
    things.map(({ id, name }) => ({ label: `${mark}${name.replace(/^@/, "")}`, value: id }));
  switch (select.type) {
    case Types.StringSelect:
      return select.options;
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
