import { html, type TemplateResult } from "lit";
import type { ChannelView, PersonView, Scene } from "../../protocol.ts";
import { openPlace } from "../actions.ts";
import { beSomeone } from "../identity.ts";
import { state } from "../state.ts";
import { avatarOf } from "./avatar.ts";
import { channelIcon } from "./icon.ts";

/** The server's channels, the direct message, and who sits before the screen. */
export function drawChannels(scene: Scene): TemplateResult {
  const { channels, people, server } = scene;
  const ofServer = channels.filter(({ kind }) => kind !== "dm");
  const direct = channels.filter(({ kind }) => kind === "dm");
  return html`<nav class="channels" aria-label="Channels">
    <h1>${server.name}</h1>
    <div class="channel-scroll">
      ${drawGroup("Channels", ofServer)} ${drawGroup("Direct messages", direct)}
    </div>
    ${drawIdentity(people, scene.you)}
  </nav>`;
}

function drawGroup(name: string, channels: readonly ChannelView[]): TemplateResult {
  return html`<h2>${name}</h2>
    <ul role="list">
      ${channels.map(
        ({ bot, id, kind, name: channel, parentId }) => html`<li class=${parentId === undefined ? "" : "inner"}>
          <button aria-current=${state.channelId === id ? "page" : "false"} @click=${() => openPlace(id)}>
            ${channelIcon(kind)}<span>${channel}</span>
            ${bot !== undefined && !Object.values(bot).every(Boolean) ? html`<small class="limited">bot limited</small>` : ""}
          </button>
        </li>`,
      )}
    </ul>`;
}

/** Who am I: a member or a moderator. */
function drawIdentity(people: readonly PersonView[], you: string): TemplateResult {
  const chosen = people.filter(({ name, part }) => part === "moderator" || (part === "member" && name === "Member"));
  return html`<fieldset class="identity">
    <legend>You are</legend>
    ${chosen.map(
      (person) => html`<label class=${person.id === you ? "chosen" : ""}>
        <input type="radio" name="identity" .checked=${person.id === you} @change=${() => beSomeone(person.id)} />
        <img src=${avatarOf(person)} alt="" width="24" height="24" />
        <strong>${person.name}</strong>
      </label>`,
    )}
  </fieldset>`;
}
