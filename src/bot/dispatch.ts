import { type Completion, once } from "../../facts/index.ts";
import { UserError } from "../errors.ts";
import type { Log } from "../log.ts";
import { notice, type Reply } from "../render/reply.ts";
import { plain } from "../render/text.ts";
import { type CommandCall, createCatalogue } from "./catalogue.ts";
import type { Command, Shared } from "./command.ts";
import type { Form } from "./form.ts";
import { askToWait, type Limiter } from "./limiter.ts";
import { type Modal, toModal } from "./modal.ts";
import { createOnce } from "./once.ts";
import { readChosen, readFields, readOptions } from "./options.ts";
import type { Caller, Tools } from "./tools.ts";
import { createServerTurns } from "./turns.ts";

/** What a person did, freed from discord.js. `options` are as Discord sent them, unchecked. */
export type Request = {
  readonly caller: Omit<Caller, "zone">;
} & (
  | ({ readonly kind: "command" } & CommandCall)
  | ({ readonly kind: "complete"; readonly focused: string; readonly typed: string } & CommandCall)
  /** `words`: of the message that it was chosen on. */
  | { readonly kind: "message"; readonly command: string; readonly words: string }
  /** `messageId`: the message that it stands on. */
  | { readonly kind: "button"; readonly id: string; readonly messageId?: string | undefined }
  | { readonly kind: "select"; readonly id: string; readonly values: unknown }
  /** `fields`: what was filled in, by name. */
  | { readonly kind: "modal"; readonly id: string; readonly fields: Readonly<Record<string, unknown>> }
);

type CommandRequest = Extract<Request, { kind: "command" }>;
type MessageRequest = Extract<Request, { kind: "message" }>;
type ButtonRequest = Extract<Request, { kind: "button" }>;
type SelectRequest = Extract<Request, { kind: "select" }>;
type ModalRequest = Extract<Request, { kind: "modal" }>;
type CompleteRequest = Extract<Request, { kind: "complete" }>;
/** What is answered with a message or a form. */
export type Answerable = CommandRequest | MessageRequest | ButtonRequest | SelectRequest | ModalRequest;

export type Answer =
  /** A message; `update`: it replaces the one that was acted on. */
  | { readonly effect: "reply" | "update"; readonly reply: Reply }
  /** A form, or `reply` where it is too late for one. */
  | { readonly effect: "open"; readonly modal: Modal; readonly reply: Reply }
  /** A message for all, beside `reply`, which replaces the one that was acted on; `failed`, where it was not posted. */
  | { readonly effect: "share"; readonly shares: Reply; readonly reply: Reply; failed(): Reply };

export interface Dispatch {
  /**
   * Always resolves with exactly one answer, whatever goes wrong.
   *
   * @param token by which what is answered can be changed
   */
  answer(request: Answerable, token?: string): Promise<Answer>;
  /** Always resolves; empty when something goes wrong, for there is nowhere to show an error. */
  complete(request: CompleteRequest): Promise<readonly Completion[]>;
  /** What the answer will most likely be, for an acknowledgement that must go out before it is there. */
  expect(request: Answerable): "everyone" | "asker" | "update";
  /** What was asked for, in few words: one of a bounded set, whatever was sent. */
  nameOf(request: Answerable): string;
}

/** Called with every answer: what was asked for and how it ended. */
export type OnAnswer = (name: string, outcome: "answered" | "refused" | "limited" | "failed") => void;

/** Nothing that could complete it is longer, and what is like it takes long to find. */
const LONGEST_TYPED = 100;

const MAY_NOT_SHARE =
  "You may not post for all in this channel, so neither may I for you; share it in one where you may.";

const NO_DATABASE = "My database does not answer just now; try again in a minute.";

