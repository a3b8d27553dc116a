import { ButtonStyle, MessageFlags, ComponentType as Types } from "discord-api-types/v10";
import type { LocalDiscord } from "../../playground/discord/local-discord.ts";

const TEXT = `# Heading one
## Heading two
### Heading three
-# Subtext with **bold**, *italics*, __underline__, ~~strike~~, \`code\` and ||a spoiler||
> A quote of [a page](https://example.com/page)
- a list
  - set in
3. a number
\`\`\`
a block of code
\`\`\`
<t:1783152000:t> <t:1783152000:F> <t:1783152000:R> <script>alert("text")</script>`;

/** Everything that a message can hold, for the page to draw; the bot itself needs few of these. */
function components(channelId: string) {
  return [
    {
      type: Types.Container,
      accent_color: 0x7c5cff,
      components: [
        { type: Types.TextDisplay, content: `${TEXT} <#${channelId}>` },
        { type: Types.Separator, spacing: 2 },
        {
          type: Types.Section,
          components: [{ type: Types.TextDisplay, content: "A section with a thumbnail" }],
          accessory: { type: Types.Thumbnail, media: { url: "https://example.com/a.png" }, description: "A record" },
        },
        {
          type: Types.MediaGallery,
          items: [
            { media: { url: "https://example.com/b.png" }, description: "A stage" },
            { media: { url: "https://example.com/c.png" }, spoiler: true },
          ],
        },
        { type: Types.File, file: { url: "attachment://tracks.txt" } },
      ],
    },
    {
      type: Types.ActionRow,
      components: [ButtonStyle.Primary, ButtonStyle.Secondary, ButtonStyle.Success, ButtonStyle.Danger].map(
        (style) => ({
          type: Types.Button,
          style,
          label: ButtonStyle[style],
          custom_id: `button-${style}`,
        }),
      ),
    },
    {
      type: Types.ActionRow,
      components: [
        {
          type: Types.StringSelect,
          custom_id: "genre",
          placeholder: "Choose a genre",
          options: [
            { label: "Rock", value: "rock" },
            { label: "Hip-hop", value: "hip-hop" },
          ],
        },
      ],
    },
    {
      type: Types.ActionRow,
      components: [{ type: Types.RoleSelect, custom_id: "roles", placeholder: "Choose roles", max_values: 2 }],
    },
  ];
}

const EMBED = {
  author: { name: "An author" },
  title: "A title",
  url: "https://example.com",
  description: "A **description**",
  color: 0x2e9e5b,
  fields: [
    { name: "One", value: "1", inline: true },
    { name: "Two", value: "2", inline: true },
  ],
  footer: { text: "A footer" },
  timestamp: "2026-07-04T08:00:00.000Z",
};

/** Posts them as the bot does, over REST; a file goes with the components. */
export async function postAllKinds({ token, url }: LocalDiscord, channelId: string): Promise<void> {
  const rich = { flags: MessageFlags.IsComponentsV2, components: components(channelId) };
  for (const payload of [rich, { embeds: [EMBED] }]) {
    const body = new FormData();
    body.set("payload_json", JSON.stringify(payload));
    if (payload === rich) body.set("files[0]", new Blob(["Side one"]), "tracks.txt");
    const headers = { authorization: `Bot ${token}` };
    const answer = await fetch(`${url}/v10/channels/${channelId}/messages`, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(await answer.text());
  }
}
