import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { ref } from "lit/directives/ref.js";
import { submitForm } from "../actions.ts";
import { type Filled, type FormField, faultOf, partsOf, readField } from "../form.ts";
import { state, update } from "../state.ts";
import { drawFormField } from "./form-field.ts";
import { icon } from "./icon.ts";
import { drawMarkdown } from "./markdown.ts";

/** The form that the bot opened, over everything else. */
export function drawForm(): TemplateResult | typeof nothing {
  const { form } = state;
  if (form === undefined) return nothing;
  const bot = state.scene?.people.find(({ part }) => part === "app")?.name ?? "the bot";
  return html`${keyed(
    form.key,
    html`<dialog class="form" aria-labelledby="form-title" ${ref(show)} @close=${leave}>
      <form method="dialog" novalidate @submit=${send}>
        <header>
          <h2 id="form-title">${form.modal.title}</h2>
          <button type="button" class="icon-button" aria-label="Close" @click=${close}>${icon("close")}</button>
        </header>
        <div class="form-parts">
          <p class="form-warning">This form will be submitted to ${bot}. Do not share passwords.</p>
          ${partsOf(form.modal).map((part, index) =>
            "text" in part
              ? html`<div class="text">${drawMarkdown(part.text)}</div>`
              : drawFormField(part, `form-${index}`, form.faults[part.name]),
          )}
        </div>
        <p class="failure" role="alert">${form.error ? html`${icon("warning")}${form.error}` : nothing}</p>
        <footer>
          <button type="button" class="button secondary" @click=${close}>Cancel</button>
          <button class="button primary" aria-busy=${form.sending}><span>Submit</span></button>
        </footer>
      </form>
    </dialog>`,
  )}`;
}

/** A dialog can open only once it stands in the page, which is a moment after it is drawn. The cursor goes to its first field. */
function show(element: Element | undefined): void {
  if (!(element instanceof HTMLDialogElement)) return;
  queueMicrotask(() => {
    if (!element.isConnected || element.open) return;
    element.showModal();
    element.querySelector<HTMLElement>(".form-parts :is(input, select, textarea, summary)")?.focus();
  });
}

/**
 * Takes the form away. Chromium has put the cursor back where it was, yet where a press of the mouse had set the
 * selection within the dialog nothing could be typed there: it is set anew.
 */
function leave(): void {
  update({ form: undefined });
  const back = document.activeElement as HTMLElement | null;
  back?.blur();
  back?.focus();
}

function close({ currentTarget }: Event): void {
  (currentTarget as HTMLElement).closest("dialog")?.close();
}

/** Sends what fits; what does not is named where it stands, and the cursor goes to the first of it. */
async function send(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const { form } = state;
  if (form === undefined || form.sending) return;
  const element = event.currentTarget as HTMLFormElement;
  const data = new FormData(element);
  const fields = partsOf(form.modal).filter((part): part is FormField => "field" in part);
  const filled = new Map(fields.map((field) => [field, readField(field, data)]));
  const faults = Object.fromEntries(
    fields.flatMap((field) => {
      const fault = faultOf(field, filled.get(field)!);
      return fault === undefined ? [] : [[field.name, fault]];
    }),
  );
  update({ form: { ...form, faults, error: "" } });
  const [first] = Object.keys(faults);
  if (first === undefined) {
    await submitForm(namedBy(filled));
    if (state.form === undefined) element.closest("dialog")?.close();
    return;
  }
  const faulty = [...element.elements].find((it) => (it as HTMLInputElement).name === first);
  const hidden = faulty?.closest("details:not([open])");
  (hidden?.querySelector("summary") ?? (faulty as HTMLElement | undefined))?.focus();
}

function namedBy(filled: ReadonlyMap<FormField, Filled>): Record<string, Filled> {
  return Object.fromEntries([...filled].map(([{ name }, value]) => [name, value]));
}
