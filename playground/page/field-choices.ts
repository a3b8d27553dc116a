import { ApplicationCommandOptionType as Types } from "discord-api-types/v10";
import type { Choice } from "../protocol.ts";
import type { Field } from "./composer-state.ts";
import { state } from "./state.ts";

/** What the page itself can offer for an option: fixed choices, channels, roles, people. Narrowed by what is typed. */
export function localChoices({ option, text, value }: Field): readonly Choice[] {
  const typed = value === undefined ? text.replace(/^[#@]/, "").toLowerCase() : "";
  return allChoices(option).filter(({ name }) => name.toLowerCase().includes(typed));
}

function allChoices(option: Field["option"]): readonly Choice[] {
  const { channels = [], people = [], roles = [] } = state.scene ?? {};
  switch (option.type) {
    case Types.Boolean:
      return [
        { name: "True", value: "true" },
        { name: "False", value: "false" },
      ];
    case Types.Channel: {
      const types: readonly number[] = option.channel_types ?? [];
      const fitting = channels.filter(
        ({ kind, type }) => kind !== "dm" && (types.length === 0 || types.includes(type)),
      );
      return fitting.map(({ id, name }) => ({ name: `#${name}`, value: id }));
    }
    case Types.Role:
      return named(roles);
    case Types.User:
      return named(people);
    case Types.Mentionable:
      return [...named(people), ...named(roles)];
    default:
      return "choices" in option ? (option.choices ?? []) : [];
  }
}

function named(things: readonly { readonly id: string; readonly name: string }[]): Choice[] {
  return things.map(({ id, name }) => ({ name: `@${name.replace(/^@/, "")}`, value: id }));
}