/** A channel or role that a message names, after escaping; it pings nobody. */
const MENTION = /\\<(#\d+|@&\d+)>/g;

/**
 * Answers requests, the servers by turns, and is the one boundary where failures become replies.
 *
 * @param limiter lets a request pass, or not
 * @param isBusy whether an error is the database's, and passes by itself
 */
export function createDispatch(
  commands: readonly Command[],
  given: Omit<Tools, "giveWay">,
  log: Log,
  onAnswer: OnAnswer = () => {},
  limiter: Limiter = () => undefined,
  isBusy: (error: unknown) => boolean = () => false,
  turns = createServerTurns(),
): Dispatch {
  const catalogue = createCatalogue(commands);
  const shared: Tools = { ...given, giveWay: turns.giveWay };
  const sharing = createOnce();

  return {
    async answer(request, token) {
      const name = catalogue.nameOf(request);
      const tooMany = limiter(request.caller, catalogue.weightOf(request), "asked");
      if (tooMany !== undefined) {
        onAnswer(name, "limited");
        return { reply: askToWait(tooMany), effect: "reply" };
      }
      try {
        const answer = await turns.run(request.caller, () => act(request, token));
        onAnswer(name, "answered");
        return answer;
      } catch (error) {
        onAnswer(name, error instanceof UserError ? "refused" : "failed");
        return { reply: toNotice(error, name), effect: "reply" };
      }
    },

    async complete(request) {
      try {
        if (request.typed.length > LONGEST_TYPED) return [];
        if (limiter(request.caller, 1, "typed") !== undefined) return [];
        return await turns.run(request.caller, () => offer(request));
      } catch (error) {
        if (!(error instanceof UserError)) log.error({ err: error, command: request.command }, "completion failed");
        return [];
      }
    },

    expect(request) {
      if (request.kind === "command") return catalogue.isAnsweredAlone(request) ? "asker" : "everyone";
      if (request.kind === "modal" || request.kind === "message") return "asker";
      const found = request.kind === "button" ? catalogue.button(request.id) : catalogue.select(request.id);
      return found?.spec.effect === "update" ? "update" : "asker";
    },

    nameOf: catalogue.nameOf,
  };

  /** Who asks, and what there is to work with: all that is known there, a server's own facts among it. */
  async function meet(asking: Request["caller"], { uses = [] }: Command): Promise<readonly [Caller, Tools]> {
    const giveWay = () => turns.giveWay(asking);
    const caller = { ...asking, zone: once(() => zoneOf(asking)) };
    const view = await shared.ownFacts.view(asking.guildId, giveWay);
    if (view === undefined) return [caller, shared];
    if (uses.includes("search")) await view.readyToSearch(giveWay);
    if (uses.includes("graph")) await view.graph.ready(giveWay);
    return [caller, { ...shared, facts: view, graph: view.graph }];
  }

  async function offer(request: CompleteRequest): Promise<readonly Completion[]> {
    const { command, options } = catalogue.command(request);
    checkAudience(command, request.caller);
    const spec = Object.entries(options).find(([name]) => name === request.focused)?.[1];
    if (spec?.type !== "string" || spec.complete === undefined) return [];
    const [caller, tools] = await meet(request.caller, command);
    return (await spec.complete(request.typed, tools, caller, request.options)).slice(0, 25);
  }

  function act(request: Answerable, token: string | undefined): Promise<Answer> {
    switch (request.kind) {
      case "command":
        return runCommand(request, token);
      case "message":
        return readMessage(request);
      case "button":
        return pressButton(request);
      case "select":
        return chooseFrom(request);
      case "modal":
        return submit(request);
    }
  }

  async function runCommand(request: CommandRequest, token: string | undefined): Promise<Answer> {
    const { command, runnable, options } = catalogue.command(request);
    checkAudience(command, request.caller);
    checkAudience({ ...runnable, name: `${command.name} ${runnable.name}` }, request.caller);
    const values = readOptions(options, request.options);
    const [caller, tools] = await meet(request.caller, command);
    return answerOf(command, await runnable.run(values, { ...caller, token }, tools), "reply");
  }

  async function readMessage({ caller: asking, command: name, words }: MessageRequest): Promise<Answer> {
    const command = catalogue.messageCommand(name);
    checkAudience(command, asking);
    const [caller, tools] = await meet(asking, command);
    return { reply: await command.read(words, caller, tools), effect: "reply" };
  }

  async function pressButton(request: ButtonRequest): Promise<Answer> {
    const found = catalogue.button(request.id);
    if (found === undefined) throw new UserError("This button is from an older version of me; run the command again.");
    checkAudience(found.command, request.caller);
    checkAudience({ ...found.spec, name: found.command.name }, request.caller);
    const [caller, tools] = await meet(request.caller, found.command);
    const pressed = await found.spec.press(found.args, caller, tools);
    if ("shares" in pressed) return share(pressed, request);
    return answerOf(found.command, pressed, found.spec.effect ?? "reply");
  }

  /** Two presses may come before the first has taken the button away; another page of a message has another button. */
  function share({ failed, leaves, shares }: Shared, { caller, id, messageId }: ButtonRequest): Answer {
    if (!caller.mayWrite) throw new UserError(MAY_NOT_SHARE);
    const release = sharing.begin(`${messageId ?? crypto.randomUUID()} ${id}`);
    if (release === undefined) throw new UserError("This was shared already; it stands in the channel.");
    const again = () => {
      release();
      return failed;
    };
    return { effect: "share", shares, reply: leaves, failed: again };
  }

  async function chooseFrom(request: SelectRequest): Promise<Answer> {
    const found = catalogue.select(request.id);
    if (found === undefined) throw new UserError("This list is from an older version of me; run the command again.");
    checkAudience(found.command, request.caller);
    const values = readChosen(found.spec, request.values);
    const [caller, tools] = await meet(request.caller, found.command);
    const reply = await found.spec.choose(values, found.args, caller, tools);
    return { reply, effect: found.spec.effect ?? "reply" };
  }

  async function submit(request: ModalRequest): Promise<Answer> {
    const found = catalogue.modal(request.id);
    if (found === undefined) throw new UserError("This form is from an older version of me; run the command again.");
    checkAudience(found.command, request.caller);
    checkAudience({ ...found.spec, name: found.command.name }, request.caller);
    const values = readFields(found.spec.fields, request.fields);
    const [caller, tools] = await meet(request.caller, found.command);
    const reply = await found.spec.submit(values, found.args, caller, tools);
    return { reply, effect: "reply" };
  }

  function answerOf(command: Command, made: Reply | Form, effect: "reply" | "update"): Answer {
    if (!("opens" in made)) return { reply: made, effect };
    const spec = command.modals?.[made.opens];
    if (spec === undefined) throw new Error(`/${command.name} has no form ${made.opens}`);
    return { effect: "open", modal: toModal(command.name, spec, made, shared), reply: made.late };
  }

  /** While the database does not answer, the day is UTC's: most commands need it for nothing else. */
  async function zoneOf({ guildId }: Request["caller"]): Promise<string> {
    const zone = guildId === undefined ? undefined : await shared.orders.zoneOf(guildId).catch(passOver);
    return zone ?? "UTC";
  }

  function passOver(error: unknown): undefined {
    if (!isBusy(error)) throw error;
  }

  function toNotice(error: unknown, name: string): Reply {
    if (error instanceof UserError) return notice(plain(error.message, 1000).replace(MENTION, "<$1>"), error.way);
    if (isBusy(error)) {
      // Of all who ask meanwhile: what broke is in the words, and where says nothing.
      log.warn({ request: name, reason: messageOf(error) }, "a request failed, as the database does not answer");
      return notice(NO_DATABASE);
    }
    const reference = crypto.randomUUID().slice(0, 8);
    log.error({ err: error, reference, request: name }, "a request failed");
    return failureNotice(reference);
  }
}

/** Discord hides moderators' commands from others, but a server can be set up otherwise: the bot looks again. */
function checkAudience({ audience, name }: Pick<Command, "audience" | "name">, caller: Request["caller"]): void {
  if (audience !== "moderators") return;
  if (caller.guildId === undefined) throw new UserError(`/${name} works in a server; run it in one of its channels.`);
  if (!caller.mayManage)
    throw new UserError(`/${name} is for members with the Manage Server permission; ask one of them.`);
}

/** What a person sees of a bug: a code, under which the log has the rest. */
export function failureNotice(reference: string): Reply {
  return notice(
    `That failed, and it is not your fault; if it keeps failing, give this code to whoever hosts me: \`${reference}\`.`,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
