import {
  type APIMessage,
  MessageType,
  InteractionResponseType as Responses,
  type InteractionType as Types,
} from "discord-api-types/v10";
import type { Answer } from "./answer.ts";
import { DiscordError, unknown } from "./discord-error.ts";
import type { Channel, Person, Post } from "./inhabitants.ts";
import { disappoint, type Interaction, isDeferred, lapse, settle } from "./interaction.ts";
import { installOwners, interactionPayload } from "./interaction-payload.ts";
import { userPayload } from "./payload.ts";
import type { World } from "./world.ts";

/** How long a person waits for the bot, in milliseconds of real time. */
export interface Patience {
  /** For the acknowledgement; Discord's own 3,000 by default. */
  readonly acknowledge: number;
  /** For the answer after a deferral; default 15,000, where Discord waits 15 minutes. */
  readonly finish: number;
}

interface Opening {
  readonly type: Types;
  readonly person: Person;
  readonly channel: Channel;
  readonly pressed?: Post;
  /** The part of the event that is the interaction's own. */
  readonly data: object;
}

/** Interactions under way, and those whose token still counts. */
export interface Interactions {
  /**
   * Tells the bot, and waits for its final answer.
   *
   * @throws Error "The application did not respond" when it did not acknowledge in time
   */
  begin(opening: Opening): Promise<Answer>;
  /** The one that may now be acknowledged. @throws {DiscordError} 10062 or 40060 */
  waiting(id: string, token: string): Interaction;
  /** The acknowledged one that a token belongs to. @throws {DiscordError} 10015, or 50027 after 15 minutes */
  answered(token: string): Interaction;
  acknowledged(interaction: Interaction, arrived: number): void;
  /** Rejects all answers that are still waited for. */
  close(): void;
}

/** @param tell tells the bot of an interaction; default: over the gateway */
export function createInteractions(
  world: World,
  applicationId: string,
  patience: Patience,
  tell: (interaction: Interaction, payload: object) => void = (interaction, data) =>
    world.announce({ event: "INTERACTION_CREATE", serverId: interaction.channel.serverId, intent: 0, data }),
): Interactions {
  const all = new Map<string, Interaction>();
  return {
    begin(opening) {
      const interaction = openInteraction(world, opening);
      all.set(interaction.token, interaction);
      interaction.timer = setTimeout(() => lapse(interaction), patience.acknowledge);
      const payload = interactionPayload(world, applicationId, interaction, opening.data);
      interaction.started = performance.now();
      tell(interaction, payload);
      return interaction.promise.promise;
    },
    waiting(id, token) {
      const interaction = all.get(token);
      if (interaction?.id !== id || interaction.state === "lapsed") throw unknown("Interaction");
      if (interaction.state === "waiting") return interaction;
      throw new DiscordError(400, 40060, "Interaction has already been acknowledged.");
    },
    answered(token) {
      const interaction = all.get(token);
      if (interaction?.state !== "acknowledged") throw unknown("Webhook");
      const expires = interaction.openedAt.add({ minutes: 15 });
      if (Temporal.Instant.compare(world.clock(), expires) < 0) return interaction;
      throw new DiscordError(401, 50027, "Invalid Webhook Token");
    },
    acknowledged(interaction, arrived) {
      clearTimeout(interaction.timer);
      interaction.state = "acknowledged";
      interaction.ms = arrived - interaction.started;
      if (isDeferred(interaction)) interaction.timer = setTimeout(() => giveUp(interaction), patience.finish);
      else settle(interaction);
    },
    close() {
      for (const each of all.values()) disappoint(each, "The local Discord was closed before the bot answered");
    },
  };
}

/** Fields of a message that the bot writes as an answer. */
export function answerFields(world: World, applicationId: string, interaction: Interaction): Partial<APIMessage> {
  const { id, type, person, channel, pressed } = interaction;
  const reference = pressed && {
    type: 0,
    channel_id: channel.id,
    message_id: pressed.message.id,
    guild_id: channel.serverId,
  };
  return {
    type: pressed === undefined ? MessageType.ChatInputCommand : MessageType.Reply,
    webhook_id: applicationId,
    application_id: applicationId,
    interaction_metadata: {
      id,
      type,
      user: userPayload(person),
      authorizing_integration_owners: installOwners(world, interaction),
      ...(pressed && { interacted_message_id: pressed.message.id }),
    },
    ...(reference && { message_reference: reference }),
  } as Partial<APIMessage>;
}

function openInteraction(world: World, { type, person, channel, pressed }: Opening): Interaction {
  const id = world.mint();
  const promise = Promise.withResolvers<Answer>();
  // Someone who no longer waits must not end the process; whoever does wait still gets the error.
  promise.promise.catch(() => {});
  return {
    id,
    token: `local-interaction-${id}`,
    type,
    person,
    channel,
    openedAt: world.clock(),
    ...(pressed && { pressed }),
    state: "waiting",
    started: 0,
    ms: 0,
    open: false,
    changed: false,
    followUps: [],
    choices: [],
    promise,
  };
}

/** A button may be acknowledged with nothing to follow; "is thinking" may not. */
function giveUp(interaction: Interaction): void {
  if (interaction.response === Responses.DeferredMessageUpdate) settle(interaction);
  else disappoint(interaction, "The application said that it was thinking, and never answered");
}
