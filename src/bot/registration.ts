import {
  type APIApplicationCommand,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from "discord-api-types/v10";
import type { Log } from "../log.ts";
import type { Command } from "./command.ts";
import { toDefinition } from "./definition.ts";
import type { Rest } from "./rest.ts";

type Definition = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** Registers the commands, if Discord has others than these. */
export async function register(
  rest: Rest,
  applicationId: string,
  commands: readonly Command[],
  log: Log,
): Promise<void> {
  const route = Routes.applicationCommands(applicationId);
  const wanted = commands.map(toDefinition);
  const registered = (await rest.get(route)) as readonly APIApplicationCommand[];
  if (isRegistered(wanted, registered)) return;
  await rest.put(route, { body: wanted });
  log.info({ commands: wanted.map((it) => it.name) }, "commands registered");
}

/**
 * Whether Discord has exactly these commands already. Pure.
 *
 * Discord leaves out what is at its default and sorts contexts, so both sides are brought to one form first.
 */
export function isRegistered(wanted: readonly Definition[], registered: readonly APIApplicationCommand[]): boolean {
  return toForm(wanted) === toForm(registered);
}

function toForm(commands: readonly (Definition | APIApplicationCommand)[]): string {
  const forms = commands.map((it) => ({
    ...formOf(it),
    permissions: it.default_member_permissions ?? null,
    contexts: [...(it.contexts ?? [])].sort((a, b) => a - b),
    installs: [...(it.integration_types ?? [])].sort((a, b) => a - b),
  }));
  return JSON.stringify(forms.toSorted((a, b) => a.name.localeCompare(b.name)));
}

interface Named {
  readonly name: string;
  readonly description: string;
  readonly type?: number | undefined;
  readonly required?: boolean | undefined;
  readonly autocomplete?: boolean | undefined;
  readonly channel_types?: readonly number[] | undefined;
  readonly choices?: readonly { readonly name: string; readonly value: unknown }[] | undefined;
  readonly max_length?: number | undefined;
  readonly min_value?: number | undefined;
  readonly max_value?: number | undefined;
  readonly options?: readonly object[] | undefined;
}

/** A command or option with each field that we set, at its default where it is left out. */
function formOf(it: object): { readonly name: string } {
  const { autocomplete, channel_types, description, max_length, max_value, min_value } = it as Named;
  const { choices = [], name, options, required, type } = it as Named;
  return {
    name,
    description,
    type: type ?? 1,
    required: required ?? false,
    autocomplete: autocomplete ?? false,
    limits: [max_length ?? null, min_value ?? null, max_value ?? null],
    choices: choices.map((choice) => [choice.name, choice.value]),
    channelTypes: [...(channel_types ?? [])].sort((a, b) => a - b),
    options: (options ?? []).map(formOf),
  } as { readonly name: string };
}
