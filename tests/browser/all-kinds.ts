import { ButtonStyle, MessageFlags, ComponentType as Types } from "discord-api-types/v10";
import type { LocalDiscord } from "../../playground/discord/local-discord.ts";
import type { Town } from "../../playground/server/town.ts";
import { gradient } from "./gradient.ts";

// Everything that a message can hold, for the page to draw; the bot itself needs few of these.

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

const COLOURS = [
  [229, 112, 47],
  [124, 92, 255],
  [46, 158, 91],
  [29, 111, 184],
] as const;

/** Ten pictures of unlike shapes, as `0.png` to `9.png`. */
const PICTURES = Object.fromEntries(
  Array.from({ length: 10 }, (_, index) => {
    const [width, height] = [[600, 315] as const, [300, 300] as const, [200, 400] as const][index % 3]!;
    return [`${index}.png`, gradient(width, height, COLOURS[index % 4]!, COLOURS[(index + 1) % 4]!)];
  }),
);
const FILES = { ...PICTURES, "tracks.txt": Buffer.from("Side one"), "SPOILER_end.txt": Buffer.from("It fades out") };

const text = (content: string) => ({ type: Types.TextDisplay, content });
const row = (...components: object[]) => ({ type: Types.ActionRow, components });
const button = (style: ButtonStyle, more: object) => ({ type: Types.Button, style, ...more });
const upload = (name: string | number) => ({ url: `attachment://${typeof name === "number" ? `${name}.png` : name}` });

function gallery(count: number) {
  const items = Array.from({ length: count }, (_, index) => ({
    media: upload(index),
    ...(index % 2 === 0 && { description: `Picture ${index + 1} of ${count}, in two colours` }),
  }));
  return { type: Types.MediaGallery, items };
}

function buttons() {
  const plain = [ButtonStyle.Primary, ButtonStyle.Secondary, ButtonStyle.Success, ButtonStyle.Danger];
  const url = "https://example.com";
  return [
    row(...plain.map((style) => button(style, { label: ButtonStyle[style], custom_id: `button-${style}` }))),
    row(...plain.map((style) => button(style, { label: "Disabled", custom_id: `off-${style}`, disabled: true }))),
    row(
      button(ButtonStyle.Link, { label: "Link", url }),
      button(ButtonStyle.Link, { label: "Link", url, disabled: true }),
      button(ButtonStyle.Premium, { sku_id: "1234567890123456789" }),
      button(ButtonStyle.Secondary, { emoji: { name: "♪" }, custom_id: "note" }),
      button(ButtonStyle.Primary, { emoji: { name: "★" }, label: "Star", custom_id: "star" }),
    ),
  ];
}

function selects({ member, server }: Town) {
  const options = ["Rock", "Hip-hop", "Ska", "Jazz"].map((label) => ({ label, value: label.toLowerCase() }));
  const [rock, ...others] = options;
  const described = [{ ...rock!, description: "Loud", emoji: { name: "♫" } }, ...others];
  const chosen = [{ ...rock!, default: true }, ...others];
  const [general] = [...server.channels.values()];
  const role = [...server.roles.values()].find(({ name }) => name === "Crossover Club")!;
  const values = (id: string, type: string) => ({ default_values: [{ id, type }] });
  return [
    { type: Types.StringSelect, custom_id: "genre", placeholder: "Choose a genre", options: described },
    { type: Types.StringSelect, custom_id: "chosen", options: chosen },
    { type: Types.StringSelect, custom_id: "off", placeholder: "Nothing to choose", options, disabled: true },
    { type: Types.StringSelect, custom_id: "several", min_values: 0, max_values: 4, options: chosen },
    { type: Types.UserSelect, custom_id: "person", ...values(member.id, "user") },
    { type: Types.RoleSelect, custom_id: "roles", placeholder: "Choose roles", max_values: 2 },
    { type: Types.MentionableSelect, custom_id: "ping", ...values(role.id, "role") },
    { type: Types.ChannelSelect, custom_id: "channel", channel_types: [0], ...values(general!.id, "channel") },
  ].map((select) => row(select));
}

const section = (accessory: object, ...words: string[]) => ({
  type: Types.Section,
  components: words.map(text),
  accessory,
});

