import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  ApplicationCommandType,
} from "discord-api-types/v10";
import { type CommandBody, commandProblems, commandSetProblems } from "./command-rules.ts";
import { DiscordError, invalidForm, unknown } from "./discord-error.ts";

/** The bot's commands of one place: everywhere, or one server. */
export interface CommandShelf {
  readonly all: readonly APIApplicationCommand[];
  get(id: string): APIApplicationCommand;
  /** Puts these in place of all others. One that had the same name and type keeps its id. */
  replace(bodies: readonly CommandBody[]): readonly APIApplicationCommand[];
  /** Adds one, or puts it in place of the one with its name and type. */
  put(body: CommandBody): APIApplicationCommand;
  /** Changes the fields that `body` names. */
  change(id: string, body: Partial<CommandBody>): APIApplicationCommand;
  remove(id: string): void;
}

export interface ShelfPlace {
  readonly applicationId: string;
  /** Absent for commands that apply everywhere. */
  readonly serverId?: string;
  readonly mint: () => string;
}

export function createCommandShelf(place: ShelfPlace): CommandShelf {
  let all: APIApplicationCommand[] = [];
  const find = (id: string) => {
    const command = all.find((each) => each.id === id);
    if (command === undefined) throw unknown("application command");
    return command;
  };
  const named = ({ name, type }: CommandBody) => all.find((each) => each.name === name && each.type === (type ?? 1));
  return {
    get all() {
      return all;
    },
    get: find,
    replace(bodies) {
      check(commandSetProblems(bodies), bodies);
      all = bodies.map((body) => complete(body, named(body), place));
      return all;
    },
    put(body) {
      const old = named(body);
      const others = all.filter((each) => each !== old);
      check(commandProblems(body), [...others, body] as CommandBody[]);
      const command = complete(body, old, place);
      all = [...others, command];
      return command;
    },
    change(id, body) {
      const old = find(id);
      const next = { ...old, ...body } as CommandBody;
      check(commandProblems(next), []);
      const command = complete(next, old, place);
      all = all.map((each) => (each === old ? command : each));
      return command;
    },
    remove(id) {
      const command = find(id);
      all = all.filter((each) => each !== command);
    },
  };
}

function check(problems: ReturnType<typeof commandProblems>, set: readonly CommandBody[]): void {
  if (problems.length > 0) throw invalidForm(problems);
  const slash = set.filter(({ type }) => (type ?? 1) === ApplicationCommandType.ChatInput).length;
  if (slash > 100) throw new DiscordError(400, 30032, "Maximum number of application commands reached (100)");
}

/** The whole command with what Discord fills in. The version changes only when something else does. */
function complete(body: CommandBody, old: APIApplicationCommand | undefined, place: ShelfPlace): APIApplicationCommand {
  const contexts = (body.contexts as number[] | null | undefined) ?? null;
  const permissions = body.default_member_permissions ?? null;
  const command = {
    id: old?.id ?? place.mint(),
    application_id: place.applicationId,
    version: old?.version ?? "",
    default_member_permissions: permissions === null ? null : String(permissions),
    type: body.type ?? ApplicationCommandType.ChatInput,
    name: body.name,
    name_localizations: body.name_localizations ?? null,
    description: body.description ?? "",
    description_localizations: body.description_localizations ?? null,
    ...(place.serverId === undefined ? everywhereFields(body, contexts) : { guild_id: place.serverId }),
    ...(body.options?.length ? { options: body.options.map(completeOption) } : {}),
    nsfw: body.nsfw ?? false,
  } as APIApplicationCommand;
  const changed = JSON.stringify(command) !== JSON.stringify(old);
  return changed ? { ...command, version: place.mint() } : command;
}

/** Both ways to install are open for this application, so a command that does not say is for both. */
function everywhereFields(body: CommandBody, contexts: readonly number[] | null) {
  return {
    dm_permission: contexts === null ? (body.dm_permission ?? true) : contexts.includes(1),
    contexts,
    integration_types: body.integration_types ?? [0, 1],
  };
}

/** Discord leaves out what is false or empty. */
function completeOption(option: APIApplicationCommandOption): APIApplicationCommandOption {
  const { required, options, choices, ...rest } = option as APIApplicationCommandOption & {
    options?: APIApplicationCommandOption[];
    choices?: object[];
  };
  return {
    name_localizations: null,
    description_localizations: null,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined && value !== false)),
    ...(required ? { required } : {}),
    ...(choices?.length ? { choices: choices.map((choice) => ({ name_localizations: null, ...choice })) } : {}),
    ...(options?.length ? { options: options.map(completeOption) } : {}),
  } as APIApplicationCommandOption;
}
