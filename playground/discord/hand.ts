import {
  type APIApplicationCommand,
  type APIMessage,
  type APIModalInteractionResponseCallbackData as Modal,
  InteractionType as Types,
} from "discord-api-types/v10";
import type { Answer } from "./answer.ts";
import {
  type ChosenCommand,
  chooseCommand,
  chooseMessageCommand,
  type Field,
  type Inputs,
  nestFields,
  readFields,
} from "./command-input.ts";
import { chosenData, pressedData, visiblePost } from "./component-hand.ts";
import type { Channel, Person, Post } from "./inhabitants.ts";
import type { Interactions } from "./interactions.ts";
import { type ModalInputs, submittedData } from "./modal-hand.ts";
import { whyNotOffered } from "./offer.ts";
import { removePost } from "./posts.ts";
import { namedIds, resolve } from "./resolved.ts";
import type { World } from "./world.ts";

/** Who acts, and where. */
export interface By {
  readonly person: Person;
  readonly channel: Channel;
  /** Does what Discord's app would not offer: commands without the permission or out of place, unchecked fields. */
  readonly force?: boolean;
}

/** A person's hand on Discord's app. Everything it cannot do there is an Error that says why. */
export interface Hand {
  /** The bot's commands that Discord's app offers there, those for messages among them. */
  offers(by: By): readonly APIApplicationCommand[];
  /**
   * Uses a slash command.
   *
   * @param name as typed, such as `daily add`
   * @param inputs people, roles and channels by id; choices by value or by what is read
   * @throws Error "The application did not respond"
   */
  command(by: By, name: string, inputs?: Inputs): Promise<Answer>;
  /** Uses a command of a message's menu. */
  messageCommand(by: By, name: string, messageId: string): Promise<Answer>;
  /** What is offered while `focused`, one of the fields of `inputs`, is being typed. */
  complete(by: By, name: string, inputs: Inputs, focused: string): Promise<Answer["choices"]>;
  /** Presses a button, known by its custom id or its label. */
  press(by: By, messageId: string, button: string): Promise<Answer>;
  /** Chooses in a select: option values or labels, or ids of people, roles and channels. */
  choose(by: By, messageId: string, customId: string, values: readonly string[]): Promise<Answer>;
  /** Fills in the form that an answer opened, by custom id; fields left out stay as the bot filled them. */
  submit(by: By, answer: Answer, inputs: ModalInputs): Promise<Answer>;
  /**
   * Tells the bot of an interaction with this data, whatever it is: nothing is checked or filled in.
   *
   * @param messageId the message that was acted on, where there is one
   */
  interact(by: By, type: Types, data: unknown, messageId?: string): Promise<Answer>;
  /** Takes a message that only this person sees out of sight, for good; the bot is not told. */
  dismiss(by: By, messageId: string): void;
}

/** @param commandsIn the bot's commands as they stand: those for everywhere, and those of the server if one is given */
export function createHand(
  world: World,
  interactions: Interactions,
  commandsIn: (serverId?: string) => readonly APIApplicationCommand[],
): Hand {
  /** The message whose button opened the form. */
  const origins = new WeakMap<Modal, Post>();
  const use = async (by: By, post: Post, data: object) => {
    const answer = await interactions.begin({ ...by, type: Types.MessageComponent, pressed: post, data });
    if (answer.modal !== undefined) origins.set(answer.modal, post);
    return answer;
  };
  const requireOffered = ({ person, channel, force = false }: By, command: APIApplicationCommand) => {
    const reason = force ? undefined : whyNotOffered(world, command, person, channel);
    if (reason !== undefined) throw new Error(reason);
  };
  const choose = (by: By, name: string) => {
    const chosen = chooseCommand(commandsIn(by.channel.serverId), name);
    requireOffered(by, chosen.command);
    return chosen;
  };
  return {
    offers({ person, channel }) {
      return commandsIn(channel.serverId).filter((each) => whyNotOffered(world, each, person, channel) === undefined);
    },
    async command(by, name, inputs = {}) {
      const chosen = choose(by, name);
      const fields = readFields(world, chosen.definitions, inputs, !by.force);
      return interactions.begin({
        ...by,
        type: Types.ApplicationCommand,
        data: commandData(world, by, chosen, fields),
      });
    },
    async messageCommand(by, name, messageId) {
      const command = chooseMessageCommand(commandsIn(by.channel.serverId), name);
      requireOffered(by, command);
      const { message } = visiblePost(by.channel, by.person, messageId);
      const data = messageCommandData(command, message);
      return interactions.begin({ ...by, type: Types.ApplicationCommand, data });
    },
    async complete(by, name, inputs, focused) {
      const chosen = choose(by, name);
      const fields = focus(chosen, readFields(world, chosen.definitions, inputs, false), focused);
      const data = commandData(world, by, chosen, fields);
      return (await interactions.begin({ ...by, type: Types.ApplicationCommandAutocomplete, data })).choices;
    },
    async press(by, messageId, button) {
      const post = visiblePost(by.channel, by.person, messageId);
      return use(by, post, pressedData(post, button));
    },
    async choose(by, messageId, customId, values) {
      const post = visiblePost(by.channel, by.person, messageId);
      return use(by, post, chosenData(world, by.person, by.channel, post, customId, values));
    },
    async submit(by, { modal }, inputs) {
      if (modal === undefined) throw new Error("That answer opened no form");
      const pressed = origins.get(modal);
      return interactions.begin({
        ...by,
        type: Types.ModalSubmit,
        data: submittedData(world, by, modal, inputs),
        ...(pressed && { pressed }),
      });
    },
    async interact(by, type, data, messageId) {
      const pressed = messageId === undefined ? undefined : visiblePost(by.channel, by.person, messageId);
      return interactions.begin({ ...by, type, data: data as object, ...(pressed && { pressed }) });
    },
    dismiss({ person, channel }, messageId) {
      const post = visiblePost(channel, person, messageId);
      if (post.onlyFor === undefined) throw new Error("Everyone sees that message: it cannot be dismissed");
      removePost(world, channel, post);
    },
  };
}

function commandData(world: World, { person, channel }: By, chosen: ChosenCommand, fields: readonly Field[]): object {
  const { id, name, type, guild_id } = chosen.command;
  const resolved = resolve(world, person, world.serverOf(channel), namedIds(fields));
  return {
    id,
    name,
    type,
    options: nestFields(chosen, fields),
    ...(guild_id && { guild_id }),
    ...(Object.keys(resolved).length > 0 && { resolved }),
  };
}

function messageCommandData({ id, name, type, guild_id }: APIApplicationCommand, message: APIMessage): object {
  return {
    id,
    name,
    type,
    target_id: message.id,
    resolved: { messages: { [message.id]: message } },
    ...(guild_id && { guild_id }),
  };
}

function focus({ definitions }: ChosenCommand, fields: readonly Field[], focused: string): Field[] {
  const definition = definitions.find(({ name }) => name === focused);
  if (definition === undefined || !("autocomplete" in definition))
    throw new Error(`The field "${focused}" does not complete`);
  if (!fields.some(({ name }) => name === focused)) throw new Error(`What is typed into "${focused}" must be given`);
  return fields.map((field) => (field.name === focused ? { ...field, focused: true } : field));
}
