import {
  type APIModalInteractionResponseCallbackData as Modal,
  TextInputStyle,
  ComponentType as Types,
} from "discord-api-types/v10";
import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { submitForm } from "../actions.ts";
import { state, update } from "../state.ts";
import { icon } from "./icon.ts";
import { drawMarkdown } from "./markdown.ts";
import { drawOptions, optionsOf } from "./select.ts";

type Component = Modal["components"][number];
type Field = { readonly type: number; readonly custom_id: string; readonly [key: string]: unknown };

/** The form that the bot opened, over everything else. */
export function drawForm(): TemplateResult | typeof nothing {
  if (state.form === undefined) return nothing;
  const { modal } = state.form;
  return html`<dialog class="form" aria-labelledby="form-title" ${ref(show)} @close=${() => update({ form: undefined })}>
    <form method="dialog" @submit=${send}>
      <header>
        <h2 id="form-title">${modal.title}</h2>
        <button type="button" class="icon-button" aria-label="Close" @click=${close}>${icon("close")}</button>
      </header>
      <p class="form-warning">This form will be submitted to the bot. Do not share passwords.</p>
      ${modal.components.map(drawPart)}
      <p class="failure" role="alert"></p>
      <footer>
        <button type="button" class="button secondary" @click=${close}>Cancel</button>
        <button class="button primary">Submit</button>
      </footer>
    </form>
  </dialog>`;
}

function drawPart(part: Component): TemplateResult | typeof nothing {
  if (part.type === Types.TextDisplay) return html`<div class="text">${drawMarkdown(part.content)}</div>`;
  if (part.type === Types.Label)
    return drawField(part.component as unknown as Field, part.label, part.description ?? undefined);
  if (part.type !== Types.ActionRow) return nothing;
  return html`${part.components.map((it) => drawField(it as unknown as Field, String((it as { label?: string }).label ?? "")))}`;
}

function drawField(field: Field, label: string, description?: string): TemplateResult {
  const id = `form-${field.custom_id}`;
  return html`<div class="form-field">
    <label for=${id}>${label}${field.required === false ? "" : html`<span aria-hidden="true" class="required">*</span>`}</label>
    ${description === undefined ? nothing : html`<small>${description}</small>`} ${drawInput(field, id)}
  </div>`;
}

function drawInput(field: Field, id: string): TemplateResult {
  const required = field.required !== false;
  const { custom_id: name, max_length: most = 4000, min_length: least = 0, placeholder = "", value = "" } = field;
  if (field.type !== Types.TextInput) {
    const options = optionsOf(field as never);
    const several = Number(field.max_values ?? 1) > 1;
    return html`<select id=${id} name=${name} ?required=${required} ?multiple=${several}>${drawOptions(options)}</select>`;
  }
  if (field.style === TextInputStyle.Paragraph)
    return html`<textarea id=${id} name=${name} rows="4" ?required=${required} maxlength=${most as number} minlength=${least as number}
      placeholder=${placeholder} .value=${String(value)}></textarea>`;
  return html`<input id=${id} name=${name} ?required=${required} maxlength=${most as number} minlength=${least as number}
    placeholder=${placeholder} .value=${String(value)} />`;
}

/** A dialog can open only once it stands in the page, which is a moment after it is drawn. */
function show(element: Element | undefined): void {
  if (!(element instanceof HTMLDialogElement)) return;
  queueMicrotask(() => {
    if (element.isConnected && !element.open) element.showModal();
  });
}

function close({ currentTarget }: Event): void {
  (currentTarget as HTMLElement).closest("dialog")?.close();
}

async function send(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const form = event.currentTarget as HTMLFormElement;
  const data = new FormData(form);
  const inputs = Object.fromEntries(
    [...new Set(data.keys())].map((key) => {
      const isSelect = form.elements.namedItem(key) instanceof HTMLSelectElement;
      return [key, isSelect ? data.getAll(key).map(String) : String(data.get(key))];
    }),
  );
  const error = await submitForm(inputs);
  form.querySelector(".failure")!.textContent = error ?? "";
}
