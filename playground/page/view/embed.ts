import type { APIEmbed } from "discord-api-types/v10";
import { html, nothing, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { reader } from "../state.ts";
import { writeMessageTime } from "../timestamp.ts";
import { drawMarkdown } from "./markdown.ts";
import { drawAbsent, shownAddress } from "./media.ts";

/** An embed. Pictures of the web are named below it instead of shown, as the page asks no network for anything. */
export function drawEmbed(embed: APIEmbed): TemplateResult {
  const { author, color, description, fields = [], footer, image, thumbnail, timestamp, title, url } = embed;
  const time = timestamp === undefined ? undefined : writeMessageTime(Date.parse(timestamp), reader());
  return html`<discord-embed
    slot="embeds"
    color=${ifDefined(color === undefined ? undefined : `#${color.toString(16).padStart(6, "0")}`)}
    author-name=${ifDefined(author?.name)}
    author-url=${ifDefined(author?.url)}
    embed-title=${ifDefined(title)}
    url=${ifDefined(url)}
    author-image=${ifDefined(iconOf(author?.icon_url))}
    image=${ifDefined(image && shownAddress(image))}
    thumbnail=${ifDefined(thumbnail && shownAddress(thumbnail))}
  >
    ${
      description === undefined
        ? nothing
        : html`<discord-embed-description slot="description">${drawMarkdown(description)}</discord-embed-description>`
    }
    ${
      fields.length === 0
        ? nothing
        : html`<discord-embed-fields slot="fields">
          ${fields.map(
            ({ inline = false, name, value }, index) => html`<discord-embed-field
              field-title=${name}
              ?inline=${inline}
              inline-index=${ifDefined(inline ? (index % 3) + 1 : undefined)}
              >${drawMarkdown(value)}</discord-embed-field
            >`,
          )}
        </discord-embed-fields>`
    }
    ${[thumbnail, image].map((it) =>
      it === undefined || shownAddress(it) !== undefined
        ? nothing
        : html`<div slot="description">${drawAbsent(it.url, undefined, "media")}</div>`,
    )}
    ${
      footer === undefined && time === undefined
        ? nothing
        : html`<discord-embed-footer slot="footer" footer-image=${ifDefined(iconOf(footer?.icon_url))} footer-image-alt="">${[footer?.text, time].filter(Boolean).join(" · ")}</discord-embed-footer>`
    }
  </discord-embed>`;
}

function iconOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : shownAddress({ url });
}