function sections() {
  const thumbnail = (more: object) => ({ type: Types.Thumbnail, ...more });
  return [
    section(
      thumbnail({ media: upload(0), description: "A record" }),
      "## A section",
      "with a thumbnail",
      "-# and more",
    ),
    section(thumbnail({ media: upload(1), spoiler: true }), "A thumbnail that is a spoiler"),
    section(thumbnail({ media: { url: "https://example.com/a.png" }, description: "Far" }), "A thumbnail of the web"),
    section(button(ButtonStyle.Secondary, { label: "Read", custom_id: "read" }), "A section with a button"),
  ];
}

const container = (more: object, ...components: object[]) => ({ type: Types.Container, ...more, components });

const EMBED = {
  author: { name: "An author", icon_url: "attachment://1.png" },
  title: "A title",
  url: "https://example.com",
  description: "A **description**",
  color: 0x2e9e5b,
  thumbnail: { url: "attachment://1.png" },
  image: { url: "attachment://0.png" },
  fields: [
    { name: "One", value: "1", inline: true },
    { name: "Two", value: "2", inline: true },
    { name: "Three", value: "3", inline: true },
    { name: "A field", value: "in a line of its own" },
  ],
  footer: { text: "A footer", icon_url: "attachment://2.png" },
  timestamp: "2026-07-04T08:00:00.000Z",
};

const POLL = {
  question: { text: "Which record first?" },
  answers: [
    { poll_media: { text: "Raising Hell", emoji: { name: "♫" } } },
    { poll_media: { text: "Toys in the Attic" } },
  ],
  duration: 24,
};

/** The messages by the kind of component that they show. */
export const KINDS: Readonly<Record<string, (town: Town, channelId: string) => object>> = {
  text: (_, channelId) => rich(container({ accent_color: 0x7c5cff }, text(`${TEXT} <#${channelId}>`))),
  containers: () =>
    rich(
      container({}, text("A container without a colour"), { type: Types.Separator, spacing: 2 }, text("Below a line")),
      container({ accent_color: 0xe5702f, spoiler: true }, text("A container that is a spoiler")),
      text("Above nothing"),
      { type: Types.Separator, divider: false },
      text("Below nothing"),
    ),
  sections: () => rich(container({ accent_color: 0x2e9e5b }, ...sections())),
  "small galleries": () => rich(...[1, 2, 3, 4, 5].flatMap((count) => [text(`${count}`), gallery(count)])),
  "large galleries": () => rich(...[6, 7, 8, 9, 10].flatMap((count) => [text(`${count}`), gallery(count)])),
  spoilers: () =>
    rich({
      type: Types.MediaGallery,
      items: [
        { media: upload(0), spoiler: true },
        { media: { url: "https://example.com/b.png" }, description: "A stage" },
      ],
    }),
  files: () =>
    rich(
      ...["tracks.txt", "SPOILER_end.txt"].map((name, index) => ({
        type: Types.File,
        file: upload(name),
        spoiler: index === 1,
      })),
    ),
  buttons: () => rich(...buttons()),
  selects: (town) => rich(...selects(town)),
  embeds: () => ({
    embeds: [EMBED, { description: "An embed without anything else", image: { url: "https://example.com/c.png" } }],
  }),
  attachments: () => ({
    content: "Uploaded",
    attachments: [0, 1, 10].map((id) => ({ id, description: "What it shows" })),
  }),
  polls: () => ({ poll: POLL }),
};

function rich(...components: object[]): object {
  return { flags: MessageFlags.IsComponentsV2, components };
}

/** Posts them as the bot does, over REST, each with the files that it names. */
export async function postAllKinds({ token, url }: LocalDiscord, town: Town, channelId: string): Promise<void> {
  for (const makePayload of Object.values(KINDS)) {
    const payload = JSON.stringify(makePayload(town, channelId));
    const body = new FormData();
    body.set("payload_json", payload);
    for (const [index, [name, bytes]] of Object.entries(FILES).entries())
      if (payload.includes(`attachment://${name}`) || payload.includes(`"id":${index},`))
        body.set(`files[${index}]`, new Blob([bytes]), name);
    const headers = { authorization: `Bot ${token}` };
    const answer = await fetch(`${url}/v10/channels/${channelId}/messages`, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(await answer.text());
  }
}
