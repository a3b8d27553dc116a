import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  type APISectionComponent,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from "discord-api-types/v10";
import { bare } from "./text.ts";

/** Discord's limits on one message or form, written here and nowhere else. Lengths in characters. */
export const LIMITS = {
  /** Text of all text displays together. */
  text: 4000,
  /** Components of a message, nested ones counted. */
  components: 40,
  customId: 100,
  buttonLabel: 80,
  buttonsInRow: 5,
  url: 512,
  optionsInSelect: 25,
  optionLabel: 100,
  optionDescription: 100,
  optionValue: 100,
  placeholder: 150,
  formTitle: 45,
  fieldLabel: 45,
  fieldDescription: 100,
  fieldPlaceholder: 100,
  fieldsInForm: 5,
  fieldText: 4000,
  checks: 10,
} as const;

/** One message to send: plain data, for the adapter to put on the wire. */
export interface Reply {
  readonly components: readonly APIMessageTopLevelComponent[];
  /** `asker`: nobody else sees it. */
  readonly audience: "everyone" | "asker";
  /** The one role that may be pinged by it. */
  readonly pings?: string | undefined;
  /** Go with it; its components name them as `attachment://…`. */
  readonly files?: readonly Attached[];
}

/** A file that is sent with a message. */
export interface Attached {
  readonly name: string;
  readonly contentType: string;
  readonly data: Uint8Array;
}

/** Buttons side by side, or one list to choose from. */
export type ActionRow = APIActionRowComponent<APIComponentInMessageActionRow>;

export type Button = APIButtonComponentWithCustomId | APIButtonComponentWithURL;

/** The accent colour of containers that show no fact, RGB; for the others see `Look`. */
export const PLAIN = 0x5c6370;

/** A reply of one container. */
export function reply(
  audience: Reply["audience"],
  colour: number,
  components: readonly (APIComponentInContainer | undefined)[],
): Reply {
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    accent_color: colour,
    components: components.filter((it) => it !== undefined),
  };
  return { components: [container], audience };
}

/** One plain sentence, for the asker alone, and what can be done about it. */
export function notice(sentence: string, ...buttons: readonly (Button | undefined)[]): Reply {
  return reply("asker", PLAIN, [text(sentence), row(...buttons)]);
}

/** One plain sentence and a file, for the asker alone. */
export function fileReply(sentence: string, file: Attached): Reply {
  const shown = { type: ComponentType.File, file: { url: `attachment://${file.name}` } } as const;
  return { ...reply("asker", PLAIN, [text(sentence), shown]), files: [file] };
}

export function text(...lines: readonly (string | undefined)[]): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content: lines.filter((it) => it !== undefined && it !== "").join("\n") };
}

/** One thing that can be chosen. */
export interface Choosable {
  /** Read by people. Cut where it is longer than Discord allows, as is `description`. */
  readonly label: string;
  /** Handed to the command: 1 to 100 characters. */
  readonly value: string;
  /** A second line, in smaller letters. */
  readonly description?: string;
}

/** One of a list's options, as Discord has it. */
export type Option = APISelectMenuOption;

/**
 * A list to choose from, in a row of its own; `undefined` when there is nothing to choose, as Discord allows no empty
 * list.
 *
 * @param placeholder what the list says before anything is chosen
 * @param options the first 25 are shown; of two with one value the first
 * @param most how many can be chosen at once
 */
export function select(id: string, placeholder: string, options: readonly Option[], most = 1): ActionRow | undefined {
  const values = new Set<string>();
  const distinct = options.filter(({ value }) => values.size < values.add(value).size);
  const shown = distinct.slice(0, LIMITS.optionsInSelect);
  if (shown.length === 0) return undefined;
  const list: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: id,
    placeholder: cut(placeholder, LIMITS.placeholder),
    options: shown,
    min_values: 1,
    max_values: Math.min(most, shown.length),
  };
  return { type: ComponentType.ActionRow, components: [list] };
}

/**
 * An option of a list. Texts go in as they are: Discord formats nothing in a list, so what `plain` escapes would show.
 *
 * @throws {RangeError} when the value is empty or too long
 */
export function option({ description, label, value }: Choosable): Option {
  if (value === "" || value.length > LIMITS.optionValue) throw new RangeError(`a value that no list takes: ${value}`);
  const second = cut(bare(description ?? ""), LIMITS.optionDescription);
  return {
    // Discord refuses a label that shows nothing.
    label: cut(bare(label), LIMITS.optionLabel) || value,
    value,
    ...(second !== "" && { description: second }),
  };
}

/** Text with a button beside it: so the row of buttons below stays short enough for a phone. */
export function section(accessory: Button, ...lines: readonly (string | undefined)[]): APISectionComponent {
  return { type: ComponentType.Section, components: [text(...lines)], accessory };
}

/** A row of buttons; `undefined` when there are none, as Discord allows no empty row. */
export function row(...buttons: readonly (Button | undefined)[]): ActionRow | undefined {
  const shown = buttons.filter((it) => it !== undefined).slice(0, LIMITS.buttonsInRow);
  return shown.length === 0 ? undefined : { type: ComponentType.ActionRow, components: shown };
}

export function button(label: string, id: string, disabled = false): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id: id, disabled };
}

/** A button for what cannot be taken back for long. */
export function dangerButton(label: string, id: string): APIButtonComponentWithCustomId {
  return { ...button(label, id), style: ButtonStyle.Danger };
}

/** A button that opens a page; `undefined` when the address is longer than Discord allows. */
export function linkButton(label: string, url: string): APIButtonComponentWithURL | undefined {
  if (url.length > LIMITS.url) return undefined;
  return { type: ComponentType.Button, style: ButtonStyle.Link, label: cut(label, LIMITS.buttonLabel), url };
}

/** Text of a label, which Discord shows as it stands; what is longer ends in "…". */
function cut(text: string, max: number): string {
  const whole = text.toWellFormed().trim();
  if (whole.length <= max) return whole;
  // What is cut off may leave half a character behind.
  const kept = whole.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "");
  return `${kept.trimEnd()}…`;
}

export function divider(): APIComponentInContainer {
  return { type: ComponentType.Separator };
}
