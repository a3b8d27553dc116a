import { html, type TemplateResult } from "lit";
import type { BotPermission, BotState, ChannelView, ClockMove, Scene, TroubleKind } from "../../protocol.ts";
import { work } from "../actions.ts";
import { botTime, reader, state, update } from "../state.ts";
import { icon } from "./icon.ts";
import { drawWire } from "./wire.ts";

const STATES: Readonly<Record<BotState, string>> = { starting: "Starting", running: "Running", down: "Down" };
const TROUBLES: readonly (readonly [TroubleKind, string])[] = [
  ["429", "429"],
  ["500", "500"],
  ["time-out", "Time-out"],
];

/** What a Discord client does not have: the clock, the bot's process, its permissions, the wire. */
export function drawTools(scene: Scene, channel: ChannelView): TemplateResult {
  return html`<aside class="tools" aria-label="Playground">
    <header>
      <h2>Playground</h2>
      <button class="icon-button narrow" aria-label="Back to the channel" @click=${() => update({ pane: "chat" })}>${icon("close")}</button>
    </header>
    <div class="tool-scroll" tabindex="0" role="group" aria-label="Controls">
      ${drawClock(scene)} ${drawBot(scene)} ${drawPermissions(channel)}
    </div>
    <div class="notices" role="status">${state.notices.map(({ text }) => html`<p>${text}</p>`)}</div>
    ${drawWire(state.wire)}
  </aside>`;
}

function drawClock({ clock }: Scene): TemplateResult {
  const move = (to: ClockMove) => () => void work({ kind: "clock", move: to });
  return html`<section class="clock" aria-labelledby="clock-title">
    <h3 id="clock-title">${icon("clock")}The bot's clock</h3>
    <p class="time"><time>${write("UTC", { timeStyle: "medium" })}</time><span>${write("UTC", { dateStyle: "full" })} · UTC</span>${drawOwnTime()}</p>
    <div class="buttons">
      <button class="button primary" ?disabled=${clock.moving} @click=${move({ to: "next post" })}>To the next post</button>
      <button class="button secondary" ?disabled=${clock.moving} @click=${move({ by: "PT1H" })}>+1 hour</button>
      <button class="button secondary" ?disabled=${clock.moving} @click=${move({ by: "PT24H" })}>+1 day</button>
    </div>
    <form class="date" @submit=${goTo}>
      <label for="date">Date and time (UTC)</label>
      <input id="date" name="date" type="datetime-local" required />
      <button class="button secondary" ?disabled=${clock.moving}>Go</button>
    </form>
  </section>`;
}

/** The same moment where the person sits, unless that is in UTC too. */
function drawOwnTime(): TemplateResult | string {
  const { timeZone } = reader();
  if (timeZone === "UTC") return "";
  return html`<span>${write(timeZone, { timeStyle: "short", dateStyle: "medium" })} · ${timeZone.replace("_", " ")}, where you are</span>`;
}

function drawBot({ bot, publicUrl }: Scene): TemplateResult {
  const control = (to: "kill" | "start") => () => void work({ kind: "bot", to });
  return html`<section aria-labelledby="bot-title">
    <div class="head">
      <h3 id="bot-title">The bot <span class="chip" data-state=${bot.state}>${STATES[bot.state]}</span></h3>
      <button class="button danger" ?disabled=${bot.state === "down"} @click=${control("kill")}>Kill</button>
      <button class="button success" ?disabled=${bot.state !== "down"} @click=${control("start")}>Start</button>
    </div>
    ${bot.reason === undefined ? "" : html`<p class="failure">${bot.reason}</p>`}
    <div class="buttons" role="group" aria-labelledby="trouble-title">
      <h4 id="trouble-title">Trouble for its next message</h4>
      ${TROUBLES.map(
        ([trouble, label]) =>
          html`<button class="button secondary" @click=${() => work({ kind: "trouble", trouble })}>${label}</button>`,
      )}
      <button class="button secondary" @click=${() => work({ kind: "trouble", trouble: "gateway drop" })}>Drop the gateway</button>
    </div>
    ${drawPublicAddress(publicUrl)}
  </section>`;
}

/** With it the bot links what it serves; without it, it uploads. */
function drawPublicAddress(url: string | undefined): TemplateResult {
  const turn = ({ currentTarget }: Event) =>
    void work({ kind: "public address", on: (currentTarget as HTMLInputElement).checked });
  return html`<div class="public-address">
    <label class="switch"
      ><span>PUBLIC_URL</span><input type="checkbox" role="switch" .checked=${url !== undefined} @change=${turn}
    /></label>
    ${url === undefined ? html`<small>off: the bot uploads its pictures</small>` : html`<a href=${url} target="_blank" rel="noopener noreferrer">${url.replace("http://", "")}</a>`}
  </div>`;
}

function drawPermissions({ bot, id, name }: ChannelView): TemplateResult | string {
  if (bot === undefined) return "";
  return html`<section aria-labelledby="permission-title">
    <h3 id="permission-title">The bot in #${name}</h3>
    <div class="switches">${Object.entries(bot).map(([permission, allowed]) => {
      const change = ({ currentTarget }: Event) =>
        void work({
          kind: "permission",
          channel: id,
          permission: permission as BotPermission,
          allowed: (currentTarget as HTMLInputElement).checked,
        });
      return html`<label class="switch"
        ><span>${permission}</span><input type="checkbox" role="switch" .checked=${allowed} @change=${change}
      /></label>`;
    })}</div>
  </section>`;
}

function goTo(event: SubmitEvent): void {
  event.preventDefault();
  const date = new FormData(event.currentTarget as HTMLFormElement).get("date");
  void work({ kind: "clock", move: { at: `${date}Z` } });
}

function write(timeZone: string, format: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { ...format, timeZone }).format(botTime());
}
