import {
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  type APISectionComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from "discord-api-types/v10";

/** Discord's limits on one message, written here and nowhere else. Lengths in characters. */
export const LIMITS = {
  /** Text of all text displays together. */
  text: 4000,
  /** Components of a message, nested ones counted. */
  components: 40,
  customId: 100,
  buttonLabel: 80,
  buttonsInRow: 5,
  url: 512,
} as const;

/** One message to send: plain data, for the adapter to put on the wire. */
export interface Reply {
  readonly components: readonly APIMessageTopLevelComponent[];
  /** `asker`: nobody else sees it. */
  readonly audience: "everyone" | "asker";
  /** The one role that may be pinged by it. */
  readonly pings?: string | undefined;
}

export type Button = APIButtonComponentWithCustomId | APIButtonComponentWithURL;

/** Accent colours of containers, RGB. */
export const COLOURS = {
  event: 0x7c5cff,
  supported: 0x2e9e5b,
  doubtful: 0xd98e04,
  wrong: 0xd64545,
  plain: 0x5c6370,
} as const;

/** A reply of one container. */
export function reply(
  audience: Reply["audience"],
  colour: keyof typeof COLOURS,
  components: readonly (APIComponentInContainer | undefined)[],
): Reply {
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    accent_color: COLOURS[colour],
    components: components.filter((it) => it !== undefined),
  };
  return { components: [container], audience };
}

/** One plain sentence, for the asker alone. */
export function notice(sentence: string): Reply {
  return reply("asker", "plain", [text(sentence)]);
}

export function text(...lines: readonly (string | undefined)[]): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content: lines.filter((it) => it !== undefined && it !== "").join("\n") };
}

export function section(content: APITextDisplayComponent, accessory: Button): APISectionComponent {
  return { type: ComponentType.Section, components: [content], accessory };
}

/** A row of buttons; `undefined` when there are none, as Discord allows no empty row. */
export function row(...buttons: readonly (Button | undefined)[]): APIComponentInContainer | undefined {
  const shown = buttons.filter((it) => it !== undefined).slice(0, LIMITS.buttonsInRow);
  return shown.length === 0 ? undefined : { type: ComponentType.ActionRow, components: shown };
}

export function button(label: string, id: string, disabled = false): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id: id, disabled };
}

/** A button that opens a page; `undefined` when the address is longer than Discord allows. */
export function linkButton(label: string, url: string): APIButtonComponentWithURL | undefined {
  if (url.length > LIMITS.url) return undefined;
  const whole = label.toWellFormed();
  // What is cut off may leave half a character behind.
  const cut = whole.slice(0, LIMITS.buttonLabel - 1).replace(/[\ud800-\udbff]$/, "");
  const short = whole.length <= LIMITS.buttonLabel ? whole : `${cut.trimEnd()}…`;
  return { type: ComponentType.Button, style: ButtonStyle.Link, label: short, url };
}

export function divider(): APIComponentInContainer {
  return { type: ComponentType.Separator };
}
