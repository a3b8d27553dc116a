import { type APIApplicationCommand, RESTJSONErrorCodes as Codes, Routes } from "discord-api-types/v10";
import type { Log } from "../log.ts";
import type { Command } from "./command.ts";
import { type Definition, toDefinition } from "./definition.ts";
import { type Failure, StrangerError, toFailure } from "./failure.ts";
import { refusedFields } from "./refused-form.ts";
import type { Rest } from "./rest.ts";
import { doubling, type RealTime } from "./wire/real-time.ts";

/** Milliseconds before another try: the first time and at most. */
const PAUSE = {
  /** What is over by itself, such as a fault of Discord's. */
  passing: { first: 5000, most: 3_600_000 },
  /** What someone has to mend, or has to end. */
  refused: { first: 60_000, most: 3_600_000 },
  /** What no repeat will change today. */
  lasting: { first: 3_600_000, most: 6 * 3_600_000 },
} as const;

export interface RegistrationParts {
  readonly rest: Rest;
  readonly commands: readonly Command[];
  readonly log: Log;
  readonly time: RealTime;
  /** Breaks it off. */
  readonly signal: AbortSignal;
  /** Called with why it has not come about yet. */
  readonly onRefused: (reason: string) => void;
}

/**
 * Registers the commands, if Discord has others than these; again, ever more seldom, until it does. Those that Discord
 * has go on working meanwhile.
 *
 * @returns once Discord has them; rejects only when it is broken off
 */
export async function keepRegistering(applicationId: string, parts: RegistrationParts): Promise<void> {
  const { commands, log, onRefused, rest, signal, time } = parts;
  const wanted = commands.map(toDefinition);
  for (let tries = 0; ; tries += 1) {
    try {
      return await register(rest, applicationId, wanted, log);
    } catch (error) {
      const reasons = reasonsOf(error, wanted);
      const wait = pauseAfter(toFailure(error), tries, (error as { retryAfter?: number }).retryAfter);
      onRefused(reasons.join("; "));
      log.warn({ reasons, minutes: Math.ceil(wait / 60_000) }, "the commands are not registered; trying again later");
      await time.sleep(wait, signal);
    }
  }
}

async function register(rest: Rest, applicationId: string, wanted: readonly Definition[], log: Log): Promise<void> {
  const route = Routes.applicationCommands(applicationId);
  const registered = await rest.get(route);
  if (!Array.isArray(registered)) throw new StrangerError();
  if (isRegistered(wanted, registered)) return;
  await rest.put(route, { body: wanted });
  log.info({ commands: wanted.map((it) => it.name) }, "commands registered");
}

/** Milliseconds until the next try. Pure. @param asked what Discord asked for, where it did */
export function pauseAfter({ code, status }: Failure, tries: number, asked = 0): number {
  const { first, most } = PAUSE[kindOf(code, status)];
  return Math.max(doubling(first, tries, most), asked);
}

function kindOf(code: Failure["code"], status: number | undefined): keyof typeof PAUSE {
  if (code === Codes.InvalidFormBodyOrContentType || code === Codes.MaximumDailyApplicationCommandCreatesReached)
    return "lasting";
  return status === undefined || status >= 500 ? "passing" : "refused";
}

/** Which command was refused and why, a line each; else why none was taken. Pure. */
function reasonsOf(error: unknown, wanted: readonly Definition[]): string[] {
  const fields = refusedFields((error as { rawError?: { errors?: unknown } }).rawError?.errors, wanted);
  if (fields.length > 0) return fields;
  const { code, message, status } = toFailure(error);
  return [`Discord: ${message}${status === undefined ? "" : ` (${[status, code].filter(Boolean).join("/")})`}`];
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
  readonly description?: string | undefined;
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
    description: description ?? "",
    type: type ?? 1,
    required: required ?? false,
    autocomplete: autocomplete ?? false,
    limits: [max_length ?? null, min_value ?? null, max_value ?? null],
    choices: choices.map((choice) => [choice.name, choice.value]),
    channelTypes: [...(channel_types ?? [])].sort((a, b) => a - b),
    options: (options ?? []).map(formOf),
  } as { readonly name: string };
}
