import { InteractionType } from "discord-api-types/v10";
import type { Log } from "../log.ts";
import { notice } from "../render/reply.ts";
import { type Conversation, type ConversationParts, createConversation } from "./conversation.ts";
import { type Answer, type Answerable, type Dispatch, failureNotice } from "./dispatch.ts";
import { toFailure } from "./failure.ts";
import type { Envelope, ReadInteraction } from "./interaction-payload.ts";
import type { LineWatch } from "./wire/line-watch.ts";

/** For kinds of interaction that this version offers nowhere: lists of people and channels. */
const OUTDATED = "This is from an older version of me; run the command again.";

/** Discord gives up on an answer after 3 seconds; an acknowledgement goes out well before. */
const DEFER_AFTER = 1500;

export interface AnswerParts extends ConversationParts {
  readonly dispatch: Dispatch;
  readonly log: Log;
  /** Times the answers. */
  readonly watch?: Pick<LineWatch, "timeAnswer">;
  /** Milliseconds after which an answer that is not there yet is announced. */
  readonly deferAfter?: number;
}

/** Answers one interaction, once. Never rejects: an answer that Discord does not take is logged. */
export async function handleInteraction({ envelope, request }: ReadInteraction, parts: AnswerParts): Promise<void> {
  const conversation = createConversation(envelope, parts);
  try {
    if (request?.kind === "complete") await conversation.offer(await parts.dispatch.complete(request));
    else if (request === undefined) await refuse(envelope, conversation);
    else {
      const done = parts.watch?.timeAnswer(parts.dispatch.nameOf(request));
      await answer(conversation, request, envelope, parts);
      done?.();
    }
  } catch (error) {
    await apologise(envelope, conversation, error, parts.log);
  }
}

async function refuse({ type }: Envelope, conversation: Conversation): Promise<void> {
  if (type === InteractionType.ApplicationCommandAutocomplete) await conversation.offer([]);
  else if (type in InteractionType && type !== InteractionType.Ping) await conversation.reply(notice(OUTDATED));
}

/** The answer did not arrive, as often as it was sent. Where Discord refused it, the person at least gets a code. */
async function apologise({ id, type }: Envelope, conversation: Conversation, error: unknown, log: Log): Promise<void> {
  const reference = crypto.randomUUID().slice(0, 8);
  log.warn({ err: error, interaction: id, reference }, "an answer did not reach Discord");
  const { status = 0 } = toFailure(error);
  if (status < 400 || status >= 500 || status === 404 || status === 429) return;
  const apology =
    type === InteractionType.ApplicationCommandAutocomplete
      ? conversation.offer([])
      : conversation[conversation.acknowledged ? "edit" : "reply"](failureNotice(reference));
  await apology.catch(() => undefined);
}

/** Sends the answer; one that is slow is announced first, so that Discord does not give up on it. */
async function answer(
  conversation: Conversation,
  request: Answerable,
  { token }: Envelope,
  parts: AnswerParts,
): Promise<void> {
  const { deferAfter = DEFER_AFTER, dispatch } = parts;
  const answering = dispatch.answer(request, token);
  const slow = Promise.withResolvers<void>();
  const timer = setTimeout(() => slow.resolve(), deferAfter);
  const quick = await Promise.race([answering, slow.promise]);
  clearTimeout(timer);
  if (quick !== undefined) return answerAtOnce(conversation, quick, parts.log);

  const expected = dispatch.expect(request);
  await conversation.defer(expected);
  await answerLate(conversation, expected, await answering, parts.log);
}

async function answerAtOnce(conversation: Conversation, answer: Answer, log: Log): Promise<void> {
  switch (answer.effect) {
    case "open":
      return conversation.open(answer.modal);
    case "share":
      await conversation.defer("update");
      return share(conversation, answer, log);
    default:
      return conversation[answer.effect](answer.reply);
  }
}

async function answerLate(
  conversation: Conversation,
  expected: ReturnType<Dispatch["expect"]>,
  answer: Answer,
  log: Log,
): Promise<void> {
  if (answer.effect === "share" && expected === "update") return share(conversation, answer, log);
  const { reply } = answer;
  // For a form it is too late: its reply says so.
  const replaces = answer.effect === "update" || answer.effect === "share";
  if (replaces ? expected === "update" : expected === reply.audience) return conversation.edit(reply);
  // Who may see a message cannot be changed: the announced one goes, another takes its place.
  if (expected !== "update") await conversation.remove();
  await conversation.followUp(reply);
}

/** Posts for all what one person read alone, and changes that; it says so where the post does not arrive. */
async function share(
  conversation: Conversation,
  { failed, reply, shares }: Extract<Answer, { effect: "share" }>,
  log: Log,
): Promise<void> {
  const posted = await conversation.followUp(shares).then(
    () => true,
    (error) => {
      log.warn({ err: error }, "what was to be shared did not reach Discord");
      return false;
    },
  );
  await conversation.edit(posted ? reply : failed());
}
