import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { WireView } from "../../protocol.ts";
import { writeSize } from "../media-address.ts";

const ARROWS: Readonly<Record<WireView["kind"], string>> = { request: "→", "from the bot": "⇢", "to the bot": "⇠" };
const DIRECTIONS: Readonly<Record<WireView["kind"], string>> = {
  request: "Request of the bot",
  "from the bot": "Gateway, from the bot",
  "to the bot": "Gateway, to the bot",
};

/** What went between the bot and Discord, newest first. */
export function drawWire(wire: readonly WireView[]): TemplateResult {
  const refused = wire.filter(({ refusal }) => refusal.length > 0).length;
  return html`<section class="wire" aria-labelledby="wire-title">
    <h3 id="wire-title">
      The wire <small>${refused === 0 ? "all accepted by Discord's API document" : `${refused} refused by Discord's API document`}</small>
    </h3>
    <ol role="list" tabindex="0" aria-label="Requests and events, newest first">
      ${repeat(wire, ({ number }) => number, drawEntry)}
    </ol>
  </section>`;
}

function drawEntry(entry: WireView): TemplateResult {
  const { at, files = [], kind, refusal, title, trouble } = entry;
  return html`<li>
    <details @toggle=${drawInside}>
      <summary>
        <span class="arrow" data-kind=${kind} role="img" aria-label=${DIRECTIONS[kind]}>${ARROWS[kind]}</span>
        <span class="title">${shorten(title)}</span>
        ${drawResult(entry)}
      </summary>
      <p class="when">${new Date(at)
        .toISOString()
        .replace("T", " ")
        .replace(/\.\d+Z/, " UTC")} · ${DIRECTIONS[kind]}</p>
      ${trouble === undefined ? "" : html`<p class="failure">Trouble made here: ${trouble}</p>`}
      ${files.map(({ name, size }) => html`<p class="when">Uploaded: ${name}, ${writeSize(size)}</p>`)}
      ${refusal.map((line) => html`<p class="failure">${line}</p>`)}
      <div class="inside" .entry=${entry}></div>
    </details>
  </li>`;
}

function drawResult({ kind, ms, refusal, status, trouble }: WireView): TemplateResult | string {
  if (kind !== "request") return "";
  const good = status !== undefined && status < 400;
  return html`<span class="ms">${ms === undefined ? "" : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`}</span>
    <span class="status" data-good=${good}>${status ?? trouble ?? "no answer"}</span>
    ${
      refusal.length === 0
        ? html`<span class="accepted" title="Fits Discord's API document" role="img" aria-label="Fits Discord's API document">✓</span>`
        : html`<span class="refused" title="Discord would refuse it" role="img" aria-label="Discord would refuse it">✗</span>`
    }`;
}

/** The bodies are long and mostly unread: they are written out when someone looks. */
function drawInside({ currentTarget }: Event): void {
  const inside = (currentTarget as HTMLElement).querySelector<HTMLElement & { entry: WireView }>(".inside")!;
  if (inside.childElementCount > 0) return;
  const { answer, body } = inside.entry;
  for (const [name, json] of [
    ["Sent", body],
    ["Answered", answer],
  ] as const) {
    if (json === undefined || json === null) continue;
    const block = document.createElement("pre");
    block.tabIndex = 0;
    block.setAttribute("aria-label", name);
    block.textContent = JSON.stringify(json, undefined, 2);
    inside.append(block);
  }
}

/** Ids say little and take much room; the whole path is inside. */
function shorten(title: string): string {
  return title.replace(/\d{15,}/g, (id) => `…${id.slice(-4)}`).replace(/local-interaction-[^/]+/, "token");
}
