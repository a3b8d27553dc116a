import { html, type TemplateResult } from "lit";
import type { ChannelView } from "../../protocol.ts";
import { focus } from "../composer-state.ts";
import { currentChannel, type State, state, update } from "../state.ts";
import { drawChannels } from "./channel-list.ts";
import { drawComposer } from "./composer.ts";
import { drawForm } from "./form.ts";
import { channelIcon, type IconName, icon } from "./icon.ts";
import { drawMenu } from "./menu.ts";
import { drawMessages } from "./message-list.ts";
import { drawTools } from "./tools.ts";

const THEMES: Readonly<Record<State["theme"], { readonly next: State["theme"]; readonly icon: IconName }>> = {
  auto: { next: "dark", icon: "auto" },
  dark: { next: "light", icon: "moon" },
  light: { next: "auto", icon: "sun" },
};

/** The whole page. */
export function drawApp(): TemplateResult {
  const channel = currentChannel();
  if (state.scene === undefined || channel === undefined)
    return html`<main class="loading"><h1>Crossfade's playground</h1><p>Connecting…</p></main>`;
  return html`<a class="skip" href="#chat" @click=${skip}>Skip to the messages</a>
    <div class="app" data-pane=${state.pane}>
      ${drawChannels(state.scene)}
      <main id="chat" class="chat" tabindex="-1">
        ${drawHeader(channel)} ${state.connected ? "" : html`<p class="offline" role="alert">The playground has stopped; start it again with npm run play.</p>`}
        ${drawMessages(channel)} ${drawComposer(channel)}
      </main>
      ${drawTools(state.scene, channel)}
    </div>
    ${drawMenu()}${drawForm()}`;
}

/** Past the channels; on a narrow screen to what hides behind them. */
function skip(event: Event): void {
  event.preventDefault();
  update({ pane: "chat" });
  focus("chat");
}

function drawHeader({ kind, name }: ChannelView): TemplateResult {
  const theme = THEMES[state.theme];
  return html`<header class="chat-header">
    <button class="icon-button narrow" aria-label="Channels" @click=${() => update({ pane: "channels" })}>${icon("menu")}</button>
    ${channelIcon(kind)}
    <h2>${name}</h2>
    <button
      class="icon-button"
      aria-label=${`Colours: ${state.theme}; switch to ${theme.next}`}
      title=${`Colours: ${state.theme}`}
      @click=${() => update({ theme: theme.next })}
    >
      ${icon(theme.icon)}
    </button>
    <button class="icon-button narrow" aria-label="Playground tools" @click=${() => update({ pane: "tools" })}>${icon("tools")}</button>
  </header>`;
}
