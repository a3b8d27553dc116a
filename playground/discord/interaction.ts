import {
  type APIModalInteractionResponseCallbackData,
  type InteractionType,
  InteractionResponseType as Responses,
} from "discord-api-types/v10";
import type { Answer } from "./answer.ts";
import type { Channel, Person, Post } from "./inhabitants.ts";

/** One use of the bot by a person, from the moment Discord tells the bot of it. */
export interface Interaction {
  readonly id: string;
  /** Lets the bot answer, for 15 minutes; it is no secret here. */
  readonly token: string;
  readonly type: InteractionType;
  readonly person: Person;
  readonly channel: Channel;
  readonly openedAt: Temporal.Instant;
  /** The message whose button or select was used, also for the form that it opened. */
  readonly pressed?: Post;
  state: "waiting" | "acknowledged" | "lapsed";
  response?: Responses;
  /** When the bot is told, by `performance.now()`. */
  started: number;
  /** From then until the acknowledgement had arrived: what making the one and checking the other takes is not the bot's. */
  ms: number;
  /** Ends the person's patience. */
  timer?: NodeJS.Timeout;
  /** The bot's answer, or the message that it changes. */
  original?: Post;
  /** Deferred, and nothing has followed yet. */
  open: boolean;
  /** The original was edited. */
  changed: boolean;
  readonly followUps: Post[];
  modal?: APIModalInteractionResponseCallbackData;
  choices: readonly { name: string; value: string | number }[];
  readonly promise: PromiseWithResolvers<Answer>;
}

/** Ends the waiting of the person: what the bot does later still shows in the answer, which stays live. */
export function settle(interaction: Interaction): void {
  clearTimeout(interaction.timer);
  interaction.open = false;
  interaction.promise.resolve(answerOf(interaction));
}

/** The person gets an error instead of an answer. */
export function disappoint(interaction: Interaction, reason: string): void {
  clearTimeout(interaction.timer);
  interaction.promise.reject(new Error(reason));
}

/** The bot did not answer in time, or not as it should: what it still sends is refused. */
export function lapse(interaction: Interaction, reason = "The application did not respond"): void {
  interaction.state = "lapsed";
  disappoint(interaction, reason);
}

export const isDeferred = ({ response }: Interaction) =>
  response === Responses.DeferredChannelMessageWithSource || response === Responses.DeferredMessageUpdate;

function answerOf(interaction: Interaction): Answer {
  const { channel, modal } = interaction;
  const present = (post: Post | undefined) =>
    post !== undefined && channel.posts.includes(post) ? [post.message] : [];
  return {
    kind: kindOf(interaction),
    get message() {
      return present(interaction.original)[0];
    },
    get followUps() {
      return interaction.followUps.flatMap(present);
    },
    ephemeral: interaction.original?.onlyFor !== undefined,
    deferred: isDeferred(interaction),
    ms: interaction.ms,
    choices: interaction.choices,
    ...(modal && { modal }),
  };
}

function kindOf({ response, changed, followUps }: Interaction): Answer["kind"] {
  switch (response) {
    case Responses.ChannelMessageWithSource:
    case Responses.DeferredChannelMessageWithSource:
      return "message";
    case Responses.UpdateMessage:
      return "update";
    case Responses.DeferredMessageUpdate:
      return changed || followUps.length > 0 ? "update" : "none";
    case Responses.Modal:
      return "modal";
    default:
      return "none";
  }
}
