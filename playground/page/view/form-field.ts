import { type APISelectMenuComponent, TextInputStyle, ComponentType as Types } from "discord-api-types/v10";
import { html, nothing, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { boundsOf, type ChoiceOption, optionsOf } from "../../discord/choice.ts";
import type { Loose } from "../../discord/component-tree.ts";
import { type FormField, isGroup, takesSeveral } from "../form.ts";
import { icon } from "./icon.ts";
import { drawBoxes, drawOne } from "./select.ts";

/** A field of a form with its label, its description, and what is wrong with it. */
export function drawFormField(part: FormField, id: string, fault: string | undefined): TemplateResult {
  const { description, field, label } = part;
  const named = html`${label}${part.required ? html`<span aria-hidden="true" class="required">*</span>` : nothing}`;
  const about = html`${description === undefined ? nothing : html`<small id=${`${id}-about`}>${description}</small>`}`;
  const wrong = html`<p class="failure" id=${`${id}-fault`} aria-live="polite">${fault === undefined ? nothing : html`${icon("warning")}${fault}`}</p>`;
  const aria = {
    about: [description && `${id}-about`, fault && `${id}-fault`].filter(Boolean).join(" "),
    wrong: fault !== undefined,
  };
  if (isGroup(part))
    return html`<fieldset class="form-field" aria-describedby=${aria.about || nothing}>
      <legend>${named}</legend>
      ${about} ${drawGroup(part)} ${wrong}
    </fieldset>`;
  if (field.type === Types.Checkbox)
    return html`<div class="form-field">
      <label class="box"><input type="checkbox" name=${part.name} ?checked=${field.default === true} aria-describedby=${aria.about || nothing} /><span>${label}${about}</span></label>
      ${wrong}
    </div>`;
  return html`<div class="form-field">
    <label for=${id}>${named}</label>
    ${about} ${drawInput(part, id, aria)} ${wrong}
  </div>`;
}

function drawGroup({ field, name, required }: FormField): TemplateResult {
  if (takesSeveral(field) && field.type !== Types.CheckboxGroup)
    return drawBoxes(field as unknown as APISelectMenuComponent, name);
  const radio = field.type === Types.RadioGroup;
  // Who chose by mistake must be able to choose nothing again.
  const none: ChoiceOption[] = radio && !required ? [{ label: "Nothing", value: "" }] : [];
  return html`<div class="boxes">${[...optionsOf(field), ...none].map(
    ({ default: chosen, description, label, value }) => html`<label class="box">
      <input type=${radio ? "radio" : "checkbox"} name=${name} value=${value} ?checked=${chosen === true} />
      <span>${label}${description ? html`<small>${description}</small>` : nothing}</span>
    </label>`,
  )}</div>`;
}

interface Aria {
  readonly about: string;
  readonly wrong: boolean;
}

function drawInput(part: FormField, id: string, { about, wrong }: Aria): TemplateResult {
  const { field, name, required } = part;
  if (field.type === Types.FileUpload) return drawUpload(part, id, { about, wrong });
  if (field.type !== Types.TextInput) {
    const select = field as unknown as APISelectMenuComponent;
    return html`<div class="select">${drawOne(select, false, { id, name, required, about, wrong })}</div>`;
  }
  const { max_length: most = 4000, placeholder = "", value = "" } = field;
  const common = { most: Number(most), placeholder: String(placeholder ?? ""), value: String(value ?? "") };
  if (field.style === TextInputStyle.Paragraph)
    return html`<textarea id=${id} name=${name} rows="4" aria-required=${required} aria-invalid=${wrong} aria-describedby=${about || nothing}
      maxlength=${common.most} placeholder=${common.placeholder} .defaultValue=${common.value}></textarea>`;
  return html`<input id=${id} name=${name} autocomplete="off" aria-required=${required} aria-invalid=${wrong} aria-describedby=${about || nothing}
    maxlength=${common.most} placeholder=${common.placeholder} .defaultValue=${common.value} />`;
}

function drawUpload({ field, name, required }: FormField, id: string, { about, wrong }: Aria): TemplateResult {
  const { most } = boundsOf(field);
  return html`<input
    id=${id}
    name=${name}
    type="file"
    class="upload"
    ?multiple=${most > 1}
    accept=${ifDefined(acceptedBy(field))}
    aria-required=${required}
    aria-invalid=${wrong}
    aria-describedby=${about || nothing}
  />`;
}

function acceptedBy({ file_types: types }: Loose): string | undefined {
  return (types as readonly string[] | null | undefined)?.join(",");
}
