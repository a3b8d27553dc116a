import { html, nothing, type TemplateResult } from "lit";
import { pickChoice } from "../command-fields.ts";
import type { UsableCommand } from "../command-list.ts";
import { offeredCommands, pickCommand } from "../composer.ts";
import { composer, type Field } from "../composer-state.ts";

/** The list above the line: commands, or choices for the option with the cursor. */
export function drawList(): TemplateResult | typeof nothing {
  if (!composer.open) return nothing;
  if (composer.command === undefined) return drawCommands(offeredCommands());
  const field = composer.fields.find((it) => it.option.name === composer.focused);
  return field === undefined ? nothing : drawChoices(field);
}

function drawChoices(field: Field): TemplateResult {
  const { description, name } = field.option;
  return html`<div class="popup">
    <p class="popup-title"><strong>${name}</strong> ${description}</p>
    <ul id="choices" role="listbox" aria-label=${name} ?hidden=${composer.choices.length === 0}>
      ${composer.choices.map((choice, index) =>
        drawEntry(index, () => pickChoice(field, choice), html`<span>${choice.name}</span>`),
      )}
    </ul>
  </div>`;
}

function drawCommands(commands: readonly UsableCommand[]): TemplateResult {
  const title = commands.length === 0 ? "No command fits that." : html`<strong>Crossfade</strong> Commands`;
  return html`<div class="popup">
    <p class="popup-title">${title}</p>
    <ul id="choices" role="listbox" aria-label="Commands" ?hidden=${commands.length === 0}>
      ${commands.map((command, index) => drawEntry(index, () => pickCommand(command), drawCommand(command)))}
    </ul>
  </div>`;
}

function drawCommand({ description, name, options }: UsableCommand): TemplateResult {
  const required = options.filter((it) => it.required === true).map((it) => html`<kbd>${it.name}</kbd>`);
  return html`<span><strong>/${name}</strong> ${required}</span><small>${description}</small>`;
}

/** The line keeps the cursor: a press on the list must not take it away. */
function drawEntry(index: number, pick: () => void, inner: TemplateResult): TemplateResult {
  return html`<li
    id=${`choice-${index}`}
    role="option"
    aria-selected=${index === composer.active}
    @mousedown=${(event: Event) => event.preventDefault()}
    @click=${pick}
  >
    ${inner}
  </li>`;
}
