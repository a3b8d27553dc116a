import {
  RESTJSONErrorCodes as Codes,
  MessageFlags,
  InteractionResponseType as Responses,
  Routes,
} from "discord-api-types/v10";
import type { Completion } from "../../facts/index.ts";
import type { Attached, Reply } from "../render/reply.ts";
import { toFailure } from "./failure.ts";
import type { Envelope } from "./interaction-payload.ts";
import { filesOf, toAnswerBody, toBody } from "./message.ts";
import type { Modal } from "./modal.ts";
import { deliver, type SendOnce } from "./wire/answering.ts";
import type { Respond } from "./wire/endpoint.ts";
import { doubling, type Timers } from "./wire/real-time.ts";

/** Milliseconds for the first answer, counted from when Discord told of the interaction, a little earlier. */
const FIRST_LIFE = 2900;

/** Milliseconds for all others. */
const LIFE = 15 * 60_000 - 5000;

/** Milliseconds without a word after which the first answer goes out over another connection too. */
const PATIENCE = 1000;

/**
 * Milliseconds within which Discord has read an answer that was given in the answer to its own request: mostly at once, but
 * people have seen it take some ten seconds.
 */
const READ_WITHIN = 20_000;

/** Milliseconds from one question whether it has to the next: the first time and at most. */
const READ_PAUSE = { first: 50, most: 2000 } as const;

/** What Discord says of an interaction whose first answer it has not read yet. */
const UNREAD: readonly unknown[] = [Codes.UnknownWebhook, Codes.UnknownMessage];

/** Sends one request to Discord, once. */
export type SendAnswer = (
  method: "post" | "patch" | "delete",
  route: `/${string}`,
  /** `files` go with it in the same request. */
  message: { readonly body: object; readonly files?: Attached[] } | undefined,
  how: Parameters<SendOnce>[0],
) => Promise<unknown>;

export interface ConversationParts {
  readonly send: SendAnswer;
  /** Gives the first answer, where Discord brought the interaction itself; otherwise it is sent like the others. */
  readonly respond?: Respond | undefined;
  /** The bot's own, for interactions that do not tell it. */
  readonly applicationId: () => string;
  readonly time: Timers;
  /** Breaks off what is being sent. */
  readonly signal: AbortSignal;
}

/**
 * What the bot answers to one interaction. Each rejects when it did not arrive: the same was then sent as often as made
 * sense.
 */
export interface Conversation {
  /** Whether Discord has the first answer. */
  readonly acknowledged: boolean;
  reply(reply: Reply): Promise<void>;
  /** Replaces the message that was acted on. */
  update(reply: Reply): Promise<void>;
  /** Opens a form. */
  open(modal: Modal): Promise<void>;
  offer(choices: readonly Completion[]): Promise<void>;
  /** Announces that an answer comes: a new message, for everyone or the asker alone, or a change of the old one. */
  defer(expected: "everyone" | "asker" | "update"): Promise<void>;
  /** Puts it in the place of what was announced. */
  edit(reply: Reply): Promise<void>;
  /** Takes back what was announced. */
  remove(): Promise<void>;
  followUp(reply: Reply): Promise<void>;
}

type Files = ReturnType<typeof filesOf>;

/** Begins as the interaction arrives. */
export function createConversation(
  envelope: Envelope,
  { applicationId, respond, send, signal, time }: ConversationParts,
): Conversation {
  const { id, token } = envelope;
  const arrived = time.now();
  const whose = () => envelope.applicationId ?? applicationId();
  const original = () => Routes.webhookMessage(whose(), token, "@original");
  let acknowledged = false;
  let respondedAt = Number.NEGATIVE_INFINITY;
  return {
    get acknowledged() {
      return acknowledged;
    },
    reply: (reply) =>
      acknowledge({ type: Responses.ChannelMessageWithSource, data: toAnswerBody(reply) }, filesOf(reply)),
    update: (reply) => acknowledge({ type: Responses.UpdateMessage, data: toBody(reply) }, filesOf(reply)),
    open: (modal) => acknowledge({ type: Responses.Modal, data: modal }),
    offer: (choices) => acknowledge({ type: Responses.ApplicationCommandAutocompleteResult, data: { choices } }),
    defer: (expected) =>
      acknowledge(
        expected === "update"
          ? { type: Responses.DeferredMessageUpdate }
          : {
              type: Responses.DeferredChannelMessageWithSource,
              data: { flags: expected === "asker" ? MessageFlags.Ephemeral : 0 },
            },
      ),
    edit: (reply) => goOn((how) => send("patch", original(), { body: toBody(reply), ...filesOf(reply) }, how)),
    remove: () => goOn((how) => send("delete", original(), undefined, how)),
    // Twice for the asker is better than not at all; for everyone it is not.
    followUp: (reply) =>
      goOn(
        (how) => send("post", Routes.webhook(whose(), token), { body: toAnswerBody(reply), ...filesOf(reply) }, how),
        reply.audience === "asker",
      ),
  };

  /** Discord takes one such answer: a repeat of one that arrived is refused. */
  async function acknowledge(body: object, files: Files = {}): Promise<void> {
    // What carries files cannot stand in the answer to Discord's own request.
    const carries = files.files !== undefined;
    const taken = await respond?.(carries ? undefined : body);
    if (taken && !carries) respondedAt = time.now();
    else await sendFirst(body, files);
    acknowledged = true;
  }

  async function sendFirst(body: object, files: Files): Promise<void> {
    const route = Routes.interactionCallback(id, token);
    const life = left(FIRST_LIFE);
    await deliver((how) => send("post", route, { body, ...files }, how), {
      life,
      patience: PATIENCE,
      repeatable: true,
      time,
      signal,
    });
  }

  function goOn(once: SendOnce, repeatable = true): Promise<void> {
    const life = left(LIFE);
    return deliver(onceRead(once), { life, patience: life, repeatable, time, signal });
  }

  /** What goes on from an answer that Discord may still be reading. */
  function onceRead(send: SendOnce): SendOnce {
    return async (how) => {
      for (let tries = 0; ; tries += 1) {
        try {
          return await send(how);
        } catch (error) {
          if (!UNREAD.includes(toFailure(error).code) || time.now() > respondedAt + READ_WITHIN) throw error;
          await time.sleep(doubling(READ_PAUSE.first, tries, READ_PAUSE.most), how.signal);
        }
      }
    };
  }

  function left(life: number): number {
    return Math.max(0, arrived + life - time.now());
  }
}
