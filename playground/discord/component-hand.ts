import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import { chosenValues } from "./chosen-values.ts";
import { flatten, type Loose } from "./component-tree.ts";
import type { Channel, Person, Post } from "./inhabitants.ts";
import { resolve } from "./resolved.ts";
import type { World } from "./world.ts";

// What a person can do with a message's buttons and selects, and what the bot is told of it.

/** The message, if the person sees it. @throws Error */
export function visiblePost(channel: Channel, person: Person, messageId: string): Post {
  const post = channel.posts.find(({ message }) => message.id === messageId);
  if (post === undefined) throw new Error(`There is no message ${messageId} in ${channel.name}`);
  if (post.onlyFor !== undefined && post.onlyFor !== person)
    throw new Error(`${person.name} does not see that message`);
  return post;
}

/** The data of a pressed button. @throws Error when there is none, or it cannot be pressed */
export function pressedData({ message }: Post, button: string): object {
  const buttons = flatten(message.components ?? []).map(({ component }) => component);
  const found = buttons
    .filter(({ type }) => type === ComponentType.Button)
    .find(({ custom_id, label }) => custom_id === button || label === button);
  if (found === undefined) throw new Error(`The message has no button "${button}"`);
  if (found.style === ButtonStyle.Link)
    throw new Error(`The button "${button}" opens ${found.url}: the bot is not told`);
  return { ...usableData(found, button), component_type: ComponentType.Button };
}

/** The data of a used select. @throws Error when there is none, or it does not take these values */
export function chosenData(
  world: World,
  person: Person,
  channel: Channel,
  { message }: Post,
  customId: string,
  values: readonly string[],
): object {
  const found = flatten(message.components ?? []).find(({ component }) => component.custom_id === customId)?.component;
  if (found === undefined || found.type === ComponentType.Button)
    throw new Error(`The message has no select "${customId}"`);
  const data = { ...usableData(found, customId), component_type: found.type };
  const chosen = chosenValues(world, channel, found, values);
  if (found.type === ComponentType.StringSelect) return { ...data, values: chosen };
  return { ...data, values: chosen, resolved: resolve(world, person, world.serverOf(channel), chosen) };
}

function usableData({ id, custom_id, disabled }: Loose, name: string): object {
  if (disabled) throw new Error(`"${name}" is disabled`);
  return { id, custom_id };
}
