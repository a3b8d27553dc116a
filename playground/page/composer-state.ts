import type { APIApplicationCommandBasicOption } from "discord-api-types/v10";
import type { Choice } from "../protocol.ts";
import type { UsableCommand } from "./command-list.ts";
import { update } from "./state.ts";

/** An option of the command that is being filled in. */
export interface Field {
  readonly option: APIApplicationCommandBasicOption;
  text: string;
  /** What was chosen from a list; absent for text as typed. */
  value?: Choice["value"] | undefined;
}

/** What stands in the line below the messages: text, or a command. */
export interface Composer {
  text: string;
  /** Those that can be used here. */
  commands: readonly UsableCommand[];
  /** The command that is being filled in. */
  command: UsableCommand | undefined;
  /** The options that are shown; those that must be given first. */
  fields: readonly Field[];
  /** The name of the option that the list belongs to. */
  focused: string | undefined;
  choices: readonly Choice[];
  open: boolean;
  /** The place in the list, from 0. */
  active: number;
  /** What must be mended before it can be sent. */
  fault: string;
}

export const EMPTY: Omit<Composer, "commands"> = {
  text: "",
  command: undefined,
  fields: [],
  focused: undefined,
  choices: [],
  open: false,
  active: 0,
  fault: "",
};

export const composer: Composer = { ...EMPTY, commands: [] };

export function setComposer(change: Partial<Composer>): void {
  Object.assign(composer, change);
  update();
}

/** Puts the cursor there once the page is drawn. */
export function focus(id: string): void {
  update();
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}

/** The id of an option's input. */
export function fieldId({ option }: Field): string {
  return `field-${option.name}`;
}
