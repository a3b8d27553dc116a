import type { Completion } from "../../facts/index.ts";
import { UserError } from "../errors.ts";
import type { Log } from "../log.ts";
import { notice, type Reply } from "../render/reply.ts";
import { plain } from "../render/text.ts";
import { type CommandCall, createCatalogue } from "./catalogue.ts";
import type { Caller, Command, Tools } from "./command.ts";
import { askToWait, type Limiter } from "./limiter.ts";
import { readChosen, readOptions } from "./options.ts";
import { createServerTurns } from "./turns.ts";

/** What a person did, freed from discord.js. `options` are as Discord sent them, unchecked. */
export type Request = {
  readonly caller: Omit<Caller, "timeZone">;
} & (
  | ({ readonly kind: "command" } & CommandCall)
  | ({ readonly kind: "complete"; readonly focused: string; readonly typed: string } & CommandCall)
  | { readonly kind: "button"; readonly id: string }
  | { readonly kind: "select"; readonly id: string; readonly values: unknown }
);

type CommandRequest = Extract<Request, { kind: "command" }>;
type ButtonRequest = Extract<Request, { kind: "button" }>;
type SelectRequest = Extract<Request, { kind: "select" }>;
type CompleteRequest = Extract<Request, { kind: "complete" }>;
/** What is answered with a message. */
export type Answerable = CommandRequest | ButtonRequest | SelectRequest;

/** A reply, and whether it replaces the message that was acted on. */
export interface Answer {
  readonly reply: Reply;
  readonly effect: "reply" | "update";
}

export interface Dispatch {
  /** Always resolves with exactly one answer, whatever goes wrong. */
  answer(request: Answerable): Promise<Answer>;
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

/** A channel or role that a message names, after escaping; it pings nobody. */
const MENTION = /\\<(#\d+|@&\d+)>/g;

/**
 * Answers requests, the servers by turns, and is the one boundary where failures become replies.
 *
 * @param limiter lets a request pass, or not
 */
export function createDispatch(
  commands: readonly Command[],
  given: Omit<Tools, "giveWay">,
  log: Log,
  onAnswer: OnAnswer = () => {},
  limiter: Limiter = () => undefined,
  turns = createServerTurns(),
): Dispatch {
  const catalogue = createCatalogue(commands);
  const tools: Tools = { ...given, giveWay: turns.giveWay };

  return {
    async answer(request) {
      const name = catalogue.nameOf(request);
      const tooMany = limiter(request.caller, catalogue.weightOf(request), "asked");
      if (tooMany !== undefined) {
        onAnswer(name, "limited");
        return { reply: askToWait(tooMany), effect: "reply" };
      }
      try {
        const answer = await turns.run(request.caller, () => act(request));
        onAnswer(name, "answered");
        return answer;
      } catch (error) {
        onAnswer(name, error instanceof UserError ? "refused" : "failed");
        return { reply: toNotice(error, name, log), effect: "reply" };
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
      if (request.kind === "command") return catalogue.isForModerators(request.command) ? "asker" : "everyone";
      const found = request.kind === "button" ? catalogue.button(request.id) : catalogue.select(request.id);
      return found?.spec.effect === "update" ? "update" : "asker";
    },

    nameOf: catalogue.nameOf,
  };

  async function offer(request: CompleteRequest): Promise<readonly Completion[]> {
    const { command, options } = catalogue.command(request);
    checkAudience(command, request.caller);
    const spec = Object.entries(options).find(([name]) => name === request.focused)?.[1];
    if (spec?.type !== "string" || spec.complete === undefined) return [];
    const caller = await withZone(request.caller, tools);
    return (await spec.complete(request.typed, tools, caller, request.options)).slice(0, 25);
  }

  function act(request: Answerable): Promise<Answer> {
    switch (request.kind) {
      case "command":
        return runCommand(request);
      case "button":
        return pressButton(request);
      case "select":
        return chooseFrom(request);
    }
  }

  async function runCommand(request: CommandRequest): Promise<Answer> {
    const { command, runnable, options } = catalogue.command(request);
    checkAudience(command, request.caller);
    const values = readOptions(options, request.options);
    const caller = await withZone(request.caller, tools);
    return { reply: await runnable.run(values, caller, tools), effect: "reply" };
  }

  async function pressButton(request: ButtonRequest): Promise<Answer> {
    const found = catalogue.button(request.id);
    if (found === undefined) throw new UserError("This button is from an older version of me; run the command again.");
    checkAudience(found.command, request.caller);
    const reply = await found.spec.press(found.args, await withZone(request.caller, tools), tools);
    return { reply, effect: found.spec.effect ?? "reply" };
  }

  async function chooseFrom(request: SelectRequest): Promise<Answer> {
    const found = catalogue.select(request.id);
    if (found === undefined) throw new UserError("This list is from an older version of me; run the command again.");
    checkAudience(found.command, request.caller);
    const values = readChosen(found.spec, request.values);
    const reply = await found.spec.choose(values, found.args, await withZone(request.caller, tools), tools);
    return { reply, effect: found.spec.effect ?? "reply" };
  }
}

/** Discord hides moderators' commands from others, but a server can be set up otherwise: the bot looks again. */
function checkAudience({ audience, name }: Command, caller: Request["caller"]): void {
  if (audience !== "moderators") return;
  if (caller.guildId === undefined) throw new UserError(`/${name} works in a server; run it in one of its channels.`);
  if (!caller.mayManage)
    throw new UserError(`/${name} is for members with the Manage Server permission; ask one of them.`);
}

async function withZone(caller: Request["caller"], { orders }: Tools): Promise<Caller> {
  const [oldest] = caller.guildId === undefined ? [] : await orders.list(caller.guildId);
  return { ...caller, timeZone: oldest?.timeZone ?? "UTC" };
}

/** What a person sees of a bug: a code, under which the log has the rest. */
export function failureNotice(reference: string): Reply {
  return notice(
    `That failed, and it is not your fault; if it keeps failing, give this code to whoever hosts me: \`${reference}\`.`,
  );
}

function toNotice(error: unknown, name: string, log: Log): Reply {
  if (error instanceof UserError) return notice(plain(error.message, 1000).replace(MENTION, "<$1>"));
  const reference = crypto.randomUUID().slice(0, 8);
  log.error({ err: error, reference, request: name }, "a request failed");
  return failureNotice(reference);
}
